import { CaptureApi, Refused, Unreachable } from '../capture/protocol.js';
import { TabLock } from '../capture/tab-lock.js';
import { NotNow } from '../capture/uploader.js';
import { uploadFile } from '../upload/file-upload.js';
import type { SharedFile, SharedFiles } from '../upload/shared-files.js';
import type { Connection } from './connection.js';

export interface FileSenderEvents {
  /** Bytes of a file that the server has. */
  progress: (id: string, sentBytes: number) => void;
  /** The list of waiting files is another one. */
  changed: () => void;
}

/** Sends the files that wait on the device, one after another; one tab, or the worker, at a time. */
export class FileSender {
  private running: Promise<void> | undefined;

  constructor(
    private readonly files: SharedFiles,
    private readonly connection: Connection,
    private readonly on: FileSenderEvents,
    private readonly lock = new TabLock('ayka-files'),
  ) {}

  /** Sends what can be sent now. A file that cannot stays, with the reason if the server gave one. */
  run(signal: AbortSignal): Promise<void> {
    this.running ??= this.sendAll(signal).finally(() => (this.running = undefined));
    return this.running;
  }

  private async sendAll(signal: AbortSignal): Promise<void> {
    if (!(await this.lock.acquire())) {
      return; // another tab is at it
    }
    try {
      for (const file of await this.files.all()) {
        if (this.connection.state === 'connected' && file.owner === this.connection.owner && !file.refusal) {
          await this.send(file, signal);
        }
      }
    } finally {
      this.lock.release();
    }
  }

  private async send(file: SharedFile, signal: AbortSignal): Promise<void> {
    const content = await this.files.content(file.id);
    if (!content) {
      await this.files.forget(file.id);
      this.on.changed();
      return;
    }
    try {
      const draft = {
        recording: file.id,
        title: file.title,
        recordedAt: new Date(content.lastModified || file.since).toISOString(),
        consent: { agreed: false, people: '' },
      };
      const api = new CaptureApi(await this.connection.grant(draft, file.owner, 'UPLOAD'));
      await uploadFile(api, content, { signal, progress: ({ sentBytes }) => this.on.progress(file.id, sentBytes) });
      await this.files.forget(file.id);
    } catch (failure) {
      if (failure instanceof Unreachable || failure instanceof NotNow || signal.aborted || isAboutToken(failure)) {
        throw failure; // the next turn goes on, with another grant if the device is still connected
      }
      const refusal = failure instanceof Error ? failure.message : String(failure);
      await this.files.update(file.id, (old) => ({ ...old, refusal }));
    } finally {
      this.on.changed();
    }
  }
}

/** Whether the recording's token was taken back, as when the device was cut off. */
function isAboutToken(failure: unknown): boolean {
  return failure instanceof Refused && (failure.status === 401 || failure.status === 404);
}
