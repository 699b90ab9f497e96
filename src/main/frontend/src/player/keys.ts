import { SPEEDS } from './speeds.js';

/** What somebody wants of a player. Milliseconds and steps may be negative. */
export type Wish =
  | { readonly name: 'toggle' }
  | { readonly name: 'jump'; readonly ms: number }
  | { readonly name: 'neighbour'; readonly step: -1 | 1; readonly turns: boolean }
  | { readonly name: 'speed'; readonly step: -1 | 1 }
  | { readonly name: 'mark' };

const FIELD = 'input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable], [role=textbox]';

/** Keys that need nothing in focus but the page itself. */
const KEYS: Readonly<Record<string, Wish>> = {
  ' ': { name: 'toggle' },
  k: { name: 'toggle' },
  ArrowLeft: { name: 'jump', ms: -5_000 },
  ArrowRight: { name: 'jump', ms: 5_000 },
  j: { name: 'jump', ms: -10_000 },
  l: { name: 'jump', ms: 10_000 },
  n: { name: 'neighbour', step: 1, turns: true },
  p: { name: 'neighbour', step: -1, turns: true },
  '<': { name: 'speed', step: -1 },
  '>': { name: 'speed', step: 1 },
  m: { name: 'mark' },
};

/** On the page itself these scroll; on a sentence or the player they go from sentence to sentence. */
const WITH_FOCUS: Readonly<Record<string, Wish>> = {
  ArrowUp: { name: 'neighbour', step: -1, turns: false },
  ArrowDown: { name: 'neighbour', step: 1, turns: false },
};

/** The part of a keyboard event that decides. */
export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key means; undefined while somebody types, for shortcuts of the browser, and where it presses a button. */
export function meant(event: Pressed, target: { matches(selectors: string): boolean }): Wish | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || target.matches(FIELD)) {
    return undefined;
  }
  if (event.key === ' ' && target.matches('button, input, vaadin-button, a')) {
    return undefined;
  }
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return KEYS[key] ?? (target.matches('body') ? undefined : WITH_FOCUS[key]);
}

/** The next speed up or down. */
export function speedStep(speed: number, step: -1 | 1): number {
  const at = SPEEDS.findIndex((one) => one === speed);
  return SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + step))] ?? 1;
}
