import { ChunkStore } from '../capture/chunk-store.js';
import { TabLock } from '../capture/tab-lock.js';
import { Uploader } from '../capture/uploader.js';
import { SharedFiles } from '../upload/shared-files.js';
import type { Connection } from './connection.js';
import { FileSender } from './file-sender.js';

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
    const files = await SharedFiles.open();
    await new FileSender(files, connection, { progress: () => undefined, changed: () => undefined }).run(
      AbortSignal.timeout(LONGEST_MS),
    );
  } finally {
    store.close();
    lock.release();
    connection.close();
  }
}
