import { BackOff } from '../base/back-off.js';
import { CaptureApi } from '../capture/protocol.js';
import { TabLock } from '../capture/tab-lock.js';
import { hashFile } from './file-hash.js';
import { putByFetch } from './put.js';
import type { QueuePorts } from './upload-queue.js';
import type { UploadStore } from './upload-store.js';

/** Larger files are read from where they lie, if the browser gives leave. */
const COPY_BYTES = 200 * 1024 * 1024;

/** What every browser has, in a page and in a worker; a page knows better ways for some of it. */
export function browserPorts(store: UploadStore, better: Partial<QueuePorts> = {}): QueuePorts {
  return {
    store,
    api: (grant) => new CaptureApi(grant),
    put: putByFetch,
    hash: hashFile,
    backOff: () => new BackOff(),
    newId: () => crypto.randomUUID(),
    lock: (name) => new TabLock(name),
    now: () => performance.now(),
    copyBytes: COPY_BYTES,
    room: async () => {
      const { quota = 0, usage = 0 } = await navigator.storage.estimate();
      return quota - usage;
    },
    ...better,
  };
}
