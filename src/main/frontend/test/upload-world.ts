import { BackOff } from '../src/base/back-off.js';
import { BLOCK_BYTES, type Hashing } from '../src/upload/file-hash.js';
import type { Found } from '../src/upload/found.js';
import type { UploadView } from '../src/upload/upload.js';
import { UploadQueue, type QueuePorts } from '../src/upload/upload-queue.js';
import { UploadStore } from '../src/upload/upload-store.js';
import { sum, type FakeUploads } from './fake-uploads.js';
import { aDevice } from './support.js';

export const MB = 1024 * 1024;
export const nobody = { agreed: false, people: '' };

/** Sound by its first bytes; the letter makes one differ from another. */
export function bytesOf(size: number, letter = 7): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size).fill(letter);
  bytes.set(new TextEncoder().encode('fLaC'));
  return bytes;
}

export function aFile(name: string, size: number, letter?: number): Found {
  return { file: new File([bytesOf(size, letter)], name, { lastModified: 1_700_000_000_000 }), inFolder: false };
}

/** As {@link hashFile} does, in less time. */
export const quickly: Hashing = async (file) => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const blocks = Array.from({ length: Math.ceil(bytes.length / BLOCK_BYTES) }, (_, index) =>
    sum(bytes.subarray(index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES)),
  );
  return { sha256: sum(bytes), blocks };
};

export class Browser {
  readonly factory = aDevice();
  readonly held = new Set<string>();
  now = 0;
  room = 100_000 * MB;

  async tab(server: FakeUploads, owner = 'anna', more: Partial<QueuePorts> = {}): Promise<UploadQueue> {
    const store = await UploadStore.open(this.factory);
    const queue = new UploadQueue(
      {
        store,
        api: server.api,
        put: server.put,
        hash: quickly,
        backOff: () => new BackOff(1, 2),
        newId: () => crypto.randomUUID(),
        lock: (name) => this.lock(name),
        now: () => (this.now += 100),
        room: async () => this.room,
        copyBytes: 200 * MB,
        ...more,
      },
      server.grant,
    );
    await queue.signIn(owner);
    return queue;
  }

  /** Locks of a tab that is gone are free. */
  closeTabs(): void {
    this.held.clear();
  }

  private lock(name: string) {
    return {
      acquire: async (patience = 0) => {
        while (this.held.has(name)) {
          if (patience === 0) {
            return false;
          }
          await new Promise((resolve) => setTimeout(resolve, 2));
        }
        this.held.add(name);
        return true;
      },
      release: () => void this.held.delete(name),
    };
  }
}

export async function until(queue: UploadQueue, holds: (rows: readonly UploadView[]) => boolean): Promise<readonly UploadView[]> {
  for (let turn = 0; turn < 3_000; turn++) {
    if (holds(queue.views)) {
      return queue.views;
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error(`never: ${JSON.stringify(queue.views)}`);
}

export const stages = (rows: readonly UploadView[]) => rows.map((row) => row.stage);
export const allDone = (rows: readonly UploadView[]) => rows.length > 0 && rows.every((row) => row.stage === 'done');

/** As if the page were gone: nothing of it runs any more. */
export function close(queue: UploadQueue, server: FakeUploads): void {
  server.fault = () => 'before';
  (queue as unknown as { uploads: { stop?: AbortController }[] }).uploads.forEach((one) => one.stop?.abort());
}
