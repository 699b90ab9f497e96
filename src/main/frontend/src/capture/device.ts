import { BackOff } from '../base/back-off.js';
import { ChunkStore, type LocalRecording } from './chunk-store.js';
import { LevelMeter } from './level-meter.js';
import { CaptureApi, Unreachable, type Gap, type Grant, type RecordingDraft } from './protocol.js';
import { Recorder, type Beginning, type RecorderListener, type RecorderPorts } from './recorder.js';
import { isLive, type RecorderState } from './state.js';
import { TabLock } from './tab-lock.js';
import { Uploader, type GrantSource } from './uploader.js';
import { WakeLock } from './wake-lock.js';

const GRANT_TIMEOUT_MS = 20_000;

/** What records: this page's own, or one that an app around the page brings. */
export type DeviceRecorder = Pick<Recorder, keyof Recorder> & {
  /** Loudness now, 0 to 1; absent where the page hears the stream itself. */
  readonly level?: number;
};

/** What an app around the page puts in place of the browser's. */
export interface DeviceParts {
  openStore(): Promise<ChunkStore>;
  makeRecorder(store: ChunkStore, listener: RecorderListener): DeviceRecorder;
}

/** Where one recording's sound is, in milliseconds: captured on this device, of it checked in the server's store. */
export interface Whereabouts {
  readonly id: string;
  readonly title: string;
  readonly phase: LocalRecording['phase'];
  readonly capturedMs: number;
  readonly storedMs: number;
  /** What neither the server nor this device has; a person decides. */
  readonly gaps: readonly Gap[];
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
  private meter: LevelMeter | undefined;
  private owner = '';
  private readonly sources = new Set<GrantSource>();
  private room: (() => void)[] = [];

  private constructor(private readonly store: ChunkStore) {
    super();
    const listener: RecorderListener = {
      changed: () => this.recorderChanged(),
      kept: () => this.kept(),
      stream: (stream) => this.follow(stream),
    };
    this.recorder =
      CaptureDevice.parts?.makeRecorder(store, listener) ??
      new Recorder(store, new TabLock('ayka-recorder'), listener, browserPorts(() => this.roomAgain()));
    this.uploader = new Uploader(store, {
      grants: (draft) => this.obtainGrant(draft),
      api: (grant) => new CaptureApi(grant),
      backOff: new BackOff(),
      on: {
        progress: () => this.moved(),
        sealed: (recording) => this.tell('sealed', recording),
        decoded: (recording) => this.tell('decoded', recording),
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
    this.listenToPage();
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

  /** Loudness now, 0 to 1; 0 while nothing is heard. */
  get level(): number {
    return this.state.name === 'recording' ? (this.recorder.level ?? this.meter?.read() ?? 0) : 0;
  }

  /**
   * Says who uses the device and, from an element that can ask the server, how to obtain grants (until the signal
   * aborts); looks for recordings that were cut off.
   */
  async signIn(owner: string, grants: GrantSource | undefined, signal: AbortSignal): Promise<void> {
    this.owner = owner;
    if (grants) {
      this.sources.add(grants);
      signal.addEventListener('abort', () => this.sources.delete(grants));
    }
    await this.recorder.recover(owner);
    await this.look();
    this.uploader.retryNow();
  }

  async start(beginning: Omit<Beginning, 'owner'>): Promise<void> {
    await this.recorder.start({ ...beginning, owner: this.owner });
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

  /** Tries at once what waits for the next attempt. */
  retryNow(): void {
    this.uploader.retryNow();
  }

  private obtainGrant(draft: RecordingDraft): Promise<Grant> {
    const [source] = this.sources;
    if (!source) {
      return Promise.reject(new Unreachable('nobody is signed in'));
    }
    // A page whose session has ended never answers.
    const late = new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Unreachable('no answer to the wish for a grant')), GRANT_TIMEOUT_MS);
    });
    return Promise.race([source(draft), late]);
  }

  private async upload(): Promise<void> {
    // One tab uploads; the next one takes over when it closes.
    await new TabLock('ayka-uploader').acquire(Infinity);
    await this.uploader.run(new AbortController().signal);
  }

  private listenToPage(): void {
    addEventListener('online', () => this.uploader.retryNow());
    addEventListener('pagehide', () => this.recorder.flush());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') {
        this.recorder.flush();
      }
    });
    addEventListener('beforeunload', (event) => {
      if (isLive(this.state)) {
        this.recorder.flush();
        event.preventDefault();
      }
    });
  }

  private recorderChanged(): void {
    if (this.state.name === 'recording') {
      void this.wakeLock.hold();
    } else {
      void this.wakeLock.release();
    }
    this.changed();
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

  private follow(stream: MediaStream | undefined): void {
    this.meter?.close();
    this.meter = stream ? new LevelMeter(stream) : undefined;
  }

  private tell(type: 'sealed' | 'decoded' | 'refused', recording: string): void {
    this.dispatchEvent(new CustomEvent(type, { detail: recording }));
    this.moved();
  }

  private async look(): Promise<void> {
    const found: Whereabouts[] = [];
    for (const recording of await this.store.recordings()) {
      if (recording.owner === this.owner) {
        const chunks = await this.store.chunks(recording.id);
        const sum = (some: typeof chunks) => some.reduce((ms, chunk) => ms + chunk.durationMs, 0);
        found.push({
          id: recording.id,
          title: recording.title,
          phase: recording.phase,
          capturedMs: sum(chunks),
          storedMs: sum(chunks.filter((chunk) => chunk.state === 'stored')),
          gaps: recording.acceptGaps ? [] : (recording.refusedGaps ?? []),
        });
      }
    }
    this.whereabouts = found.reverse();
    this.changed();
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

function browserPorts(roomAgain: () => Promise<void>): RecorderPorts {
  return {
    openMicrophone: (deviceId) =>
      navigator.mediaDevices.getUserMedia({
        audio: {
          // A table of people is not a phone call: what these filters remove is the voice at its far end.
          echoCancellation: false,
          noiseSuppression: false,
          autoGainControl: true,
          channelCount: 1,
          ...(deviceId ? { deviceId: { exact: deviceId } } : {}),
        },
      }),
    makeRecorder: (stream, mimeType) => new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 48_000 }),
    supports: (mimeType) => MediaRecorder.isTypeSupported(mimeType),
    now: () => performance.now(),
    date: () => new Date(),
    newId: () => crypto.randomUUID(),
    roomAgain,
  };
}
