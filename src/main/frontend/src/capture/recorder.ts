import { chooseFormat } from './mime.js';
import { askForPersistence, type ChunkStore, type LocalTake, type Rows } from './chunk-store.js';
import { asFinishing, closeTakes, endRecording, isCapturing } from './ending.js';
import { capturedMs, lostSince, MICROPHONE_LOST } from './lost.js';
import { follow, Microphone } from './microphone.js';
import type { ConsentNote, Lost } from './protocol.js';
import { next, type RecorderEvent, type RecorderState, type Trouble } from './state.js';
import type { TabLock } from './tab-lock.js';
import { TakeRecorder, type SoundRecorder } from './take-recorder.js';
import { troubleOf } from './trouble.js';

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
  private readonly microphone: Microphone;
  private earlierMs = 0;
  private deviceId: string | undefined;
  /** Whether a person wants it to be heard: a microphone that comes back is taken again without asking them. */
  private wanted = false;
  /** When, by the monotonic clock, this page stopped hearing, though somebody wanted it to. */
  private deafSince: number | undefined;
  private work: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: ChunkStore,
    private readonly lock: TabLock,
    private readonly listener: RecorderListener,
    private readonly ports: RecorderPorts,
  ) {
    this.microphone = new Microphone((deviceId) => ports.openMicrophone(deviceId));
  }

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
    await this.inTurn(() => this.lookForCut(owner));
  }

  private async lookForCut(owner: string): Promise<void> {
    if (this.current.name !== 'idle' || !(await this.lock.acquire(2_000))) {
      return;
    }
    try {
      const cut = (await this.store.recordings())
        .filter((recording) => recording.phase === 'capturing' && recording.owner === owner)
        .sort((a, b) => b.recordedAt.localeCompare(a.recordedAt));
      for (const recording of cut) {
        await closeTakes(this.store, recording.id);
      }
      const latest = cut[0]?.finishing ? undefined : cut[0];
      for (const recording of cut.filter((one) => one !== latest)) {
        await endRecording(this.store, recording.id);
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
    this.wanted = true;
    const resumed = this.current.recording;
    await this.openTake(resumed, resumed === undefined ? beginning : undefined);
  }

  async pause(): Promise<void> {
    this.wanted = false;
    this.apply({ type: 'pause' });
    await this.take?.pause();
  }

  async resume(): Promise<void> {
    const before = this.current;
    this.wanted = true;
    this.apply({ type: 'resume' });
    if (this.current.name === 'asking' && before.name === 'paused') {
      await this.openTake(before.recording, undefined);
    } else if (this.current.name === 'recording' && before.name === 'paused') {
      await this.take?.resume();
    }
  }

  /** Another microphone is there, or the permission, or the page is looked at again: go on where one was lost. */
  async tryAgain(): Promise<void> {
    const { current } = this;
    if (!this.wanted || !('trouble' in current) || !current.trouble) {
      return;
    }
    if (current.name === 'paused') {
      await this.resume();
    } else if (current.name === 'interrupted') {
      this.apply({ type: 'start' });
      await this.openTake(current.recording, undefined);
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
    const deaf = this.deafFor();
    this.wanted = false;
    if (!(await this.inTurn(() => this.lock.acquire(2_000)))) {
      this.apply({ type: 'refused', trouble: 'other-tab' }); // it has gone on there since this page found it cut off
      return;
    }
    await Promise.all([
      this.store.updateRecording(recording, asFinishing).catch(() => undefined),
      this.inTurn(() => this.closeMicrophone()),
    ]);
    await this.inTurn(() => endRecording(this.store, recording, deaf && { lengthMs: deaf, cause: MICROPHONE_LOST }));
    this.lock.release();
    this.earlierMs = 0;
    this.deafSince = undefined;
    this.apply({ type: 'stopped' });
    this.listener.kept();
  }

  /** The page may be on its way out. */
  flush(): void {
    this.take?.flush();
  }

  private openTake(known: string | undefined, beginning: Beginning | undefined): Promise<void> {
    return this.inTurn(() => this.openTakeInTurn(known, beginning));
  }

  private async openTakeInTurn(known: string | undefined, beginning: Beginning | undefined): Promise<void> {
    if (!(await this.lock.acquire(2_000))) {
      this.apply({ type: 'refused', trouble: 'other-tab' });
      return;
    }
    let added: string | undefined;
    try {
      if (known && !(await isCapturing(this.store, known))) {
        this.lock.release();
        this.apply({ type: 'ended-elsewhere' });
        return;
      }
      const stream = await this.microphone.open(this.deviceId, known !== undefined);
      const recording = known ?? (added = await this.addRecording(beginning));
      await closeTakes(this.store, recording); // another tab may have gone on with it, and died
      await this.startTake(recording, stream);
      this.deafSince = undefined;
      this.listener.stream(stream);
      this.apply({ type: 'started', recording });
      this.listener.kept();
      if (stream.getAudioTracks().some((track) => track.readyState === 'ended')) {
        void this.microphoneLost('microphone-lost'); // while the recorder started, when nobody listened to it yet
      }
    } catch (failure) {
      this.microphone.release();
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

  private async startTake(recording: string, stream: MediaStream, slept?: Lost): Promise<void> {
    const mimeType = chooseFormat((type) => this.ports.supports(type));
    if (!mimeType) {
      throw new DOMException('no format', 'NotSupportedError');
    }
    const earlier = await this.store.takes(recording);
    this.earlierMs = capturedMs(earlier);
    const last = earlier.at(-1);
    const date = this.ports.date();
    const lost = slept ?? (await this.lostBefore(last, date));
    const take: LocalTake = {
      recording,
      take: (last?.take ?? -1) + 1,
      mimeType,
      startOffsetMs: this.earlierMs,
      deviceClock: date.toISOString(),
      opened: false,
      paused: false,
      ...(lost ? { lostBefore: lost } : {}),
    };
    await this.store.addTake(take);
    const kept = await this.store.recording(recording);
    await this.runTake(take, stream, kept ? { recording: kept, takes: [...earlier, take] } : undefined);
  }

  private async runTake(take: LocalTake, stream: MediaStream, rows: Rows | undefined): Promise<void> {
    const taker: TakeRecorder = new TakeRecorder(
      this.ports.makeRecorder(stream, take.mimeType),
      this.store,
      { recording: take.recording, take: take.take },
      {
        kept: () => {
          this.apply({ type: 'well' });
          this.listener.kept();
        },
        failing: (trouble) => this.apply({ type: 'failing', trouble }),
        ended: () => {
          if (this.take === taker) {
            void this.microphoneLost('microphone-lost');
          }
        },
        slept: (slept) => void this.anotherTake(taker, slept),
      },
      this.ports,
      rows,
    );
    this.take = taker;
    const mine = (act: () => Promise<void>) => () => void (this.take === taker && act());
    follow(stream, {
      ended: mine(() => this.microphoneLost('microphone-lost')),
      muted: mine(() => this.microphoneLost('microphone-muted')), // a call, a key on the keyboard: nobody is heard
      unmuted: () => void this.tryAgain(),
    });
    await taker.start();
  }

  /** A headset unplugged, a call coming in: the take ends, and another microphone goes on if there is one. */
  private async microphoneLost(trouble: Trouble): Promise<void> {
    const before = this.current;
    this.apply({ type: 'lost', trouble });
    if (this.current === before) {
      return;
    }
    this.deafSince ??= this.wanted ? this.ports.now() : undefined;
    // A muted one may speak again; only it says when.
    await this.inTurn(() => this.closeMicrophone(trouble === 'microphone-muted'));
    this.listener.changed();
    if (trouble !== 'microphone-muted') {
      await this.tryAgain();
    }
  }

  /** The device has slept: what comes now is a take of its own, so that the sound before it stays where it belongs. */
  private async anotherTake(taker: TakeRecorder, { lengthMs, cause }: Lost): Promise<void> {
    await this.inTurn(async () => {
      const { current } = this;
      const { stream } = this.microphone;
      if (this.take !== taker || current.name !== 'recording' || !stream) {
        return;
      }
      try {
        this.take = undefined;
        await taker.stop();
        await this.startTake(current.recording, stream, { lengthMs, cause });
      } catch {
        this.apply({ type: 'lost', trouble: 'microphone-lost' });
        this.deafSince ??= this.ports.now();
        this.microphone.release();
      }
    });
    this.listener.changed();
    await this.tryAgain();
  }

  private async closeMicrophone(keepTracks = false): Promise<void> {
    const taker = this.take;
    this.take = undefined;
    try {
      await taker?.stop();
    } finally {
      this.earlierMs += taker?.elapsedMs ?? 0;
      if (!keepTracks) {
        this.microphone.release();
      }
      this.listener.stream(undefined);
    }
  }

  private async lostBefore(last: LocalTake | undefined, now: Date): Promise<Lost | undefined> {
    const deaf = this.deafFor();
    const chunk = last && deaf === undefined ? (await this.store.chunks(last.recording, last.take)).at(-1) : undefined;
    return lostSince(last, chunk, now, deaf);
  }

  private deafFor(): number | undefined {
    return this.deafSince === undefined ? undefined : Math.round(this.ports.now() - this.deafSince);
  }

  /** One thing at a time with microphone, lock and takes. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.work.then(work);
    this.work = result.catch(() => undefined);
    return result;
  }

  private apply(event: RecorderEvent): void {
    const after = next(this.current, event);
    if (after !== this.current) {
      this.current = after;
      this.listener.changed();
    }
  }
}
