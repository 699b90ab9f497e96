import { sha256Hex } from '../base/sha256.js';
import { DeviceFull, type ChunkStore, type Rows } from './chunk-store.js';
import { SleepWatch, type Slept } from './sleep.js';

/** Shorter than the protocol's 5 s: browsers deliver a slice late rather than early. */
export const TIMESLICE_MS = 4_000;

/** The protocol's longest chunk; a page that was held up gets more at once. */
const LONGEST_CHUNK_MS = 5_000;
const LARGEST_CHUNK = 1024 * 1024;
const BEAT_MS = 250;

/** Counts the time that the recorder ran, without its pauses. */
export class ActiveClock {
  private total = 0;
  private since: number | undefined;

  constructor(private readonly now: () => number) {}

  run(): void {
    this.since ??= this.now();
  }

  hold(): void {
    this.total = this.elapsedMs;
    this.since = undefined;
  }

  /** Takes off what was counted and not heard. */
  skip(ms: number): void {
    this.total -= ms;
  }

  get elapsedMs(): number {
    return this.total + (this.since === undefined ? 0 : this.now() - this.since);
  }
}

/** What a take needs of the browser's MediaRecorder. */
export type SoundRecorder = Pick<
  MediaRecorder,
  'start' | 'pause' | 'resume' | 'stop' | 'requestData' | 'state' | 'addEventListener'
>;

export interface TakeIdentity {
  readonly recording: string;
  readonly take: number;
}

export interface TakeListener {
  /** A chunk is safe on this device. */
  kept(): void;
  /** A chunk cannot be kept; it waits in memory and is tried again. */
  failing(trouble: 'device-full' | 'storage-failing'): void;
  /** The recorder ended although nobody asked: the microphone is gone, or the browser gave up. */
  ended(): void;
  /** The device slept and nobody heard: this take should end and another begin. */
  slept(slept: Slept): void;
}

interface Part {
  readonly number: number;
  readonly startMs: number;
  readonly durationMs: number;
  readonly heardAt: string;
}

/**
 * One run of one recorder: turns its slices into numbered chunks in the store, in order. A chunk that cannot be kept
 * waits, and those after it with it: none is left out.
 */
export class TakeRecorder {
  private readonly clock: ActiveClock;
  private readonly watch: SleepWatch;
  private readonly heart: ReturnType<typeof setInterval>;
  private writing: Promise<void> = Promise.resolve();
  private count = 0;
  private boundaryMs = 0;
  private readonly finished: Promise<void>;
  private asked = false;

  constructor(
    private readonly recorder: SoundRecorder,
    private readonly store: ChunkStore,
    private readonly identity: TakeIdentity,
    private readonly listener: TakeListener,
    private readonly ports: { now: () => number; date: () => Date; roomAgain: () => Promise<void> },
    /** What the store has to hold for the chunks to mean anything. */
    private readonly rows: Rows | undefined,
  ) {
    this.clock = new ActiveClock(ports.now);
    this.watch = new SleepWatch(ports.now, ports.date);
    this.heart = setInterval(() => this.watch.beat(), BEAT_MS);
    (this.heart as unknown as { unref?: () => void }).unref?.(); // outside browsers it would keep the program alive
    recorder.addEventListener('start', () => this.clock.run());
    recorder.addEventListener('pause', () => this.clock.hold());
    recorder.addEventListener('resume', () => {
      this.watch.restart();
      this.clock.run();
    });
    recorder.addEventListener('dataavailable', (event) => this.keep((event as BlobEvent).data));
    this.finished = new Promise((resolve) =>
      recorder.addEventListener('stop', () => {
        clearInterval(this.heart);
        this.clock.hold();
        resolve();
        if (!this.asked) {
          this.listener.ended();
        }
      }),
    );
  }

  get elapsedMs(): number {
    return this.clock.elapsedMs;
  }

  async start(): Promise<void> {
    try {
      await new Promise<void>((resolve, reject) => {
        const failed = () => reject(new DOMException('recorder failed', 'NotReadableError'));
        this.recorder.addEventListener('start', () => resolve());
        this.recorder.addEventListener('error', failed);
        this.recorder.addEventListener('stop', failed); // the microphone went before the recorder ran
        this.recorder.start(TIMESLICE_MS);
      });
    } catch (failure) {
      this.asked = true;
      clearInterval(this.heart);
      throw failure;
    }
  }

  async pause(): Promise<void> {
    if (this.recorder.state === 'recording') {
      this.recorder.pause();
      this.recorder.requestData();
      await this.say(true);
    }
  }

  async resume(): Promise<void> {
    if (this.recorder.state === 'paused') {
      this.recorder.resume();
      await this.say(false);
    }
  }

  /** The page may die any moment: keep what has been heard so far. */
  flush(): void {
    if (this.recorder.state !== 'inactive') {
      this.recorder.requestData();
    }
  }

  /** Ends the take; resolves when its last chunk is kept and the take is closed in the store. */
  async stop(): Promise<void> {
    this.asked = true;
    if (this.recorder.state !== 'inactive') {
      this.recorder.stop();
    }
    await this.finished;
    await this.writing;
    const ended = { chunks: this.count, capturedMs: Math.round(this.boundaryMs) };
    await this.insist(async () => {
      if (this.rows) {
        await this.store.restore(this.rows);
      }
      await this.store.updateTake(this.identity.recording, this.identity.take, (old) => ({ ...old, ended }));
    });
  }

  private say(paused: boolean): Promise<void> {
    return this.insist(() =>
      this.store.updateTake(this.identity.recording, this.identity.take, (old) => ({ ...old, paused })),
    );
  }

  private keep(blob: Blob): void {
    if (blob.size === 0) {
      return;
    }
    const slept = this.watch.heard(blob.size, this.clock.elapsedMs - this.boundaryMs);
    if (slept) {
      this.clock.skip(slept.countedMs);
    }
    const from = this.boundaryMs;
    this.boundaryMs = Math.max(from, this.clock.elapsedMs);
    const heardAt = this.ports.date().toISOString();
    const ms = this.boundaryMs - from;
    const parts = Math.max(1, Math.ceil(ms / LONGEST_CHUNK_MS), Math.ceil(blob.size / LARGEST_CHUNK));
    for (let part = 0; part < parts; part++) {
      const share = (start: number, whole: number, end: number) => Math.round(start + (whole * end) / parts);
      const [first, last] = [share(0, blob.size, part), share(0, blob.size, part + 1)];
      const [startMs, endMs] = [share(from, ms, part), share(from, ms, part + 1)];
      if (last > first) {
        const piece = parts === 1 ? blob : blob.slice(first, last);
        const described = { number: this.count++, startMs, durationMs: endMs - startMs, heardAt };
        this.writing = this.writing.then(() => this.write(piece, described));
      }
    }
    if (slept) {
      this.listener.slept(slept);
    }
  }

  private async write(blob: Blob, part: Part): Promise<void> {
    await this.insist(async () => {
      const sound = await blob.arrayBuffer();
      const chunk = { ...this.identity, ...part, bytes: sound.byteLength, sha256: await sha256Hex(sound) };
      await this.store.addChunk(chunk, sound, this.rows);
    });
    this.listener.kept();
  }

  /** Tries until it works: what has been heard is not given up because the disk, or the browser, has a bad moment. */
  private async insist(work: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await work();
      } catch (failure) {
        this.listener.failing(failure instanceof DeviceFull ? 'device-full' : 'storage-failing');
        await this.ports.roomAgain();
      }
    }
  }
}
