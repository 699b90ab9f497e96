import { fill } from '../base/messages.js';
import type { Whereabouts } from '../capture/whereabouts.js';
import type { SentRecording } from '../capture/sent-recordings.js';
import { isLive, type RecorderState } from '../capture/state.js';
import type { RecorderMessages } from './messages.js';

/** Where sound is, in milliseconds; the four do not overlap and add up to all that the device knows of. */
export interface Places {
  readonly hereMs: number;
  readonly wayMs: number;
  readonly safeMs: number;
  readonly transcribedMs: number;
}

/** What closing the page now would mean. */
export type Closing = 'safe' | 'recording' | 'waiting' | 'words' | 'finishing' | 'decision';

export interface Gauge extends Places {
  readonly closing: Closing;
  /** Sound that exists on this device alone. */
  readonly waitingMs: number;
  readonly rows: readonly (Places & { readonly id: string; readonly title: string })[];
}

const NOTHING: Places = { hereMs: 0, wayMs: 0, safeMs: 0, transcribedMs: 0 };

export interface Known {
  readonly whereabouts: readonly Whereabouts[];
  readonly sent: readonly SentRecording[];
  readonly state: RecorderState;
  /** Of the recording that goes on now. */
  readonly elapsedMs: number;
  readonly connected: boolean;
}

export function gaugeOf({ whereabouts, sent, state, elapsedMs, connected }: Known): Gauge {
  const live = 'recording' in state ? state.recording : undefined;
  const rows = whereabouts.map((one) => {
    const capturedMs = one.id === live ? Math.max(one.capturedMs, elapsedMs) : one.capturedMs;
    const unsentMs = Math.max(0, capturedMs - one.storedMs);
    const moves = connected && !isStuck(one);
    return {
      ...NOTHING,
      id: one.id,
      title: one.title,
      [moves ? 'wayMs' : 'hereMs']: unsentMs,
      safeMs: one.storedMs,
    };
  });
  const elsewhere = sent
    .filter(({ id }) => !whereabouts.some((one) => one.id === id))
    .map(({ id, title, ms, transcribed }) => ({ ...NOTHING, id, title, [transcribed ? 'transcribedMs' : 'safeMs']: ms }));
  const all = [...rows, ...elsewhere];
  const sum = (part: keyof Places) => all.reduce((total, row) => total + row[part], 0);
  const waitingMs = sum('hereMs') + sum('wayMs');
  return {
    hereMs: sum('hereMs'),
    wayMs: sum('wayMs'),
    safeMs: sum('safeMs'),
    transcribedMs: sum('transcribedMs'),
    waitingMs,
    closing: isLive(state) ? 'recording' : closingOf(whereabouts, waitingMs),
    rows: all,
  };
}

function closingOf(whereabouts: readonly Whereabouts[], waitingMs: number): Closing {
  if (whereabouts.some(isStuck)) {
    return 'decision';
  }
  if (waitingMs > 0) {
    return 'waiting';
  }
  // Whoever finishes a recording says so to the server only once it has all of its sound.
  if (whereabouts.some((one) => one.phase !== 'sealed')) {
    return 'finishing';
  }
  return whereabouts.some((one) => one.untold) ? 'words' : 'safe';
}

/** Whether it goes on only once a person has decided. */
function isStuck(one: Whereabouts): boolean {
  return one.gaps.length > 0 || one.refusal !== undefined;
}

/** How much more this device keeps for the page; undefined where the browser does not tell. */
export async function freeBytes(): Promise<number | undefined> {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    return quota === undefined ? undefined : Math.max(0, quota - (usage ?? 0));
  } catch {
    return undefined;
  }
}

/** A recorder writes 48 kbit/s. */
const BYTES_PER_MS = 6;

/** How long can be recorded into so many bytes. */
export function recordableMs(bytes: number): number {
  return Math.max(0, bytes) / BYTES_PER_MS;
}

/** "12 s", "3 min", "2 h 5 min", "30 h". */
export function shortLength(ms: number, messages: RecorderMessages): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) {
    return fill(messages.seconds, { seconds });
  }
  const minutes = Math.round(seconds / 60);
  if (minutes >= 10 * 60) {
    return fill(messages.longHours, { hours: Math.round(minutes / 60) });
  }
  return minutes < 60
    ? fill(messages.minutes, { minutes })
    : fill(messages.hours, { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** "1.2 GB"; below a tenth of one in MB. */
export function shortSize(bytes: number, messages: RecorderMessages): string {
  const gigabytes = bytes / 1e9;
  return gigabytes >= 0.1
    ? fill(messages.gigabytes, { size: gigabytes < 10 ? gigabytes.toFixed(1) : Math.round(gigabytes) })
    : fill(messages.megabytes, { size: Math.round(bytes / 1e6) });
}
