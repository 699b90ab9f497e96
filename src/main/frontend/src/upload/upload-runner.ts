import type { BackOff } from '../base/back-off.js';
import { Refused, Unreachable, type Grant, type RecordingDraft } from '../capture/protocol.js';
import type { Hashing } from './file-hash.js';
import { FileChanged, sendFile, type UploadApi } from './file-sending.js';
import type { Put } from './put.js';
import type { Stage, Upload } from './upload.js';
import type { Problem, SavedUpload, UploadStore } from './upload-store.js';

export interface RunnerPorts {
  readonly store: UploadStore;
  readonly api: (grant: Grant) => UploadApi;
  readonly put: Put;
  readonly hash: Hashing;
  readonly backOff: () => BackOff;
  readonly newId: () => string;
}

const MOST_GRANTS = 2;

/** Brings one file from where it is to where the server has it: known again, announced, sent, ended. */
export class UploadRunner {
  private resting: (() => void)[] = [];

  constructor(
    private readonly ports: RunnerPorts,
    private readonly grants: (draft: RecordingDraft) => Promise<Grant>,
    private readonly changed: () => void,
  ) {}

  /** Ends when the file has arrived, when a person is asked, or when it was stopped; never throws. */
  async run(upload: Upload): Promise<void> {
    const stop = new AbortController();
    upload.stop = stop;
    try {
      await this.work(upload, stop.signal);
    } catch (failure) {
      if (!stop.signal.aborted) {
        await this.explain(upload, failure);
      }
    } finally {
      upload.stop = undefined;
      upload.waiting = undefined;
      upload.moving.clear();
      upload.pace.rest();
    }
  }

  /** Whatever waits for a connection tries at once. */
  wake(): void {
    this.resting.splice(0).forEach((go) => go());
  }

  /** Asks the server to throw away what it has of it; what cannot be told now, its own cleaning finds. */
  async forget(upload: Upload): Promise<void> {
    const { grant, settled } = upload.saved;
    const known = grant ?? (settled ? await this.grant(upload).catch(() => undefined) : undefined);
    if (known) {
      await this.ports.api(known).abortUpload().catch(() => undefined);
    }
  }

  /** It is sent as another recording, from its begin. */
  async startOver(upload: Upload): Promise<void> {
    await this.forget(upload);
    const { hash: _hash, grant: _grant, known: _known, ...rest } = upload.saved;
    await this.save(upload, { ...rest, recording: this.ports.newId(), storedBytes: 0 });
  }

  async save(upload: Upload, saved: SavedUpload): Promise<void> {
    upload.saved = saved;
    if (!upload.gone) {
      await this.ports.store.save(saved);
    }
  }

  /** Where its bytes come from without anybody being asked; else whom to ask. */
  async source(upload: Upload): Promise<File | Stage> {
    if (upload.file) {
      return upload.file;
    }
    const kept = await this.ports.store.kept(upload.saved.id);
    upload.handle ??= kept?.handle;
    if (kept?.copy) {
      const { name, type, lastModified } = upload.saved;
      return new File([kept.copy], name, { type, lastModified });
    }
    const { handle } = upload;
    if (!handle) {
      return 'needsFile';
    }
    const leave = (await (handle as Permitted).queryPermission?.({ mode: 'read' })) ?? 'granted';
    return leave === 'granted' ? handle.getFile() : 'needsLeave';
  }

  private async work(upload: Upload, signal: AbortSignal): Promise<void> {
    const file = await this.source(upload);
    if (typeof file === 'string') {
      this.enter(upload, file);
      return;
    }
    upload.file = file;
    if (file.size !== upload.saved.bytes) {
      throw new FileChanged('its size differs');
    }
    let { hash } = upload.saved;
    if (!hash) {
      this.enter(upload, 'checking');
      const looked = (bytes: number) => {
        upload.checkedBytes = bytes;
        this.changed();
      };
      hash = await this.ports.hash(file, looked, signal);
      signal.throwIfAborted();
      await this.save(upload, { ...upload.saved, hash });
    }
    const again = <T>(one: (api: UploadApi) => Promise<T>, until: AbortSignal) => this.again(upload, one, until);
    if (!upload.saved.settled && (await this.isKnown(upload, signal))) {
      return;
    }
    this.enter(upload, 'sending');
    let partBytes = 0;
    const sizeOf = (part: number) => Math.min(partBytes, file.size - (part - 1) * partBytes);
    await sendFile({
      file,
      name: upload.saved.name,
      hash,
      signal,
      put: this.ports.put,
      again,
      on: {
        plan: (plan) => {
          ({ partBytes } = plan);
          this.stored(upload, plan.stored.reduce((sum, part) => sum + sizeOf(part), 0));
        },
        moving: (part, bytes) => this.moving(upload, part, bytes),
        stored: (part) => {
          upload.moving.delete(part);
          upload.waiting = undefined;
          this.stored(upload, upload.saved.storedBytes + sizeOf(part));
          return this.save(upload, upload.saved);
        },
        finishing: () => this.enter(upload, 'finishing'),
      },
    });
    await this.ports.store.remove(upload.saved.id);
    this.enter(upload, 'done');
  }

  /** The same file is there: nothing is sent before a person says so. */
  private async isKnown(upload: Upload, signal: AbortSignal): Promise<boolean> {
    const { hash, bytes } = upload.saved;
    const known = hash && (await this.again(upload, (api) => api.knownFile(hash.sha256, bytes), signal));
    if (!known) {
      await this.save(upload, { ...upload.saved, settled: true });
      return false;
    }
    await this.forget(upload);
    const { grant: _grant, ...rest } = upload.saved;
    await this.save(upload, { ...rest, recording: this.ports.newId(), known });
    this.enter(upload, 'duplicate');
    return true;
  }

  private async again<T>(upload: Upload, work: (api: UploadApi) => Promise<T>, signal: AbortSignal): Promise<T> {
    const backOff = this.ports.backOff();
    for (let expired = 0; ; ) {
      signal.throwIfAborted();
      try {
        const result = await work(this.ports.api(await this.grant(upload)));
        signal.throwIfAborted();
        upload.waiting = undefined;
        return result;
      } catch (failure) {
        if (isAboutToken(failure) && expired++ < MOST_GRANTS) {
          const { grant: _grant, ...rest } = upload.saved;
          await this.save(upload, rest);
        } else if (failure instanceof Unreachable) {
          upload.waiting = waiting(failure) ?? upload.waiting;
          this.changed();
          await this.rest(backOff.next(failure.retryAfterMs), signal);
        } else {
          throw failure;
        }
      }
    }
  }

  private async grant(upload: Upload): Promise<Grant> {
    const { saved } = upload;
    if (saved.grant) {
      return saved.grant;
    }
    const draft = {
      recording: saved.recording,
      title: saved.title || saved.name.replace(/\.[^.]+$/, '') || saved.name,
      recordedAt: new Date(saved.lastModified).toISOString(),
      consent: saved.consent,
    };
    const grant = await this.grants(draft).catch((cause: unknown) => {
      throw cause instanceof Refused || cause instanceof Unreachable ? cause : new Unreachable(String(cause)); // a page that cannot ask right now
    });
    if (!upload.saved.grant) {
      await this.save(upload, { ...upload.saved, grant });
    }
    return grant;
  }

  private rest(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        this.resting = this.resting.filter((one) => one !== go);
        resolve();
      };
      const stop = () => {
        go();
        reject(signal.reason as Error);
      };
      const timer = setTimeout(go, ms);
      this.resting.push(go);
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  private stored(upload: Upload, storedBytes: number): void {
    upload.saved = { ...upload.saved, storedBytes };
    this.moving(upload, 0, 0);
  }

  private moving(upload: Upload, part: number, bytes: number): void {
    if (part > 0) {
      upload.moving.set(part, bytes);
    }
    const sum = Array.from(upload.moving.values()).reduce((total, one) => total + one, 0);
    upload.pace.moved(upload.saved.storedBytes + sum);
    this.changed();
  }

  private enter(upload: Upload, stage: Stage): void {
    if (!upload.stop?.signal.aborted || stage === 'done') { // else a person has paused it meanwhile
      upload.stage = stage;
    }
    this.changed();
  }

  private async explain(upload: Upload, failure: unknown): Promise<void> {
    const other = failure instanceof FileChanged && failure.other;
    const problem = other ? 'otherFile' : await this.problem(upload, failure);
    const ask = other || problem === 'gone';
    const { hash, reason: _reason, ...rest } = upload.saved;
    upload.saved = {
      ...rest,
      problem,
      ...(hash && !other ? { hash } : {}),
      ...(failure instanceof Refused ? { reason: failure.message } : {}),
    };
    upload.file = ask ? undefined : upload.file;
    this.enter(upload, ask ? 'needsFile' : 'failed');
    await this.save(upload, upload.saved);
  }

  private async problem(upload: Upload, failure: unknown): Promise<Problem> {
    if (failure instanceof FileChanged) {
      return 'changed';
    }
    if (failure instanceof Refused) {
      return failure.status === 410 ? 'deleted' : 'refused';
    }
    const { handle, saved } = upload;
    if (failure instanceof DOMException || (failure as { code?: unknown } | null)?.code) {
      const now = await handle?.getFile().catch(() => undefined);
      return now && (now.size !== saved.bytes || now.lastModified !== saved.lastModified) ? 'changed' : 'gone';
    }
    console.error('a file could not be sent', failure);
    return 'failed';
  }
}

/** Reading a file by its handle may have to be allowed once more; not every browser asks. */
export interface Permitted extends FileSystemFileHandle {
  queryPermission?(options: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(options: { mode: 'read' }): Promise<PermissionState>;
}

/** Whether what lets this recording in was taken back; whoever gives grants says whether there is another. */
function isAboutToken(failure: unknown): boolean {
  return failure instanceof Refused && (failure.status === 401 || failure.status === 404);
}

/** An address that expired is no news to anybody. */
function waiting(failure: Unreachable): 'network' | 'busy' | undefined {
  const { status } = failure;
  return status === undefined ? 'network' : status === 429 || status >= 500 ? 'busy' : undefined;
}
