import { ChunkStore } from '../capture/chunk-store.js';
import { TabLock } from '../capture/tab-lock.js';
import { Uploader } from '../capture/uploader.js';
import { browserPorts } from '../upload/browser-ports.js';
import { UploadQueue } from '../upload/upload-queue.js';
import { UploadStore } from '../upload/upload-store.js';
import type { Connection } from './connection.js';
import { sendFiles } from './send-files.js';

/** A browser ends a worker that takes much longer. */
const LONGEST_MS = 150_000;

/**
 * Sends all that this device can send now, without a page. Does nothing while a page does it.
 *
 * @throws when something is left that another try may bring
 */
export async function sendOnce(connection: Connection): Promise<void> {
  const lock = new TabLock('ayka-uploader');
  await connection.read();
  if (connection.state !== 'connected' || !(await lock.acquire())) {
    return;
  }
  const store = await ChunkStore.open();
  try {
    await new Uploader(store, { grants: (draft, owner) => connection.grant(draft, owner) }).sync();
    const { owner, maxUploadBytes } = connection;
    if (owner) {
      const ports = browserPorts(await UploadStore.open());
      const queue = new UploadQueue(ports, (draft) => connection.grant(draft, owner, 'UPLOAD'));
      queue.limit = maxUploadBytes;
      await sendFiles(queue, owner, AbortSignal.timeout(LONGEST_MS));
    }
  } finally {
    store.close();
    lock.release();
    connection.close();
  }
}
