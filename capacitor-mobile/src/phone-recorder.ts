import type { RecorderPlugin, RecorderStatus } from 'ayka-recorder';
import type { Beginning, RecorderListener } from '#page/capture/recorder.js';
import type { DeviceRecorder } from '#page/capture/device.js';
import { SilenceWatch, type Hearing } from '#page/capture/silence.js';
import { next, type RecorderEvent, type RecorderState, type Trouble } from '#page/capture/state.js';
import type { Note, PhoneStore } from './phone-store.js';

export interface PhonePorts {
  now(): number;
  date(): Date;
  newId(): string;
}

const TROUBLES: readonly string[] = [
  'denied',
  'no-microphone',
  'microphone-busy',
  'microphone-lost',
  'device-full',
  'unsupported',
];

/** By how much the phone's level is more than the peak that it shows. */
const LOUDER = 2.7;

/** Room for about ten minutes of sound. */
const ROOM_BYTES = 5_000_000;

/**
 * The page's dictaphone where the phone's own one records: the same states and the same store. The phone may pause, go
 * on and stop by itself, on a call or on a button of the lock screen; the page follows what it says.
 */
export class PhoneRecorder implements DeviceRecorder {
  private current: RecorderState = { name: 'idle' };
  private heard: { readonly status: RecorderStatus; readonly at: number } | undefined;
  private owner = '';
  private asked = false;
  private readonly silence = new SilenceWatch();

  /** Whether the phone's microphone brings anything, as far as the page looks on. */
  hearing: Hearing = 'sound';

  constructor(
    private readonly plugin: RecorderPlugin,
    private readonly store: PhoneStore,
    private readonly listener: RecorderListener,
    private readonly ports: PhonePorts,
  ) {
    void plugin.addListener('changed', (status) => void this.follow(status));
    void plugin.addListener('kept', () => void this.adopt());
    void plugin.addListener('full', () => void this.makeRoom());
  }

  get state(): RecorderState {
    return this.current;
  }

  get elapsedMs(): number {
    if (!this.heard || this.current.name === 'idle') {
      return 0;
    }
    const { status, at } = this.heard;
    return status.elapsedMs + (status.state === 'recording' ? this.ports.now() - at : 0);
  }

  /** Asked for anew by the page for every frame that it draws; a little late is soon enough. */
  get level(): number {
    this.ask();
    return this.current.name === 'recording' ? (this.heard?.status.level ?? 0) : 0;
  }

  /** Finds what the phone records or was cut off from; a page that was loaded again just looks on. */
  async recover(owner: string): Promise<void> {
    this.owner = owner;
    await this.store.adopt();
    if (this.current.name !== 'idle') {
      return; // somebody connected this phone while it records: it goes on
    }
    const status = await this.plugin.status();
    const running = status.recording ? await this.store.recording(status.recording) : undefined;
    if (status.state !== 'idle' && running?.owner === owner) {
      await this.follow(status);
      return;
    }
    const cut = (await this.store.recordings())
      .filter((one) => one.phase === 'capturing' && one.owner === owner && one.id !== status.recording)
      .sort((a, b) => b.recordedAt.localeCompare(a.recordedAt));
    const latest = cut[0]?.finishing ? undefined : cut[0];
    for (const recording of cut.filter((one) => one !== latest)) {
      await this.finish(recording.id);
    }
    if (latest) {
      const ms = (await this.store.chunks(latest.id)).reduce((sum, chunk) => sum + chunk.durationMs, 0);
      this.heard = { status: { state: 'idle', elapsedMs: ms, level: 0 }, at: this.ports.now() };
      this.apply({ type: 'found-interrupted', recording: latest.id });
    }
  }

  async start(beginning: Beginning): Promise<void> {
    const before = this.current;
    this.apply({ type: 'start' });
    const asking = this.current;
    if (asking === before || asking.name !== 'asking') {
      return;
    }
    const known = asking.recording;
    const recording = known ?? this.ports.newId();
    try {
      const note = known ? await this.noteOf(known) : await this.begin(recording, beginning);
      const status = await this.plugin.start({ recording, note: JSON.stringify(note) });
      this.heard = { status, at: this.ports.now() };
      await this.store.adopt();
      this.apply({ type: 'started', recording });
      this.listener.kept();
    } catch (failure) {
      if (known === undefined) {
        await this.store.forgetRecording(recording).catch(() => undefined); // nothing was heard
      }
      this.apply({ type: 'refused', trouble: troubleOf(failure) });
    }
  }

  async pause(): Promise<void> {
    await this.follow(await this.plugin.pause());
  }

  async resume(): Promise<void> {
    await this.follow(await this.plugin.resume());
  }

  /** The phone goes on by itself where it can; asking again does no harm. */
  async tryAgain(): Promise<void> {
    if (this.current.name === 'paused' && this.current.trouble) {
      await this.resume();
    }
  }

  async stop(): Promise<void> {
    const before = this.current;
    this.apply({ type: 'stop' });
    if (this.current.name !== 'stopping' || before.name === 'stopping') {
      return;
    }
    const { recording } = this.current;
    await this.store.updateRecording(recording, (old) => ({ ...old, finishing: true })).catch(() => undefined);
    if (before.name === 'interrupted') {
      await this.plugin.finish({ recording });
    } else {
      await this.plugin.stop();
    }
    await this.closeBooks(recording);
    this.heard = undefined;
    this.apply({ type: 'stopped' });
    this.listener.kept();
  }

  flush(): void {
    void this.plugin.flush().catch(() => undefined);
  }

  /** What the phone says, whoever made it so. */
  private async follow(status: RecorderStatus): Promise<void> {
    this.heard = { status, at: this.ports.now() };
    const { recording } = status;
    if (status.state === 'idle' || recording === undefined) {
      if (this.current.name === 'recording' || this.current.name === 'paused') {
        await this.stoppedOutside(this.current.recording);
      }
      return;
    }
    if (this.current.name === 'asking' || this.current.name === 'stopping') {
      return; // the answer to what was asked is on its way
    }
    await this.adopt();
    const shownNow = 'recording' in this.current ? this.current.recording : undefined;
    if (shownNow === recording || (await this.store.recording(recording))?.owner === this.owner) {
      this.set(shown(status, recording));
    }
  }

  private async stoppedOutside(recording: string): Promise<void> {
    await this.closeBooks(recording);
    this.heard = undefined;
    this.set({ name: 'idle' });
    this.listener.kept();
  }

  /** The phone has all of it: the recording is ended in the books, or forgotten where nothing was heard. */
  private async closeBooks(recording: string): Promise<void> {
    await this.store.adopt();
    if ((await this.store.chunks(recording)).length === 0) {
      await this.store.forgetRecording(recording);
    } else {
      await this.store.updateRecording(recording, (old) =>
        old.phase === 'capturing' ? { ...old, phase: 'ended' } : old,
      );
    }
  }

  private async finish(recording: string): Promise<void> {
    await this.plugin.finish({ recording });
    await this.closeBooks(recording);
  }

  private async adopt(): Promise<void> {
    try {
      if (await this.store.adopt()) {
        this.listener.kept();
      }
    } catch {
      // the phone has it all the same; the next chunk asks again
    }
  }

  private async makeRoom(): Promise<void> {
    await this.store.freeStored(ROOM_BYTES).catch(() => 0);
    this.listener.changed();
  }

  private async begin(id: string, { owner, title, consent }: Beginning): Promise<Note> {
    const note = { owner, title, consent, recordedAt: this.ports.date().toISOString() };
    await this.store.addRecording({ ...note, id, phase: 'capturing', described: false });
    return note;
  }

  private async noteOf(id: string): Promise<Note> {
    const kept = await this.store.recording(id);
    if (!kept) {
      throw new Error('that recording has left this phone');
    }
    const { owner, title, consent, recordedAt } = kept;
    return { owner, title, consent, recordedAt };
  }

  private ask(): void {
    if (!this.asked && this.current.name === 'recording') {
      this.asked = true;
      this.plugin
        .status()
        .then((status) => this.listen(status))
        .catch(() => undefined)
        .finally(() => (this.asked = false));
    }
  }

  private listen(status: RecorderStatus): void {
    this.heard = { status, at: this.ports.now() };
    if (status.state !== 'recording') {
      this.silence.reset();
      return;
    }
    const hearing = this.silence.hear(this.ports.now(), status.level / LOUDER, false);
    if (hearing !== this.hearing) {
      this.hearing = hearing;
      this.listener.changed();
    }
  }

  private apply(event: RecorderEvent): void {
    this.set(next(this.current, event));
  }

  private set(after: RecorderState): void {
    if (JSON.stringify(after) !== JSON.stringify(this.current)) {
      this.current = after;
      this.listener.changed();
    }
  }
}

function shown(status: RecorderStatus, recording: string): RecorderState {
  switch (status.state) {
    case 'recording':
      return { name: 'recording', recording };
    case 'interrupted':
      return { name: 'paused', recording, trouble: 'microphone-lost' };
    default:
      return { name: 'paused', recording };
  }
}

function troubleOf(failure: unknown): Trouble {
  const code = (failure as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && TROUBLES.includes(code) ? (code as Trouble) : 'failed';
}
