import { chooseFormat } from './mime.js';
import { askForPersistence, type ChunkStore, type LocalRecording, type LocalTake } from './chunk-store.js';
import type { ConsentNote } from './protocol.js';
import { next, type RecorderEvent, type RecorderState, type Trouble } from './state.js';
import type { TabLock } from './tab-lock.js';
import { TakeRecorder, type SoundRecorder } from './take-recorder.js';

/** The parts of the browser that a recorder uses. */
export interface RecorderPorts {
  openMicrophone(deviceId: string | undefined): Promise<MediaStream>;
  makeRecorder(stream: MediaStream, mimeType: string): SoundRecorder;
  supports(mimeType: string): boolean;
  now(): number;
  date(): Date;
  newId(): string;
  /** Resolves when trying to store again may work. */
  roomAgain(): Promise<void>;
}

export interface RecorderListener {
  changed(): void;
  /** Something new is in the store. */
  kept(): void;
  /** A stream to show the level of, or undefined when there is none. */
  stream(stream: MediaStream | undefined): void;
}

export interface Beginning {
  readonly owner: string;
  readonly title: string;
  readonly consent: ConsentNote;
  readonly deviceId?: string;
}

/**
 * The dictaphone: one microphone into one recording of one or more takes. Lives as long as the page, whatever shows
 * it; everything it hears is in the store within one timeslice.
 */
export class Recorder {
  private current: RecorderState = { name: 'idle' };
  private take: TakeRecorder | undefined;
  private stream: MediaStream | undefined;
  private earlierMs = 0;
  private deviceId: string | undefined;

  constructor(
    private readonly store: ChunkStore,
    private readonly lock: TabLock,
    private readonly listener: RecorderListener,
    private readonly ports: RecorderPorts,
  ) {}

  get state(): RecorderState {
    return this.current;
  }

  /** Milliseconds of sound captured in the present recording so far. */
  get elapsedMs(): number {
    return this.earlierMs + (this.take?.elapsedMs ?? 0);
  }

  /**
   * Looks for recordings that a reload or a crash cut off. The latest one of this owner can be resumed; others, and
   * one that a person had finished already, are finished with what they have.
   */
  async recover(owner: string): Promise<void> {
    if (this.current.name !== 'idle' || !(await this.lock.acquire(2_000))) {
      return;
    }
    try {
      const cut = (await this.store.recordings())
        .filter((recording) => recording.phase === 'capturing' && recording.owner === owner)
        .sort((a, b) => b.recordedAt.localeCompare(a.recordedAt));
      for (const recording of cut) {
        await this.closeTakes(recording.id);
      }
      const latest = cut[0]?.finishing ? undefined : cut[0];
      for (const recording of cut.filter((one) => one !== latest)) {
        await this.end(recording.id);
      }
      if (latest) {
        this.earlierMs = capturedMs(await this.store.takes(latest.id));
        this.apply({ type: 'found-interrupted', recording: latest.id });
      }
    } finally {
      this.lock.release();
    }
  }

  /** Begins a recording, or goes on with an interrupted one as a new take. */
  async start(beginning: Beginning): Promise<void> {
    const before = this.current;
    this.apply({ type: 'start' });
    if (this.current === before || this.current.name !== 'asking') {
      return;
    }
    this.deviceId = beginning.deviceId;
    const resumed = this.current.recording;
    await this.openTake(resumed, resumed === undefined ? beginning : undefined);
  }

  async pause(): Promise<void> {
    this.apply({ type: 'pause' });
    await this.take?.pause();
  }

  async resume(): Promise<void> {
    const before = this.current;
    this.apply({ type: 'resume' });
    if (this.current.name === 'asking' && before.name === 'paused') {
      await this.openTake(before.recording, undefined);
    } else if (this.current.name === 'recording' && before.name === 'paused') {
      await this.take?.resume();
    }
  }

  /** Ends the recording; resolves when the device has all of it. */
  async stop(): Promise<void> {
    const before = this.current;
    this.apply({ type: 'stop' });
    if (this.current.name !== 'stopping' || before.name === 'stopping') {
      return;
    }
    const { recording } = this.current;
    await Promise.all([
      this.store.updateRecording(recording, (old) => ({ ...old, finishing: true })).catch(() => undefined),
      this.closeMicrophone(),
    ]);
    await this.end(recording);
    this.lock.release();
    this.earlierMs = 0;
    this.apply({ type: 'stopped' });
    this.listener.kept();
  }

  /** The page may be on its way out. */
  flush(): void {
    this.take?.flush();
  }

  private async openTake(known: string | undefined, beginning: Beginning | undefined): Promise<void> {
    if (!(await this.lock.acquire(2_000))) {
      this.apply({ type: 'refused', trouble: 'other-tab' });
      return;
    }
    let added: string | undefined;
    try {
      const stream = await this.ports.openMicrophone(this.deviceId);
      this.stream = stream;
      const recording = known ?? (added = await this.addRecording(beginning));
      await this.startTake(recording, stream);
      this.listener.stream(stream);
      this.apply({ type: 'started', recording });
      this.listener.kept();
    } catch (failure) {
      this.stopTracks();
      this.take = undefined;
      this.lock.release();
      if (added) {
        await this.store.forgetRecording(added).catch(() => undefined); // the recorder never ran: nothing was heard
      }
      this.apply({ type: 'refused', trouble: troubleOf(failure) });
    }
  }

  private async addRecording(beginning: Beginning | undefined): Promise<string> {
    if (!beginning) {
      throw new Error('nothing to begin');
    }
    const { owner, title, consent } = beginning;
    const id = this.ports.newId();
    const recordedAt = this.ports.date().toISOString();
    await this.store.addRecording({ id, owner, title, consent, recordedAt, phase: 'capturing', described: false });
    void askForPersistence();
    return id;
  }

  private async startTake(recording: string, stream: MediaStream): Promise<void> {
    const mimeType = chooseFormat((type) => this.ports.supports(type));
    if (!mimeType) {
      throw new DOMException('no format', 'NotSupportedError');
    }
    const earlier = await this.store.takes(recording);
    this.earlierMs = capturedMs(earlier);
    const take = (earlier.at(-1)?.take ?? -1) + 1;
    const date = this.ports.date();
    const lost = await this.lostSince(earlier.at(-1), date);
    await this.store.addTake({
      recording,
      take,
      mimeType,
      startOffsetMs: this.earlierMs,
      deviceClock: date.toISOString(),
      opened: false,
      paused: false,
      ...(lost ? { lostBefore: lost } : {}),
    });
    const taker = new TakeRecorder(
      this.ports.makeRecorder(stream, mimeType),
      this.store,
      { recording, take },
      {
        kept: () => this.listener.kept(),
        full: () => this.listener.changed(),
        ended: () => void this.microphoneLost('microphone-lost'),
      },
      this.ports,
    );
    this.take = taker;
    for (const track of stream.getAudioTracks()) {
      track.addEventListener('ended', () => {
        if (this.take === taker) {
          void this.microphoneLost('microphone-lost');
        }
      });
    }
    await taker.start();
  }

  /** A headset unplugged, a call coming in: the take ends, the recording waits for another microphone. */
  private async microphoneLost(trouble: Trouble): Promise<void> {
    const before = this.current;
    this.apply({ type: 'lost', trouble });
    if (this.current === before) {
      return;
    }
    await this.closeMicrophone();
    this.listener.changed();
  }

  private async closeMicrophone(): Promise<void> {
    const taker = this.take;
    this.take = undefined;
    const elapsed = taker?.elapsedMs ?? 0;
    try {
      await taker?.stop();
    } finally {
      this.earlierMs += elapsed;
      this.stopTracks();
      this.listener.stream(undefined);
    }
  }

  private stopTracks(): void {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = undefined;
  }

  private async end(recording: string): Promise<void> {
    await this.closeTakes(recording);
    if (capturedMs(await this.store.takes(recording)) === 0 && (await this.store.chunks(recording)).length === 0) {
      await this.store.forgetRecording(recording); // nothing was heard: there is nothing to keep
      return;
    }
    await this.store.updateRecording(recording, (old: LocalRecording) => ({ ...old, phase: 'ended' }));
  }

  /** Closes takes that a crash left open, with what the store has of them. */
  private async closeTakes(recording: string): Promise<void> {
    for (const take of await this.store.takes(recording)) {
      if (!take.ended) {
        const last = (await this.store.chunks(recording, take.take)).at(-1);
        const ended = { chunks: last ? last.number + 1 : 0, capturedMs: last ? last.startMs + last.durationMs : 0 };
        await this.store.updateTake(recording, take.take, (old) => ({ ...old, ended, cut: true }));
      }
    }
  }

  private async lostSince(last: LocalTake | undefined, now: Date): Promise<LocalTake['lostBefore']> {
    if (!last || last.paused) {
      return undefined;
    }
    const chunk = (await this.store.chunks(last.recording, last.take)).at(-1);
    const since = Date.parse(chunk?.heardAt ?? last.deviceClock);
    const lengthMs = Math.max(0, now.getTime() - since);
    return { lengthMs, cause: last.cut ? 'page closed while recording' : 'microphone lost' };
  }

  private apply(event: RecorderEvent): void {
    const after = next(this.current, event);
    if (after !== this.current) {
      this.current = after;
      this.listener.changed();
    }
  }
}

function capturedMs(takes: readonly LocalTake[]): number {
  return takes.reduce((sum, take) => sum + (take.ended?.capturedMs ?? 0), 0);
}

function troubleOf(failure: unknown): Trouble {
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
