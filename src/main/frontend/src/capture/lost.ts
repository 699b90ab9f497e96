import type { LocalChunk, LocalTake } from './chunk-store.js';
import type { Lost } from './protocol.js';

const PAGE_CLOSED = 'page closed while recording';
export const MICROPHONE_LOST = 'microphone lost';

/** A device that was away for longer has been given up by the server; a clock that says so was set. */
const LONGEST_LOSS_MS = 7 * 24 * 60 * 60 * 1000;

/** Of all takes that have ended. */
export function capturedMs(takes: readonly LocalTake[]): number {
  return takes.reduce((sum, take) => sum + (take.ended?.capturedMs ?? 0), 0);
}

export function isSounding(take: LocalTake): boolean {
  return (take.ended?.chunks ?? 0) > 0;
}

export /** What was lost between the last sound and the end, for which no take comes any more. */
function afterwards(takes: readonly LocalTake[], sounding: LocalTake, deaf: Lost | undefined): Lost | undefined {
  const empty = takes.filter((take) => take.take > sounding.take);
  const told = empty.flatMap(({ lostBefore }) => lostBefore ?? []).at(-1);
  const cut = takes.some((take) => take.take >= sounding.take && take.cut && !take.paused);
  if (deaf) {
    return { lengthMs: (told?.lengthMs ?? 0) + deaf.lengthMs, cause: deaf.cause };
  }
  return told ?? (cut ? { lengthMs: 0, cause: PAGE_CLOSED } : undefined);
}

/**
 * What was not recorded between this take and the next one: by the monotonic clock (`deafMs`) where the page knows, else
 * by the time of day, which may have been set since.
 */
export function lostSince(
  last: LocalTake | undefined,
  lastChunk: LocalChunk | undefined,
  now: Date,
  deafMs: number | undefined,
): Lost | undefined {
  // Of a take without sound nothing reaches the server: what was lost before it is lost before the next one.
  const before = last && !isSounding(last) ? last.lostBefore : undefined;
  if (!last || last.paused) {
    return before;
  }
  if (deafMs !== undefined) {
    return { lengthMs: (before?.lengthMs ?? 0) + deafMs, cause: MICROPHONE_LOST };
  }
  const passed = now.getTime() - Date.parse(lastChunk?.heardAt ?? last.deviceClock);
  const cause = last.cut ? PAGE_CLOSED : MICROPHONE_LOST;
  if (passed < 0 || passed > LONGEST_LOSS_MS) {
    return { lengthMs: before?.lengthMs ?? 0, cause: `${cause}; the clock was set meanwhile` };
  }
  return { lengthMs: (before?.lengthMs ?? 0) + passed, cause };
}
