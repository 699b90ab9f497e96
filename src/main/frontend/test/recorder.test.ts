import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Recorder, type RecorderPorts } from '../src/capture/recorder.js';
import { TabLock } from '../src/capture/tab-lock.js';
import type { SoundRecorder } from '../src/capture/take-recorder.js';
import type { ChunkStore } from '../src/capture/chunk-store.js';
import { aDevice, openStore } from './support.js';

/** A MediaRecorder under the test's hand: sound arrives when the test says so. */
class FakeSoundRecorder extends EventTarget {
  state: RecordingState = 'inactive';
  pending = '';

  start(): void {
    this.state = 'recording';
    queueMicrotask(() => this.dispatchEvent(new Event('start')));
  }

  pause(): void {
    this.state = 'paused';
    this.dispatchEvent(new Event('pause'));
  }

  resume(): void {
    this.state = 'recording';
    this.dispatchEvent(new Event('resume'));
  }

  requestData(): void {
    const event = new Event('dataavailable');
    Object.defineProperty(event, 'data', { value: new Blob([this.pending]) });
    this.pending = '';
    this.dispatchEvent(event);
  }

  stop(): void {
    this.state = 'inactive';
    this.requestData();
    this.afterLastSound();
    this.dispatchEvent(new Event('stop'));
  }

  /** Browsers say that they stopped a little after the last sound. */
  afterLastSound: () => void = () => undefined;

  hear(text: string): void {
    this.pending += text;
    this.requestData();
  }
}

class Bench {
  ms = 0;
  readonly made: FakeSoundRecorder[] = [];
  tracks: EventTarget[] = [];
  denied: string | undefined;
  unplugged: string | undefined;
  stillborn = false;
  wallMs = 0;
  listener = { changed: () => undefined, kept: () => undefined, stream: () => undefined };
  locks: LockManager | undefined;
  private ids = 0;

  constructor(readonly store: ChunkStore) {}

  recorder(): Recorder {
    const ports: RecorderPorts = {
      openMicrophone: async (deviceId) => {
        if (this.denied) {
          throw new DOMException('no', this.denied);
        }
        if (deviceId && deviceId === this.unplugged) {
          throw new DOMException('no', 'OverconstrainedError');
        }
        const track = Object.assign(new EventTarget(), { stop: () => undefined });
        this.tracks.push(track);
        return { getTracks: () => [track], getAudioTracks: () => [track] } as unknown as MediaStream;
      },
      makeRecorder: () => {
        const made = new FakeSoundRecorder();
        if (this.stillborn) {
          made.start = () => queueMicrotask(() => made.dispatchEvent(new Event('stop')));
        }
        this.made.push(made);
        return made as unknown as SoundRecorder;
      },
      supports: (type) => type === 'audio/mp4',
      now: () => this.ms,
      date: () => new Date(Date.UTC(2026, 10, 20, 18, 40) + this.ms + this.wallMs),
      newId: () => `r${++this.ids}`,
      roomAgain: async () => undefined,
    };
    return new Recorder(this.store, new TabLock('test', this.locks), this.listener, ports);
  }

  get last(): FakeSoundRecorder {
    return this.made.at(-1)!;
  }
}

async function until(met: () => boolean): Promise<void> {
  while (!met()) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const beginning = { owner: 'anna', title: 'Meetup', consent: { agreed: true, people: 'Ben' } };

async function aBench(): Promise<Bench> {
  return new Bench(await openStore(aDevice()));
}

async function texts(store: ChunkStore, recording: string): Promise<string[]> {
  const found = [];
  for (const chunk of await store.chunks(recording)) {
    found.push(new TextDecoder().decode(await store.sound(chunk)));
  }
  return found;
}

test('what is heard is kept in order, in the format this browser has', async () => {
  const bench = await aBench();
  const recorder = bench.recorder();
  await recorder.start(beginning);
  assert.deepEqual(recorder.state, { name: 'recording', recording: 'r1' });
  bench.ms = 4000;
  bench.last.hear('one');
  bench.ms = 8000;
  bench.last.hear('two');
  bench.ms = 9000;
  bench.last.pending = 'three';
  bench.last.afterLastSound = () => (bench.ms += 3);
  await recorder.stop();
  assert.deepEqual(await texts(bench.store, 'r1'), ['one', 'two', 'three']);
  const [take] = await bench.store.takes('r1');
  assert.equal(take?.mimeType, 'audio/mp4');
  const chunks = await bench.store.chunks('r1');
  assert.deepEqual(take?.ended, { chunks: 3, capturedMs: chunks.reduce((ms, chunk) => ms + chunk.durationMs, 0) });
  assert.equal(take?.ended?.capturedMs, 9000);
  assert.equal((await bench.store.recording('r1'))?.phase, 'ended');
  assert.deepEqual(recorder.state, { name: 'idle' });
});

test('a pause counts for nothing and what was heard before it is kept at once', async () => {
  const bench = await aBench();
  const recorder = bench.recorder();
  await recorder.start(beginning);
  bench.ms = 3000;
  bench.last.pending = 'before';
  await recorder.pause();
  bench.ms = 60_000;
  assert.equal(recorder.elapsedMs, 3000);
  await recorder.resume();
  bench.ms = 61_000;
  bench.last.pending = 'after';
  await recorder.stop();
  assert.deepEqual(await texts(bench.store, 'r1'), ['before', 'after']);
  assert.equal((await bench.store.takes('r1'))[0]?.ended?.capturedMs, 4000);
});

test('after a reload the recording goes on as a new take and says what was lost', async () => {
  const bench = await aBench();
  await bench.recorder().start(beginning);
  bench.ms = 4000;
  bench.last.hear('one');
  while ((await bench.store.chunks('r1')).length === 0);

  bench.ms = 10_000; // the page is gone; a new one looks around
  const recorder = bench.recorder();
  await recorder.recover('anna');
  assert.deepEqual(recorder.state, { name: 'interrupted', recording: 'r1' });
  assert.equal(recorder.elapsedMs, 4000);
  await recorder.start({ ...beginning, title: 'ignored' });
  bench.ms = 12_000;
  bench.last.pending = 'two';
  assert.equal(recorder.elapsedMs, 6000);
  await recorder.stop();

  const [first, second] = await bench.store.takes('r1');
  assert.deepEqual(first?.ended, { chunks: 1, capturedMs: 4000 });
  assert.equal(second?.startOffsetMs, 4000);
  assert.deepEqual(second?.lostBefore, { lengthMs: 6000, cause: 'page closed while recording' });
  assert.deepEqual(second?.ended, { chunks: 1, capturedMs: 2000 });
  assert.deepEqual(await texts(bench.store, 'r1'), ['one', 'two']);
  assert.equal((await bench.store.recordings()).length, 1);
});

test('somebody else on the same browser is not offered the recording', async () => {
  const bench = await aBench();
  await bench.recorder().start(beginning);
  const recorder = bench.recorder();
  await recorder.recover('ben');
  assert.deepEqual(recorder.state, { name: 'idle' });
});

test('an interrupted recording can be finished with what there is', async () => {
  const bench = await aBench();
  await bench.recorder().start(beginning);
  bench.ms = 4000;
  bench.last.hear('one');
  while ((await bench.store.chunks('r1')).length === 0);
  const recorder = bench.recorder();
  await recorder.recover('anna');
  await recorder.stop();
  assert.equal((await bench.store.recording('r1'))?.phase, 'ended');
});

test('a recording that was finished when the page died is not offered again', async () => {
  const bench = await aBench();
  const dying = bench.recorder();
  await dying.start(beginning);
  bench.ms = 4000;
  bench.last.hear('one');
  while ((await bench.store.chunks('r1')).length === 0);
  bench.last.stop = () => undefined; // the page is gone before the browser hands over the rest
  void dying.stop();
  while (!(await bench.store.recording('r1'))?.finishing);

  const recorder = bench.recorder();
  await recorder.recover('anna');
  assert.deepEqual(recorder.state, { name: 'idle' });
  assert.equal((await bench.store.recording('r1'))?.phase, 'ended');
  assert.deepEqual((await bench.store.takes('r1'))[0]?.ended, { chunks: 1, capturedMs: 4000 });
});

/** Web Locks of one name; who does not get it at once has waited for too long. */
function aLock(): LockManager {
  let held = false;
  const request = async (name: string, _options: LockOptions, work: (lock: Lock | null) => unknown) => {
    if (held) {
      throw new DOMException('late', 'TimeoutError');
    }
    held = true;
    await work({ name, mode: 'exclusive' });
    held = false;
  };
  return { request } as unknown as LockManager;
}

test('a recording that another tab has gone on with is neither finished nor gone on with here', async () => {
  const bench = await aBench();
  await bench.recorder().start(beginning);
  bench.last.hear('one');
  while ((await bench.store.chunks('r1')).length === 0);
  bench.locks = aLock(); // the page is gone, and its lock with it
  const [here, there] = [bench.recorder(), bench.recorder()];
  await here.recover('anna');
  await there.recover('anna');
  await there.start(beginning);
  const interrupted = { name: 'interrupted', recording: 'r1', trouble: 'other-tab' };

  await here.stop();
  assert.deepEqual(here.state, interrupted);
  await here.start(beginning);
  assert.deepEqual(here.state, interrupted);
  assert.equal((await bench.store.recording('r1'))?.phase, 'capturing');
  bench.last.hear('two');
  await there.stop();
  assert.deepEqual(await texts(bench.store, 'r1'), ['one', 'two']);
  assert.deepEqual((await bench.store.takes('r1')).map(({ ended }) => ended?.chunks), [1, 1]);
});

test('a recording that another tab has finished is told, and stays as it is', async () => {
  const bench = await aBench();
  await bench.recorder().start(beginning);
  bench.last.hear('one');
  while ((await bench.store.chunks('r1')).length === 0);
  const [here, there, third] = [bench.recorder(), bench.recorder(), bench.recorder()];
  for (const recorder of [here, there, third]) {
    await recorder.recover('anna');
  }
  await there.stop();

  await here.start(beginning);
  assert.deepEqual(here.state, { name: 'idle', trouble: 'ended-elsewhere' });
  await third.stop();
  assert.deepEqual(third.state, { name: 'idle' });
  assert.equal((await bench.store.takes('r1')).length, 1);
  assert.equal((await bench.store.recording('r1'))?.finishing, true);
  assert.equal((await bench.store.recording('r1'))?.phase, 'ended');
});

test('a lost microphone ends the take, and the next one that comes goes on in the same recording', async () => {
  const bench = await aBench();
  const recorder = bench.recorder();
  await recorder.start(beginning);
  bench.ms = 2000;
  bench.last.pending = 'one';
  bench.denied = 'NotFoundError';
  bench.tracks[0]!.dispatchEvent(new Event('ended'));
  await until(() => recorder.state.name === 'interrupted');
  assert.deepEqual(recorder.state, { name: 'interrupted', recording: 'r1', trouble: 'no-microphone' });
  bench.ms = 5000;
  bench.wallMs = -3_600_000; // meanwhile somebody sets the clock: it tells nothing about how long nobody listened
  bench.denied = undefined;
  await recorder.tryAgain();
  assert.equal(recorder.state.name, 'recording');
  bench.ms = 6000;
  bench.last.pending = 'two';
  await recorder.stop();
  const takes = await bench.store.takes('r1');
  assert.deepEqual(
    takes.map((take) => take.ended),
    [
      { chunks: 1, capturedMs: 2000 },
      { chunks: 1, capturedMs: 1000 },
    ],
  );
  assert.deepEqual(takes[1]?.lostBefore, { lengthMs: 3000, cause: 'microphone lost' });
});

test('where another microphone is there, it goes on at once', async () => {
  const bench = await aBench();
  const recorder = bench.recorder();
  await recorder.start({ ...beginning, deviceId: 'headset' });
  bench.ms = 2000;
  bench.last.pending = 'one';
  bench.unplugged = 'headset';
  bench.tracks[0]!.dispatchEvent(new Event('ended'));
  await until(() => bench.made.length === 2 && recorder.state.name === 'recording');
  bench.ms = 3000;
  bench.last.pending = 'two';
  await recorder.stop();
  assert.deepEqual(await texts(bench.store, 'r1'), ['one', 'two']);
});

test('a microphone that goes while it is paused is not taken again before somebody goes on', async () => {
  const bench = await aBench();
  const recorder = bench.recorder();
  await recorder.start(beginning);
  bench.ms = 2000;
  bench.last.pending = 'one';
  await recorder.pause();
  bench.tracks[0]!.dispatchEvent(new Event('ended'));
  await until(() => 'trouble' in recorder.state && recorder.state.trouble === 'microphone-lost');
  await recorder.tryAgain();
  assert.equal(bench.made.length, 1);
  bench.ms = 60_000;
  await recorder.resume();
  bench.ms = 61_000;
  bench.last.pending = 'two';
  await recorder.stop();
  assert.equal((await bench.store.takes('r1'))[1]?.lostBefore, undefined, 'a pause is no loss');
});

test('a microphone that nobody brings back is told as lost at the end', async () => {
  const bench = await aBench();
  const recorder = bench.recorder();
  await recorder.start(beginning);
  bench.ms = 2000;
  bench.last.pending = 'one';
  bench.denied = 'NotAllowedError';
  bench.tracks[0]!.dispatchEvent(new Event('ended'));
  await until(() => recorder.state.name === 'interrupted');
  bench.ms = 12_000;
  await recorder.stop();
  assert.deepEqual((await bench.store.takes('r1'))[0]?.lostAfter, { lengthMs: 10_000, cause: 'microphone lost' });
});

test('a device that slept begins a new take and says for how long nobody listened', async () => {
  const bench = await aBench();
  const recorder = bench.recorder();
  await recorder.start(beginning);
  for (const part of ['one', 'two']) {
    bench.ms += 4000;
    bench.last.hear(part.repeat(8000));
  }
  bench.ms += 3_600_000; // by a clock that goes on in its sleep
  bench.last.hear('three');
  await until(() => bench.made.length === 2);
  bench.ms += 2000;
  bench.last.pending = 'four';
  await recorder.stop();
  const [first, second] = await bench.store.takes('r1');
  assert.deepEqual(first?.ended, { chunks: 3, capturedMs: 8000 });
  assert.deepEqual(second?.lostBefore, { lengthMs: 3_600_000, cause: 'device asleep' });
  assert.deepEqual(second?.ended, { chunks: 1, capturedMs: 2000 });
});

test('a page that was held up keeps what it hears, in chunks that the server takes', async () => {
  const bench = await aBench();
  const recorder = bench.recorder();
  await recorder.start(beginning);
  for (let number = 0; number < 2; number++) {
    bench.ms += 4000;
    bench.last.hear('x'.repeat(24_000));
  }
  bench.ms += 40_000;
  bench.last.hear('y'.repeat(240_000));
  await recorder.stop();
  assert.equal(bench.made.length, 1);
  const chunks = await bench.store.chunks('r1');
  assert.ok(chunks.every((chunk) => chunk.durationMs <= 5000));
  assert.equal(chunks.reduce((ms, chunk) => ms + chunk.durationMs, 0), 48_000);
  assert.equal((await texts(bench.store, 'r1')).join(''), 'x'.repeat(48_000) + 'y'.repeat(240_000));
});

test('a clock that is set, forwards or back, changes no length', async () => {
  for (const wallMs of [-3_600_000, -86_400_000 * 400, 3_600_000]) {
    const bench = await aBench();
    const recorder = bench.recorder();
    await recorder.start(beginning);
    bench.ms += 4000;
    bench.last.hear('one');
    bench.wallMs = wallMs;
    bench.ms += 4000;
    bench.last.hear('two');
    if (wallMs > 0) {
      await until(() => bench.made.length === 2);
    }
    bench.ms += 4000;
    bench.last.pending = 'three';
    await recorder.stop();
    const takes = await bench.store.takes('r1');
    assert.equal(takes.reduce((ms, take) => ms + (take.ended?.capturedMs ?? 0), 0), 12_000);
    assert.deepEqual(await texts(bench.store, 'r1'), ['one', 'two', 'three']);
    for (const take of takes) {
      assert.equal(take.lostBefore?.lengthMs ?? 0, 0);
    }
  }
});

test('after a crash, a clock that went back hides no loss', async () => {
  for (const [wallMs, lost] of [
    [0, { lengthMs: 6000, cause: 'page closed while recording' }],
    [-86_400_000, { lengthMs: 0, cause: 'page closed while recording; the clock was set meanwhile' }],
    [86_400_000 * 365 * 10, { lengthMs: 0, cause: 'page closed while recording; the clock was set meanwhile' }],
  ] as const) {
    const bench = await aBench();
    await bench.recorder().start(beginning);
    bench.ms = 4000;
    bench.last.hear('one');
    while ((await bench.store.chunks('r1')).length === 0);
    bench.ms = 10_000;
    bench.wallMs = wallMs;
    const recorder = bench.recorder();
    await recorder.recover('anna');
    await recorder.start(beginning);
    bench.ms = 12_000;
    bench.last.pending = 'two';
    await recorder.stop();
    assert.deepEqual((await bench.store.takes('r1'))[1]?.lostBefore, lost);
  }
});

test('what was lost before a take in which nothing was heard is not forgotten', async () => {
  const bench = await aBench();
  await bench.recorder().start(beginning);
  bench.ms = 4000;
  bench.last.hear('one');
  while ((await bench.store.chunks('r1')).length === 0);
  bench.ms = 10_000;
  const second = bench.recorder();
  await second.recover('anna');
  await second.start(beginning); // and is killed before its first chunk
  bench.ms = 13_000;
  const third = bench.recorder();
  await third.recover('anna');
  await third.start(beginning);
  bench.ms = 15_000;
  bench.last.pending = 'two';
  await third.stop();
  const takes = await bench.store.takes('r1');
  assert.deepEqual(takes[2]?.lostBefore, { lengthMs: 9000, cause: 'page closed while recording' });
});

test('a chunk that the browser fails to write is tried again, and those after it wait', async (context) => {
  const bench = await aBench();
  const recorder = bench.recorder();
  await recorder.start(beginning);
  const real = bench.store.addChunk.bind(bench.store);
  let failures = 3;
  const troubles = new Set<unknown>();
  bench.listener.changed = () => void troubles.add('trouble' in recorder.state ? recorder.state.trouble : undefined);
  context.mock.method(bench.store, 'addChunk', (...args: Parameters<typeof real>) =>
    failures-- > 0 ? Promise.reject(new DOMException('lost', 'UnknownError')) : real(...args),
  );
  bench.ms = 4000;
  bench.last.hear('one');
  bench.ms = 8000;
  bench.last.hear('two');
  await recorder.stop();
  assert.deepEqual(await texts(bench.store, 'r1'), ['one', 'two']);
  assert.ok(troubles.has('storage-failing'));
});

test('a browser that clears its data in the middle loses what it had, and the rest is still a recording', async () => {
  const device = aDevice();
  const bench = new Bench(await openStore(device));
  const recorder = bench.recorder();
  await recorder.start(beginning);
  bench.ms = 4000;
  bench.last.hear('one');
  while ((await bench.store.chunks('r1')).length === 0);
  await new Promise((resolve) => (device.deleteDatabase('ayka-capture').onsuccess = resolve));
  bench.ms = 8000;
  bench.last.hear('two');
  await recorder.stop();
  assert.equal((await bench.store.recording('r1'))?.phase, 'ended');
  const [take] = await bench.store.takes('r1');
  assert.deepEqual(take?.ended, { chunks: 2, capturedMs: 8000 });
  assert.deepEqual((await bench.store.chunks('r1')).map((chunk) => chunk.number), [1]);
});

test('whoever signs in while a recording begins does not cut it off', async () => {
  const bench = await aBench();
  const recorder = bench.recorder();
  await Promise.all([recorder.recover('anna'), recorder.start(beginning), recorder.recover('anna')]);
  bench.ms = 4000;
  bench.last.pending = 'one';
  assert.equal((await bench.store.takes('r1'))[0]?.ended, undefined);
  await recorder.stop();
  assert.deepEqual(await texts(bench.store, 'r1'), ['one']);
});

test('a recorder that gives up before it ran is told, and leaves nothing behind', async () => {
  const bench = await aBench();
  const recorder = bench.recorder();
  bench.stillborn = true;
  await recorder.start(beginning);
  assert.deepEqual(recorder.state, { name: 'idle', trouble: 'microphone-busy' });
  assert.deepEqual(await bench.store.recordings(), []);
});

test('a microphone that the system mutes ends the take and goes on when it is back', async () => {
  const bench = await aBench();
  const recorder = bench.recorder();
  await recorder.start(beginning);
  bench.ms = 4000;
  bench.last.hear('one');
  const track = bench.tracks[0]!;
  Object.assign(track, { muted: true });
  track.dispatchEvent(new Event('mute'));
  await until(() => recorder.state.name === 'paused');
  assert.deepEqual(recorder.state, { name: 'paused', recording: 'r1', trouble: 'microphone-muted' });
  bench.ms = 64_000;
  Object.assign(track, { muted: false });
  track.dispatchEvent(new Event('unmute'));
  await until(() => recorder.state.name === 'recording');
  bench.ms = 66_000;
  bench.last.pending = 'two';
  await recorder.stop();
  assert.deepEqual((await bench.store.takes('r1'))[1]?.lostBefore, { lengthMs: 60_000, cause: 'microphone lost' });
});

test('a denied microphone is named and leaves nothing behind', async () => {
  const bench = await aBench();
  bench.denied = 'NotAllowedError';
  const recorder = bench.recorder();
  await recorder.start(beginning);
  assert.deepEqual(recorder.state, { name: 'idle', trouble: 'denied' });
  assert.deepEqual(await bench.store.recordings(), []);
});

test('a recording in which nothing was heard leaves nothing behind', async () => {
  const bench = await aBench();
  const recorder = bench.recorder();
  await recorder.start(beginning);
  await recorder.stop();
  assert.deepEqual(await bench.store.recordings(), []);
});

test('a double tap begins one recording', async () => {
  const bench = await aBench();
  const recorder = bench.recorder();
  await Promise.all([recorder.start(beginning), recorder.start(beginning)]);
  assert.equal((await bench.store.recordings()).length, 1);
  assert.equal(bench.made.length, 1);
});
