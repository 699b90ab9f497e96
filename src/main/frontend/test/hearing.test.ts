import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Whereabouts } from '../src/capture/whereabouts.js';
import { peakOf } from '../src/capture/level-meter.js';
import { SilenceWatch, type Hearing } from '../src/capture/silence.js';
import { gaugeOf, recordableMs, shortLength, shortSize, type Known } from '../src/recorder/gauge.js';
import { RECORDER_MESSAGES } from '../src/recorder/messages.js';

/** What is said at each quarter of a second, for inputs that hold from a time on. */
function said(inputs: readonly [fromMs: number, peak: number | undefined, muted?: boolean][], untilMs: number) {
  const watch = new SilenceWatch();
  const changes: [number, Hearing][] = [];
  for (let now = 0; now <= untilMs; now += 250) {
    const [, peak, muted = false] = inputs.filter(([from]) => from <= now).at(-1)!;
    const hearing = watch.hear(10_000 + now, peak, muted);
    if (hearing !== (changes.at(-1)?.[1] ?? 'sound')) {
      changes.push([now, hearing]);
    }
  }
  return changes;
}

test('silence is said within five seconds and taken back at the first sound', () => {
  assert.deepEqual(said([[0, 0]], 6_000), [[4_000, 'silent']]);
  assert.deepEqual(said([[0, 0.2], [2_000, 0], [9_000, 0.01]], 10_000), [[5_750, 'silent'], [9_000, 'sound']]);
});

test('a pause in the talk is no silence: a quiet room is heard, and short holes are not said', () => {
  assert.deepEqual(said([[0, 0.001]], 60_000), [], 'the noise of a room, -60 dB');
  assert.deepEqual(said([[0, 0.2], [1_000, 0], [4_500, 0.2], [5_000, 0], [8_500, 0.2]], 12_000), []);
  assert.deepEqual(said([[0, 0.2], [1_000, 0.000_1]], 6_000), [[4_750, 'silent']], 'hiss at -80 dB is none');
});

test('what says of itself that it is mute is believed sooner', () => {
  assert.deepEqual(said([[0, 0, true]], 3_000), [[1_000, 'muted']]);
  assert.deepEqual(said([[0, 0.2], [2_000, 0, true], [4_000, 0.2]], 6_000), [[2_750, 'muted'], [4_000, 'sound']]);
  assert.deepEqual(said([[0, 0.2], [1_000, 0, true], [1_500, 0.2]], 6_000), [], 'devices that change blink');
});

test('nobody is warned of what cannot be measured, and a pause begins anew', () => {
  assert.deepEqual(said([[0, undefined]], 20_000), []);
  const watch = new SilenceWatch();
  watch.hear(0, 0, false);
  watch.reset();
  assert.equal(watch.hear(60_000, 0, false), 'sound');
  assert.equal(watch.hear(64_000, 0, false), 'silent');
});

test('the peak is the loudest sample of either sign', () => {
  assert.equal(peakOf(new Float32Array([0.1, -0.5, 0.25])), 0.5);
});

function where(changes: Partial<Whereabouts>): Whereabouts {
  return {
    id: 'r',
    title: 'Fair',
    phase: 'ended',
    capturedMs: 60_000,
    storedMs: 60_000,
    gaps: [],
    marks: [],
    tags: [],
    untold: false,
    ...changes,
  };
}

function gauge(changes: Partial<Known>) {
  return gaugeOf({ whereabouts: [], sent: [], state: { name: 'idle' }, elapsedMs: 0, connected: true, ...changes });
}

test('the gauge counts every second once', () => {
  const sent = { id: 's', owner: 'anna', title: 'Earlier', ms: 5_000, grant: { recording: 's', token: '', base: '' }, sealedAt: 0 };
  const all = gauge({
    whereabouts: [where({ storedMs: 20_000 }), where({ id: 'q', phase: 'sealed' })],
    sent: [
      { ...sent, transcribed: true },
      { ...sent, id: 'q', transcribed: false },
      { ...sent, id: 't', ms: 1_000, transcribed: false },
    ],
  });
  assert.deepEqual(
    [all.hereMs, all.wayMs, all.safeMs, all.transcribedMs, all.waitingMs],
    [0, 40_000, 81_000, 5_000, 40_000],
  );
  assert.deepEqual(all.rows.map((row) => row.id), ['r', 'q', 's', 't']);
  assert.equal(gauge({ whereabouts: [where({ storedMs: 0 })], connected: false }).hereMs, 60_000);
});

test('sound that is not a chunk yet counts as waiting while it is recorded', () => {
  const state = { name: 'recording', recording: 'r' } as const;
  const live = gauge({ whereabouts: [where({ phase: 'capturing', capturedMs: 8_000, storedMs: 4_000 })], state, elapsedMs: 10_500 });
  assert.equal(live.waitingMs, 6_500);
  assert.equal(live.closing, 'recording');
});

test('the light is green only when nothing on this device alone would be held up', () => {
  const closing = (changes: Partial<Whereabouts>) => gauge({ whereabouts: [where(changes)] }).closing;
  assert.equal(gauge({}).closing, 'safe');
  assert.equal(closing({ phase: 'sealed' }), 'safe');
  assert.equal(closing({ phase: 'sealed', untold: true }), 'words');
  assert.equal(closing({ storedMs: 56_000 }), 'waiting');
  assert.equal(closing({}), 'finishing', 'the server has all of it and does not know that it is the end');
  assert.equal(closing({ gaps: [{ take: 0, startMs: 0, lengthMs: 4000, cause: 'lost' }] }), 'decision');
});

test('lengths and sizes are short words', () => {
  assert.equal(shortLength(0, RECORDER_MESSAGES), '0 s');
  assert.equal(shortLength(11_200, RECORDER_MESSAGES), '12 s');
  assert.equal(shortLength(180_000, RECORDER_MESSAGES), '3 min');
  assert.equal(shortLength(7_500_000, RECORDER_MESSAGES), '2 h 5 min');
  assert.equal(shortLength(36_000_000 * 3, RECORDER_MESSAGES), '30 h');
  assert.equal(shortSize(1.25e9, RECORDER_MESSAGES), '1.3 GB');
  assert.equal(shortSize(60e6, RECORDER_MESSAGES), '60 MB');
  assert.equal(recordableMs(21_600_000), 3_600_000, 'an hour in 21.6 MB');
});
