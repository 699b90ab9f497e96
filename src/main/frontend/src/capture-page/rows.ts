import { clockTime } from '../base/time.js';
import type { Whereabouts } from '../capture/whereabouts.js';
import type { ListedRecording } from '../connection/device-api.js';
import { words } from './words.js';

/** How a row is marked: with colour, and always with words beside it. */
export type Tone = 'quiet' | 'busy' | 'good' | 'warning' | 'bad';

export interface Row {
  readonly id: string;
  readonly title: string;
  readonly line: string;
  readonly tone: Tone;
  /** Where the row's sound is: on this device too, or on the server only. */
  readonly where: 'device' | 'server';
}

/** What is on this device comes first, then what the server has; each recording once. */
export function rows(
  local: readonly Whereabouts[],
  current: string | undefined,
  latest: readonly ListedRecording[],
): readonly Row[] {
  const here = new Set(local.map((one) => one.id));
  return [
    ...local.map((one) => localRow(one, one.id === current)),
    ...latest.filter((one) => !here.has(one.recording)).map(serverRow),
  ];
}

function localRow(one: Whereabouts, isCurrent: boolean): Row {
  const captured = clockTime(one.capturedMs);
  const stored = clockTime(one.storedMs);
  const whole = one.capturedMs > 0 && one.storedMs === one.capturedMs;
  const needsSomebody = one.gaps.length > 0 || one.refusal !== undefined;
  const line =
    isCurrent && one.phase === 'capturing'
      ? words('state.recording')
      : one.phase === 'capturing'
        ? words('state.cut')
        : one.phase === 'sealed' || whole
          ? words('state.checking')
          : one.storedMs > 0
            ? words('state.on-its-way', { captured, stored })
            : words('state.here', { captured });
  return {
    id: one.id,
    title: one.title,
    line,
    tone: needsSomebody ? 'warning' : whole ? 'busy' : 'quiet',
    where: 'device',
  };
}

const TONES: Readonly<Record<ListedRecording['state'], Tone>> = {
  capturing: 'busy',
  queued: 'quiet',
  running: 'busy',
  waiting: 'warning',
  completed: 'good',
  failed: 'bad',
  stopped: 'quiet',
};

function serverRow(one: ListedRecording): Row {
  return { id: one.recording, title: one.title, line: serverLine(one), tone: TONES[one.state], where: 'server' };
}

function serverLine(one: ListedRecording): string {
  if (one.state === 'running' && one.step !== null) {
    const step = words(`step.${one.step}`);
    return one.total > 1 ? words('step.counted', { step, done: one.done, total: one.total }) : step;
  }
  const reason = one.state === 'waiting' || one.state === 'failed' || one.state === 'stopped' ? one.reason : null;
  return firstSentence(reason?.trim() ?? '') || words(`state.${one.state}`);
}

/** The page of the recording has the rest. */
function firstSentence(reason: string): string {
  const end = reason.indexOf('. ');
  return end < 0 ? reason : reason.slice(0, end + 1);
}
