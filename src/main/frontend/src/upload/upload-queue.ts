import type { ConsentNote, Grant, RecordingDraft } from '../capture/protocol.js';
import type { Found } from './found.js';
import { isSame, keep, trouble, type Keeping } from './intake.js';
import { isGoing, newRow, newUpload, summarize, view, type Summary, type Upload, type UploadView } from './upload.js';
import { UploadRunner, type Permitted, type RunnerPorts } from './upload-runner.js';
import type { SavedUpload } from './upload-store.js';

const FILES_AT_ONCE = 2;

interface FileLock {
  acquire(patienceMs?: number): Promise<boolean>;
  release(): void;
}

export interface QueuePorts extends RunnerPorts, Keeping {
  /** One tab at a time sends a file. */
  readonly lock: (name: string) => FileLock;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
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
  /** Of the files on the list, and of those that another tab has. */
  private readonly locks = new Map<string, FileLock>();
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
    if (owner !== this.owner) {
      this.leave();
      this.owner = owner;
      await this.look();
    }
  }

  /** Nobody's files any more: what is under way stays where it is, and another tab may go on with it. */
  leave(): void {
    this.owner = '';
    this.uploads.forEach((one) => {
      one.gone = true;
      one.stop?.abort();
    });
    this.uploads = [];
    this.locks.forEach((lock) => lock.release());
    this.locks.clear();
    this.changed();
  }

  /** Goes on with what lies here and is not on the list yet, such as what another app has shared. */
  async look(): Promise<void> {
    const { owner } = this;
    for (const saved of owner ? await this.ports.store.all() : []) {
      if (saved.owner === owner && owner === this.owner && !this.locks.has(saved.id)) {
        const lock = this.ports.lock(`ayka-upload-${saved.id}`);
        this.locks.set(saved.id, lock);
        if (await lock.acquire()) {
          await this.begin(saved.id, lock);
        } else {
          void lock.acquire(Infinity).then(() => this.begin(saved.id, lock)); // when the tab that has it closes
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
        const file = { name: fileName, size: bytes, type: contentType, lastModified: 0 };
        const saved = { ...newRow(file, this.owner, this.ports.newId), recording, storedBytes, settled: true };
        this.uploads.push({ ...newUpload(saved, this.ports.now), stage: 'needsFile' });
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
      upload.gone = true;
      this.uploads = this.uploads.filter((one) => one !== upload);
      upload.stop?.abort();
      this.changed();
      await this.ports.store.remove(id);
      this.unlock(id);
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
    const saved = { ...newRow(file, this.owner, this.ports.newId), consent };
    const upload: Upload = { ...newUpload(saved, this.ports.now), file, handle };
    this.uploads.push(upload);
    const problem = await trouble(file, this.limit);
    if (problem) {
      upload.saved = { ...saved, problem };
      upload.stage = 'failed';
      this.changed();
      return;
    }
    const lock = this.ports.lock(`ayka-upload-${saved.id}`);
    this.locks.set(saved.id, lock);
    await lock.acquire();
    if (upload.gone) {
      lock.release(); // somebody has signed out meanwhile
      return;
    }
    await this.runner.save(upload, saved);
    upload.kept = await keep(upload, this.ports);
    this.changed();
    this.pump();
  }

  /** Nobody else has it now. What another tab had until now is read again: it may have arrived. */
  private async begin(id: string, lock: FileLock): Promise<void> {
    const saved = await this.ports.store.find(id);
    if (saved?.owner === this.owner && this.locks.get(id) === lock) {
      await this.recover(saved);
      this.pump();
    } else {
      lock.release();
      this.changed();
    }
  }

  private async recover(saved: SavedUpload): Promise<void> {
    const upload = newUpload(saved, this.ports.now);
    const source = await this.runner.source(upload).catch(() => 'needsFile' as const);
    if (saved.known) {
      upload.stage = 'duplicate';
    } else if (typeof source === 'string') {
      upload.stage = source;
    } else {
      upload.file = source;
      upload.kept = true;
      const problem = saved.problem ?? (saved.hash ? undefined : await trouble(source, this.limit));
      upload.saved = { ...saved, ...(problem ? { problem } : {}) };
      upload.stage = problem ? 'failed' : saved.paused ? 'paused' : 'queued';
    }
    this.uploads.push(upload);
    this.changed();
  }

  private pump(): void {
    const running = this.uploads.filter((one) => one.stop).length;
    const waiting = this.uploads.filter((one) => one.stage === 'queued' && !one.stop);
    for (const upload of waiting.slice(0, Math.max(0, FILES_AT_ONCE - running))) {
      void this.runner.run(upload).then(() => {
        if (upload.stage === 'done') {
          this.unlock(upload.saved.id);
          this.dispatchEvent(new CustomEvent('finished', { detail: upload.saved.recording }));
        }
        this.changed();
        this.pump();
      });
    }
    this.changed();
  }

  private unlock(id: string): void {
    this.locks.get(id)?.release();
    this.locks.delete(id);
  }

  private find(id: string): Upload | undefined {
    return this.uploads.find((one) => one.saved.id === id);
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
