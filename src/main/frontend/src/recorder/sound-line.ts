import { fill } from '../base/messages.js';
import { clockTime } from '../base/time.js';
import type { Whereabouts } from '../capture/whereabouts.js';
import type { RecorderMessages } from './messages.js';

/** Where the sound is, in one line. */
export function soundLine(one: Whereabouts, connected: boolean, messages: RecorderMessages): string {
  const captured = clockTime(one.capturedMs);
  const stored = clockTime(one.storedMs);
  if (one.phase === 'sealed') {
    return messages.safeToClose;
  }
  if (!connected && one.storedMs < one.capturedMs) {
    return messages.offline;
  }
  if (one.capturedMs > 0 && one.storedMs === one.capturedMs) {
    return fill(messages.safe, { captured });
  }
  return one.storedMs === 0
    ? fill(messages.onDevice, { captured })
    : fill(messages.onItsWay, { stored, captured });
}
