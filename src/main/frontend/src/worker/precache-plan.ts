export interface Precache {
  readonly version: string;
  /** Addresses below the worker's scope; `./` is the page itself. */
  readonly files: readonly string[];
}

const PREFIX = 'ayka-capture-';

export function cacheName(version: string): string {
  return PREFIX + version;
}

/** Which caches go: ours, but for the present one and those made last. Names come in the order in which they were made. */
export function obsolete(names: readonly string[], present: string, kept: number): readonly string[] {
  const ours = names.filter((name) => name.startsWith(PREFIX) && name !== present);
  return ours.slice(0, Math.max(0, ours.length - (kept - 1)));
}

/** Whether a browser opens the capture page, with whatever behind its question mark. */
export function isOwnNavigation(mode: string, url: string, page: string): boolean {
  const address = new URL(url);
  return mode === 'navigate' && address.origin + address.pathname === page;
}
