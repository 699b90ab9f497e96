import type { Trouble } from './state.js';

/** What the browser's failure means to a person. */
export function troubleOf(failure: unknown): Trouble {
  switch (failure instanceof Error || failure instanceof DOMException ? failure.name : '') {
    case 'NotAllowedError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'no-microphone';
    case 'NotReadableError':
    case 'AbortError':
      return 'microphone-busy';
    case 'SecurityError':
      return 'insecure';
    case 'NotSupportedError':
      return 'unsupported';
    case 'QuotaExceededError':
    case 'DeviceFull':
      return 'device-full';
    default:
      return 'failed';
  }
}
