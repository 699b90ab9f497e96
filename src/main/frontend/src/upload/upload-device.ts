import { BackOff } from '../base/back-off.js';
import { CaptureApi, Unreachable, type Grant, type RecordingDraft } from '../capture/protocol.js';
import { TabLock } from '../capture/tab-lock.js';
import type { GrantSource } from '../capture/uploader.js';
import { hashingIn } from './file-hash.js';
import { put } from './put.js';
import { UploadQueue } from './upload-queue.js';
import { UploadStore } from './upload-store.js';

const GRANT_TIMEOUT_MS = 20_000;

/** The page's one queue: elements come and go, files go on. */
export class UploadDevice {
  private static page: Promise<UploadDevice> | undefined;
  private static worker = new URL('hash-worker.js', location.href);

  readonly queue: UploadQueue;
  private readonly showing = new Set<object>();
  private readonly sources = new Set<GrantSource>();

  private constructor(store: UploadStore) {
    this.queue = new UploadQueue(
      {
        store,
        api: (grant) => new CaptureApi(grant),
        put,
        hash: hashingIn(UploadDevice.worker),
        backOff: () => new BackOff(),
        newId: () => crypto.randomUUID(),
        lock: (name) => new TabLock(name),
        now: () => performance.now(),
        room: async () => {
          const { quota = 0, usage = 0 } = await navigator.storage.estimate();
          return quota - usage;
        },
      },
      (draft) => this.obtainGrant(draft),
    );
    addEventListener('online', () => this.queue.wake());
    addEventListener('beforeunload', (event) => {
      if (this.queue.losesFiles) {
        event.preventDefault();
      }
    });
  }

  /** @param worker where the script of the hashing worker is; of interest to the first who asks */
  static get(worker?: URL): Promise<UploadDevice> {
    UploadDevice.worker = worker ?? UploadDevice.worker;
    UploadDevice.page ??= UploadStore.open().then((store) => new UploadDevice(store));
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
