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
  listener = { changed: () => undefined, kept: () => undefined, stream: () => undefined };
  private ids = 0;

  constructor(readonly store: ChunkStore) {}

  recorder(): Recorder {
    const ports: RecorderPorts = {
      openMicrophone: async () => {
        if (this.denied) {
          throw new DOMException('no', this.denied);
        }
        const track = Object.assign(new EventTarget(), { stop: () => undefined });
        this.tracks.push(track);
        return { getTracks: () => [track], getAudioTracks: () => [track] } as unknown as MediaStream;
      },
      makeRecorder: () => {
        const made = new FakeSoundRecorder();
        this.made.push(made);
        return made as unknown as SoundRecorder;
      },
      supports: (type) => type === 'audio/mp4',
      now: () => this.ms,
      date: () => new Date(Date.UTC(2026, 10, 20, 18, 40) + this.ms),
      newId: () => `r${++this.ids}`,
      roomAgain: async () => undefined,
    };
    return new Recorder(this.store, new TabLock('test', undefined), this.listener, ports);
  }

  get last(): FakeSoundRecorder {
    return this.made.at(-1)!;
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

test('a lost microphone ends the take, and another one goes on in the same recording', async () => {
  const bench = await aBench();
  const recorder = bench.recorder();
  let lost: () => void = () => undefined;
  const waiting = new Promise<void>((resolve) => (lost = resolve));
  bench.listener.stream = (() => lost()) as never;
  await recorder.start(beginning);
  bench.ms = 2000;
  bench.last.pending = 'one';
  bench.listener.stream = (() => lost()) as never;
  bench.tracks[0]!.dispatchEvent(new Event('ended'));
  await waiting;
  assert.deepEqual(recorder.state, { name: 'paused', recording: 'r1', trouble: 'microphone-lost' });
  while (!(await bench.store.takes('r1'))[0]?.ended);
  bench.ms = 5000;
  await recorder.resume();
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
  assert.equal(takes[1]?.lostBefore?.cause, 'microphone lost');
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
