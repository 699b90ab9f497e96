import type { ConsentNote, Grant, RecordingDraft } from '../capture/protocol.js';
import type { Found } from './gather.js';
import { isSame, keep, trouble } from './intake.js';
import { Pace } from './pace.js';
import { isGoing, summarize, view, type Summary, type Upload, type UploadView } from './upload.js';
import { UploadRunner, type Permitted, type RunnerPorts } from './upload-runner.js';
import type { SavedUpload } from './upload-store.js';

const FILES_AT_ONCE = 2;

export interface QueuePorts extends RunnerPorts {
  /** One tab at a time sends a file. */
  readonly lock: (name: string) => { acquire(patienceMs?: number): Promise<boolean>; release(): void };
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** Bytes that the browser would still keep. */
  readonly room: () => Promise<number>;
}

/** A file that the server knows to be on its way, perhaps from another device. */
export interface UnfinishedFile {
  readonly recording: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly storedBytes: number;
}

/** Files on their way. Events: `change`; `finished` (detail: the recording). */
export class UploadQueue extends EventTarget {
  /** Bytes that one file may have. */
  limit = 2 * 1024 ** 3;

  private owner = '';
  private uploads: Upload[] = [];
  private readonly locks = new Map<string, { release(): void }>();
  private readonly runner: UploadRunner;

  constructor(
    private readonly ports: QueuePorts,
    grants: (draft: RecordingDraft) => Promise<Grant>,
  ) {
    super();
    this.runner = new UploadRunner(ports, grants, () => this.changed());
  }

  get views(): readonly UploadView[] {
    return this.uploads.map(view);
  }

  get summary(): Summary {
    return summarize(this.views);
  }

  /** Whether closing the page would make somebody choose a file again. */
  get losesFiles(): boolean {
    return this.uploads.some((one) => isGoing(one.stage) && !one.kept);
  }

  /** Says whose files these are, and goes on with those that a reload or a closed tab had left. */
  async signIn(owner: string): Promise<void> {
    if (owner === this.owner) {
      return;
    }
    this.uploads.forEach((one) => one.stop?.abort());
    this.uploads = [];
    this.owner = owner;
    for (const saved of await this.ports.store.all()) {
      if (saved.owner === owner) {
        const lock = this.ports.lock(`ayka-upload-${saved.id}`);
        if (await lock.acquire()) {
          this.locks.set(saved.id, lock);
          await this.recover(saved);
        } else {
          void this.takeOver(saved.id, lock); // when the tab that has it closes
        }
      }
    }
    this.pump();
  }

  /** Shows what the server has of files that this browser knows nothing of. */
  async learn(unfinished: readonly UnfinishedFile[]): Promise<void> {
    const known = new Set((await this.ports.store.all()).map((saved) => saved.recording));
    this.uploads.forEach((one) => known.add(one.saved.recording));
    for (const { recording, fileName, contentType, bytes, storedBytes } of unfinished) {
      if (!known.has(recording)) {
        const saved = { ...this.row(fileName, bytes, contentType, 0), recording, storedBytes, settled: true };
        this.uploads.push({ ...this.fresh(saved), stage: 'needsFile' });
      }
    }
    this.changed();
  }

  /** Takes files in, each as a recording of its own; what cannot be sound is told and not sent. */
  async add(found: readonly Found[], consent: ConsentNote): Promise<void> {
    for (const { file, handle } of found) {
      const same = (one: Upload) => one.saved.name === file.name && one.saved.bytes === file.size;
      const waiting = this.uploads.find((one) => same(one) && one.stage === 'needsFile');
      if (waiting && (await this.attach(waiting.saved.id, file, handle))) {
        continue;
      }
      const twice = this.uploads.some(
        (one) => same(one) && one.saved.lastModified === file.lastModified && (isGoing(one.stage) || one.stage === 'paused'),
      );
      if (!twice) {
        await this.take(file, handle, consent);
      }
    }
    this.pump();
  }

  /** @return false when it is not the file that was begun */
  async attach(id: string, file: File, handle?: FileSystemFileHandle): Promise<boolean> {
    const upload = this.find(id);
    if (!upload) {
      return false;
    }
    if (!(await isSame(upload.saved, file))) {
      upload.saved = { ...upload.saved, problem: 'otherFile' };
      this.changed();
      return false;
    }
    upload.file = file;
    upload.handle = handle;
    upload.kept = await keep(upload, this.ports);
    await this.again(id);
    return true;
  }

  async pause(id: string): Promise<void> {
    const upload = this.find(id);
    if (upload && isGoing(upload.stage) && upload.stage !== 'finishing') {
      upload.stage = 'paused';
      upload.stop?.abort();
      this.changed();
      await this.runner.save(upload, { ...upload.saved, paused: true });
    }
  }

  async pauseAll(): Promise<void> {
    await Promise.all(this.uploads.map((one) => this.pause(one.saved.id)));
  }

  async resumeAll(): Promise<void> {
    await Promise.all(this.uploads.filter((one) => one.stage === 'paused').map((one) => this.again(one.saved.id)));
  }

  /** Goes on with what was paused, failed, or may be read again. */
  async again(id: string): Promise<void> {
    const upload = this.find(id);
    if (!upload || isGoing(upload.stage)) {
      return;
    }
    const { problem, reason: _reason, ...rest } = upload.saved;
    upload.stage = 'queued';
    await this.runner.save(upload, { ...rest, paused: false });
    if (problem === 'changed' || problem === 'deleted') {
      upload.file = upload.handle ? await upload.handle.getFile().catch(() => undefined) : upload.file;
      const { size, lastModified } = upload.file ?? { size: rest.bytes, lastModified: rest.lastModified };
      upload.saved = { ...upload.saved, bytes: size, lastModified };
      await this.runner.startOver(upload);
    }
    this.changed();
    this.pump();
  }

  /** To be called from a click: the browser asks whether the files may be read. */
  async permit(): Promise<void> {
    for (const upload of this.uploads.filter((one) => one.stage === 'needsLeave')) {
      const leave = await (upload.handle as Permitted).requestPermission?.({ mode: 'read' });
      if (leave === 'granted') {
        await this.again(upload.saved.id);
      }
    }
  }

  /** Although the same file is there. */
  async anyway(id: string): Promise<void> {
    const upload = this.find(id);
    if (upload?.stage === 'duplicate') {
      const { known: _known, ...rest } = upload.saved;
      upload.saved = { ...rest, settled: true };
      await this.again(id);
    }
  }

  /** Takes it off the list; what had arrived of it is thrown away. */
  async remove(id: string): Promise<void> {
    const upload = this.find(id);
    if (upload) {
      upload.removed = true;
      this.uploads = this.uploads.filter((one) => one !== upload);
      upload.stop?.abort();
      this.changed();
      await this.ports.store.remove(id);
      this.locks.get(id)?.release();
      if (upload.stage !== 'done') {
        await this.runner.forget(upload);
      }
      this.pump();
    }
  }

  async clearDone(): Promise<void> {
    await Promise.all(this.uploads.filter((one) => one.stage === 'done').map((one) => this.remove(one.saved.id)));
  }

  /** The network is back. */
  wake(): void {
    this.runner.wake();
  }

  private async take(file: File, handle: FileSystemFileHandle | undefined, consent: ConsentNote): Promise<void> {
    const saved = { ...this.row(file.name, file.size, file.type, file.lastModified), consent };
    const upload = { ...this.fresh(saved), file, handle };
    this.uploads.push(upload);
    const problem = await trouble(file, this.limit);
    if (problem) {
      upload.saved = { ...saved, problem };
      upload.stage = 'failed';
      this.changed();
      return;
    }
    const lock = this.ports.lock(`ayka-upload-${saved.id}`);
    await lock.acquire();
    this.locks.set(saved.id, lock);
    await this.runner.save(upload, saved);
    upload.kept = await keep(upload, this.ports);
    this.changed();
    this.pump();
  }

  private async recover(saved: SavedUpload): Promise<void> {
    const upload = this.fresh(saved);
    const source = await this.runner.source(upload).catch(() => 'needsFile' as const);
    if (saved.known) {
      upload.stage = 'duplicate';
    } else if (typeof source === 'string') {
      upload.stage = source;
    } else {
      upload.file = source;
      upload.kept = true;
      upload.stage = saved.problem ? 'failed' : saved.paused ? 'paused' : 'queued';
    }
    this.uploads.push(upload);
    this.changed();
  }

  private async takeOver(id: string, lock: { acquire(patienceMs?: number): Promise<boolean>; release(): void }): Promise<void> {
    const { owner } = this;
    await lock.acquire(Infinity);
    const saved = await this.ports.store.find(id);
    if (saved && owner === this.owner) {
      this.locks.set(id, lock);
      await this.recover(saved);
      this.pump();
    } else {
      lock.release(); // it has arrived
    }
  }

  private pump(): void {
    const running = this.uploads.filter((one) => one.stop).length;
    const waiting = this.uploads.filter((one) => one.stage === 'queued' && !one.stop);
    for (const upload of waiting.slice(0, Math.max(0, FILES_AT_ONCE - running))) {
      void this.runner.run(upload).then(() => {
        if (upload.stage === 'done') {
          this.locks.get(upload.saved.id)?.release();
          this.dispatchEvent(new CustomEvent('finished', { detail: upload.saved.recording }));
        }
        this.changed();
        this.pump();
      });
    }
    this.changed();
  }

  private row(name: string, bytes: number, type: string, lastModified: number): SavedUpload {
    return {
      id: this.ports.newId(),
      owner: this.owner,
      recording: this.ports.newId(),
      name,
      bytes,
      lastModified,
      type,
      consent: { agreed: false, people: '' },
      addedAt: Date.now(),
      paused: false,
      settled: false,
      storedBytes: 0,
    };
  }

  private fresh(saved: SavedUpload): Upload {
    return { saved, stage: 'queued', checkedBytes: 0, moving: new Map(), pace: new Pace(this.ports.now) };
  }

  private find(id: string): Upload | undefined {
    return this.uploads.find((one) => one.saved.id === id);
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
