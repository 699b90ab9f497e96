import { afterEach } from 'node:test';

const before = new Map<string, PropertyDescriptor | undefined>();

/** Gives the page a global of a browser until the test ends. */
export function given(name: string, value: unknown): void {
  if (!before.has(name)) {
    before.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
  }
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

afterEach(() => {
  for (const [name, descriptor] of before) {
    Reflect.deleteProperty(globalThis, name);
    if (descriptor) {
      Object.defineProperty(globalThis, name, descriptor);
    }
  }
  before.clear();
});
