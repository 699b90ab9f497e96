import type { RecorderState } from '../capture/state.js';
import type { Commands } from './controls.js';

/**
 * What a key means to this element: R records or goes on, P pauses, M marks, F finishes. Outside of the element only M
 * means something, and only where no letter means anything else.
 */
export function commandOf(event: KeyboardEvent, element: Element, state: RecorderState['name']): keyof Commands | undefined {
  const path = event.composedPath();
  const target = path[0];
  const inside = path.includes(element);
  if (event.defaultPrevented || !(inside || isIdle(path))) {
    return undefined; // two of these elements may be on the page: one of them answers
  }
  const typing = target instanceof HTMLInputElement && target.type !== 'checkbox';
  if (typing || target instanceof HTMLSelectElement || event.ctrlKey || event.metaKey || event.altKey) {
    return undefined;
  }
  const key = event.key.toLowerCase();
  if (!inside && key !== 'm') {
    return undefined; // a key that hits nothing starts and ends no recording
  }
  switch (key) {
    case 'r':
      return state === 'idle' || state === 'interrupted' ? 'record' : state === 'paused' ? 'resume' : undefined;
    case 'p':
      return state === 'recording' ? 'pause' : state === 'paused' ? 'resume' : undefined;
    case 'm':
      return state === 'recording' || state === 'paused' ? 'mark' : undefined;
    case 'f':
      return state === 'recording' || state === 'paused' || state === 'interrupted' ? 'finish' : undefined;
    default:
      return undefined;
  }
}

/** Whether the focus is where no letter means anything: on a link or a button that was pressed last, or nowhere. */
function isIdle(path: readonly EventTarget[]): boolean {
  const [target] = path;
  const takesKeys = path.some((part) => part instanceof Element && part.matches('ayka-player, ayka-transcript'));
  return !takesKeys && (target === document.body || (target instanceof Element && target.matches('a, button, [role=button]')));
}
