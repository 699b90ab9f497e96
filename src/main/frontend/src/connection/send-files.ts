import { Unreachable } from '../capture/protocol.js';
import { isGoing } from '../upload/upload.js';
import type { UploadQueue } from '../upload/upload-queue.js';

/**
 * Sends the files of an account that can be sent now, where no page does it; what asks for a person waits for a page.
 *
 * @throws when something is left that another try may bring
 */
export async function sendFiles(queue: UploadQueue, owner: string, signal: AbortSignal): Promise<void> {
  try {
    await queue.signIn(owner);
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        const going = queue.views.filter((one) => isGoing(one.stage));
        if (going.length === 0) {
          resolve();
        } else if (signal.aborted || going.every((one) => one.waiting)) {
          reject(new Unreachable('files are left'));
        }
      };
      queue.addEventListener('change', look);
      signal.addEventListener('abort', look);
      look();
    });
  } finally {
    queue.leave();
  }
}
