import { BackOff } from '../base/back-off.js';
import { browserPorts, openMicrophone } from './browser-ports.js';
import { ChunkStore, type LocalRecording } from './chunk-store.js';
import { GrantSources, type GrantSource } from './grants.js';
import { Inputs, type Levels } from './inputs.js';
import type { Side } from './mixed-input.js';
import { listenToPage } from './page-events.js';
import { CaptureApi, type Mark } from './protocol.js';
import { Recorder, type Beginning, type RecorderListener } from './recorder.js';
import type { SecondSource } from './second-input.js';
import type { SentRecording } from './sent-recordings.js';
import { SentWatch } from './sent-watch.js';
import type { Hearing } from './silence.js';
import { isLive, type RecorderState } from './state.js';
import { TabLock } from './tab-lock.js';
import { Uploader } from './uploader.js';
import { WakeLock } from './wake-lock.js';
import { Lookout, whereaboutsOf, type Whereabouts } from './whereabouts.js';
import { withLabel, withMark, withoutMark, withTags } from './words.js';

/** What records: this page's own, or one that an app around the page brings. */
export type DeviceRecorder = Pick<Recorder, keyof Recorder> & {
  /** Loudness now, 0 to 1; absent where the page hears the stream itself. */
  readonly level?: number;
  /** What its microphone brings; absent as above. */
  readonly hearing?: Hearing;
};

/** What an app around the page puts in place of the browser's. */
export interface DeviceParts {
  openStore(): Promise<ChunkStore>;
  makeRecorder(store: ChunkStore, listener: RecorderListener): DeviceRecorder;
}

/** What to record, beside what every recording has. */
export interface Wish extends Omit<Beginning, 'owner'> {
  readonly tags?: readonly string[];
  /** A second input to mix in. */
  readonly second?: SecondSource | undefined;
  /** What the mark says that is set when one of two inputs ends. */
  readonly ended?: Readonly<Record<Side, string>>;
}

/** Events: `change` (state or whereabouts), `sealed`, `decoded` and `refused` (detail: the recording's id). */
export class CaptureDevice extends EventTarget {
  readonly recorder: DeviceRecorder;
  /** Recordings of the present owner that have not been decoded yet, latest first. */
  whereabouts: readonly Whereabouts[] = [];
  /** Whether the last attempt to reach the server succeeded. */
  connected = true;

  private readonly uploader: Uploader;
  private readonly wakeLock = new WakeLock();
  private readonly channel = new BroadcastChannel('ayka-capture');
  private readonly inputs: Inputs;
  private readonly sentWatch = new SentWatch(() => this.changed());
  private starting = false;
  private ended: Wish['ended'];
  private owner = '';
  private readonly sources = new GrantSources();
  private room: (() => void)[] = [];
  private readonly lookout = new Lookout(async () => {
    this.whereabouts = await whereaboutsOf(this.owner, this.store);
    this.changed();
  });

  private constructor(private readonly store: ChunkStore) {
    super();
    this.inputs = new Inputs(openMicrophone, {
      changed: () => this.changed(),
      ended: (side) => this.inputEnded(side),
      live: () => this.state.name === 'recording',
    });
    const listener: RecorderListener = {
      changed: () => this.recorderChanged(),
      kept: () => this.kept(),
      stream: (stream) => this.inputs.follow(stream),
    };
    const ports = browserPorts((deviceId) => this.inputs.open(deviceId), () => this.roomAgain());
    this.recorder =
      CaptureDevice.parts?.makeRecorder(store, listener) ?? new Recorder(store, new TabLock('ayka-recorder'), listener, ports);
    this.uploader = new Uploader(store, {
      grants: (draft, owner) => this.sources.obtain(draft, owner, this.owner),
      api: (grant) => new CaptureApi(grant),
      backOff: new BackOff(),
      on: {
        progress: () => this.moved(),
        sealed: (recording) => void this.noteSent(recording).finally(() => this.tell('sealed', recording)),
        decoded: (recording) => {
          this.sentWatch.news();
          this.tell('decoded', recording);
        },
        gaps: () => this.moved(),
        refused: (recording) => this.tell('refused', recording),
        connection: (working) => {
          this.connected = working;
          this.changed();
        },
      },
    });
    this.channel.onmessage = (event) => {
      if (event.data === 'kept') {
        this.uploader.nudge();
      }
      void this.look();
    };
    listenToPage({
      online: () => this.uploader.retryNow(),
      leaving: () => this.recorder.flush(),
      back: () => this.backAgain(),
      microphone: () => void this.recorder.tryAgain(),
      busy: () => isLive(this.state),
    });
    void this.upload();
  }

  private static page: Promise<CaptureDevice> | undefined;
  private static parts: DeviceParts | undefined;

  /** An app around the page says what records and where sound is kept, before anything asks for the device. */
  static use(parts: DeviceParts): void {
    CaptureDevice.parts = parts;
  }

  /** The page's one device. Rejects where the browser keeps no data (some private windows). */
  static get(): Promise<CaptureDevice> {
    CaptureDevice.page ??= (CaptureDevice.parts?.openStore() ?? ChunkStore.open()).then((store) => new CaptureDevice(store));
    return CaptureDevice.page;
  }

  get state(): RecorderState {
    return this.recorder.state;
  }

  /** Recordings of the present owner that the server has, and has written down or is about to; latest first. */
  get sent(): readonly SentRecording[] {
    return this.sentWatch.sent;
  }

  /** Loudness now, 0 to 1 each; 0 while nothing is recorded. */
  get levels(): Levels {
    const { second } = this.inputs;
    if (this.state.name !== 'recording') {
      return { main: 0, ...(second ? { second: 0 } : {}) };
    }
    const { level } = this.recorder;
    return level === undefined ? this.inputs.levels : { main: level };
  }

  /** Whether another input can be mixed in: an app's own recorder hears its microphone alone. */
  readonly mixes = CaptureDevice.parts === undefined;

  /** What the microphone brings, whether a second input is wanted, and how that is. */
  get input(): Pick<Inputs, 'hearing' | 'second' | 'secondTrouble' | 'mainEnded'> {
    const { second, secondTrouble, mainEnded } = this.inputs;
    const hearing = this.recorder.hearing ?? this.inputs.hearing;
    return { hearing, second, secondTrouble, mainEnded };
  }

  /**
   * Says who uses the device and, from an element that can ask the server, how to obtain grants (until the signal
   * aborts); looks for recordings that were cut off.
   */
  async signIn(owner: string, grants: GrantSource | undefined, signal: AbortSignal): Promise<void> {
    this.owner = owner;
    if (grants) {
      this.sources.add(grants, signal);
    }
    await this.recorder.recover(owner);
    await this.look();
    this.sentWatch.owner = owner;
    this.sentWatch.news();
    this.uploader.retryNow();
  }

  /** Begins a recording, or goes on with an interrupted one. Called within a gesture when there is a second input. */
  async start({ second, ended, tags, ...beginning }: Wish): Promise<void> {
    if (this.starting || (this.state.name !== 'idle' && this.state.name !== 'interrupted')) {
      return;
    }
    this.starting = true;
    this.ended = ended;
    try {
      await this.inputs.want(second);
      await this.recorder.start({ ...beginning, owner: this.owner });
    } finally {
      this.starting = false;
      this.closeInputs();
    }
    const { state } = this;
    if (tags && 'recording' in state && state.recording) {
      await this.tag(state.recording, tags);
    }
  }

  /** Adds the second input again, after it ended or was refused; within a gesture. */
  addSecond(): Promise<void> {
    return this.inputs.addSecond();
  }

  /** Takes a microphone again, after it ended while the second input went on. */
  addMicrophone(): Promise<void> {
    return this.inputs.addMain();
  }

  /** Marks this moment of the present recording; undefined when there is none, or no room for another mark. */
  async mark(label?: string): Promise<Mark | undefined> {
    const { state } = this;
    if (state.name !== 'recording' && state.name !== 'paused') {
      return undefined;
    }
    const mark: Mark = {
      id: crypto.randomUUID(),
      atMs: Math.round(this.recorder.elapsedMs),
      at: new Date().toISOString(),
      ...(label ? { label } : {}),
    };
    const now = await this.annotate(state.recording, (old) => withMark(old, mark));
    return now?.marks?.some((one) => one.id === mark.id) ? mark : undefined;
  }

  async unmark(recording: string, mark: string): Promise<void> {
    await this.annotate(recording, (old) => withoutMark(old, mark));
  }

  async label(recording: string, mark: string, label: string): Promise<void> {
    await this.annotate(recording, (old) => withLabel(old, mark, label));
  }

  /** Gives a recording that is still on this device these tags and no others. */
  async tag(recording: string, tags: readonly string[]): Promise<void> {
    await this.annotate(recording, (old) => withTags(old, tags));
  }

  private async annotate(
    recording: string,
    change: (old: LocalRecording) => LocalRecording,
  ): Promise<LocalRecording | undefined> {
    const now = await this.store.updateRecording(recording, change);
    this.kept();
    return now;
  }

  /** Changes title or consent of a recording that is still on this device. */
  async describe(recording: string, title: string, consent: LocalRecording['consent']): Promise<void> {
    await this.store.updateRecording(recording, (old) => ({ ...old, title, consent, described: false }));
    this.kept();
  }

  recording(id: string): Promise<LocalRecording | undefined> {
    return this.store.recording(id);
  }

  /** A person decided: finish although some sound is missing. */
  async acceptGaps(recording: string): Promise<void> {
    await this.store.updateRecording(recording, (old) => ({ ...old, acceptGaps: { cause: 'lost on the device' } }));
    this.kept();
  }

  /** Sends what the server refused as a recording of its own; for sound that came after the end of the first one. */
  async sendAsNew(recording: string): Promise<void> {
    await this.store.copyAs(recording, crypto.randomUUID());
    this.kept();
  }

  /** Tries at once what waits for the next attempt. */
  retryNow(): void {
    this.uploader.retryNow();
  }

  private async upload(): Promise<void> {
    // One tab uploads; the next one takes over when it closes.
    await new TabLock('ayka-uploader').acquire(Infinity);
    await this.uploader.run(new AbortController().signal);
  }

  /** The page is awake, or looked at, again: whatever was lost or cut off meanwhile is taken up. */
  private backAgain(): void {
    this.uploader.retryNow();
    void this.recorder.tryAgain();
    if (this.owner && this.state.name === 'idle') {
      void this.recorder.recover(this.owner).then(() => this.look());
    }
  }

  private recorderChanged(): void {
    if (this.state.name === 'recording') {
      void this.wakeLock.hold();
    } else {
      void this.wakeLock.release();
    }
    this.closeInputs();
    this.changed();
  }

  private closeInputs(): void {
    if (!this.starting && (this.state.name === 'idle' || this.state.name === 'interrupted')) {
      this.inputs.release();
    }
  }

  private kept(): void {
    this.uploader.nudge();
    this.channel.postMessage('kept');
    void this.look();
  }

  private moved(): void {
    this.room.splice(0).forEach((resolve) => resolve());
    this.channel.postMessage('moved');
    void this.look();
  }

  private roomAgain(): Promise<void> {
    return new Promise((resolve) => {
      this.room.push(resolve);
      setTimeout(resolve, 2_000);
    });
  }

  /** One of two inputs ended: the recording goes on, and says where that was. */
  private inputEnded(side: Side): void {
    const words = this.ended?.[side];
    if (words) {
      void this.mark(words);
    }
  }

  private async noteSent(id: string): Promise<void> {
    const recording = await this.store.recording(id);
    if (recording?.grant) {
      const { owner, title, grant } = recording;
      const ms = (await this.store.chunks(id)).reduce((sum, chunk) => sum + chunk.durationMs, 0);
      await this.sentWatch.add({ id, owner, title, ms, grant });
    }
  }

  private tell(type: 'sealed' | 'decoded' | 'refused', recording: string): void {
    this.dispatchEvent(new CustomEvent(type, { detail: recording }));
    this.moved();
  }

  private look(): Promise<void> {
    return this.lookout.look();
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
