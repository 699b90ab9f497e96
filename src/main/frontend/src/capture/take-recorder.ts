import { sha256Hex } from '../base/sha256.js';
import { DeviceFull, type ChunkStore } from './chunk-store.js';

/** Shorter than the protocol's 5 s: browsers deliver a slice late rather than early. */
export const TIMESLICE_MS = 4_000;

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
  /** There is no room; the chunk waits in memory and is tried again. */
  full(): void;
  /** The recorder ended although nobody asked: the microphone is gone, or the browser gave up. */
  ended(): void;
}

/**
 * One run of one recorder: turns its slices into numbered chunks in the store, in order. The number is given when the
 * slice arrives, so a chunk that cannot be kept leaves a gap that sealing will name.
 */
export class TakeRecorder {
  private readonly clock: ActiveClock;
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
  ) {
    this.clock = new ActiveClock(ports.now);
    recorder.addEventListener('start', () => this.clock.run());
    recorder.addEventListener('pause', () => this.clock.hold());
    recorder.addEventListener('resume', () => this.clock.run());
    recorder.addEventListener('dataavailable', (event) => this.keep((event as BlobEvent).data));
    this.finished = new Promise((resolve) =>
      recorder.addEventListener('stop', () => {
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

  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.recorder.addEventListener('start', () => resolve());
      this.recorder.addEventListener('error', () => reject(new DOMException('recorder failed', 'NotReadableError')));
      this.recorder.start(TIMESLICE_MS);
    });
  }

  async pause(): Promise<void> {
    if (this.recorder.state === 'recording') {
      this.recorder.pause();
      this.recorder.requestData();
      await this.store.updateTake(this.identity.recording, this.identity.take, (old) => ({ ...old, paused: true }));
    }
  }

  async resume(): Promise<void> {
    if (this.recorder.state === 'paused') {
      this.recorder.resume();
      await this.store.updateTake(this.identity.recording, this.identity.take, (old) => ({ ...old, paused: false }));
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
    await this.store.updateTake(this.identity.recording, this.identity.take, (old) => ({ ...old, ended }));
  }

  private keep(blob: Blob): void {
    if (blob.size === 0) {
      return;
    }
    const number = this.count++;
    const startMs = Math.round(this.boundaryMs);
    this.boundaryMs = this.clock.elapsedMs;
    const durationMs = Math.round(this.boundaryMs) - startMs;
    const heardAt = this.ports.date().toISOString();
    this.writing = this.writing.then(() => this.write(blob, { number, startMs, durationMs, heardAt }));
  }

  private async write(
    blob: Blob,
    part: { number: number; startMs: number; durationMs: number; heardAt: string },
  ): Promise<void> {
    const sound = await blob.arrayBuffer();
    const chunk = { ...this.identity, ...part, bytes: sound.byteLength, sha256: await sha256Hex(sound) };
    for (;;) {
      try {
        await this.store.addChunk(chunk, sound);
        this.listener.kept();
        return;
      } catch (failure) {
        if (!(failure instanceof DeviceFull)) {
          throw failure;
        }
        this.listener.full();
        await this.ports.roomAgain();
      }
    }
  }
}
