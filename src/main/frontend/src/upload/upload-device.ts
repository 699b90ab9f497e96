import { Unreachable, type Grant, type RecordingDraft } from '../capture/protocol.js';
import type { GrantSource } from '../capture/grants.js';
import { browserPorts } from './browser-ports.js';
import { put } from './put.js';
import { UploadQueue, type QueuePorts } from './upload-queue.js';
import { UploadStore } from './upload-store.js';

const GRANT_TIMEOUT_MS = 20_000;

/** The page's one queue: elements come and go, files go on. */
export class UploadDevice {
  private static page: Promise<UploadDevice> | undefined;

  readonly queue: UploadQueue;
  private readonly showing = new Set<object>();
  private readonly sources = new Set<GrantSource>();

  private constructor(store: UploadStore, better: Partial<QueuePorts>) {
    this.queue = new UploadQueue(browserPorts(store, { put, ...better }), (draft) => this.obtainGrant(draft));
    addEventListener('online', () => this.queue.wake());
    addEventListener('beforeunload', (event) => {
      if (this.queue.losesFiles) {
        event.preventDefault();
      }
    });
  }

  /** @param better ways of this page to do what the queue needs; of interest is what the first says who asks */
  static get(better: Partial<QueuePorts> = {}): Promise<UploadDevice> {
    UploadDevice.page ??= UploadStore.open().then((store) => new UploadDevice(store, better));
    return UploadDevice.page;
  }

  /** Whether some element shows every file: then the small indicator is not needed. */
  get shown(): boolean {
    return this.showing.size > 0;
  }

  /** Says that an element shows every file, or does no longer. */
  show(element: object, shows: boolean): void {
    if (shows) {
      this.showing.add(element);
    } else {
      this.showing.delete(element);
    }
    this.queue.dispatchEvent(new Event('change'));
  }

  /** An element that can ask the server for grants, until the signal aborts. */
  offer(grants: GrantSource, signal: AbortSignal): void {
    this.sources.add(grants);
    signal.addEventListener('abort', () => this.sources.delete(grants));
    this.queue.wake();
  }

  private obtainGrant(draft: RecordingDraft): Promise<Grant> {
    const source = Array.from(this.sources).at(-1);
    if (!source) {
      return Promise.reject(new Unreachable('nobody is signed in'));
    }
    // A page whose session has ended never answers.
    const late = new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Unreachable('no answer to the wish for a grant')), GRANT_TIMEOUT_MS);
    });
    return Promise.race([source(draft), late]);
  }
}
