import { sha256 } from '@noble/hashes/sha2.js';
import { sha256Hex } from '../base/sha256.js';

/** A file's parts are as large, unless it has more than a thousand of them. */
export const BLOCK_BYTES = 8 * 1024 * 1024;
/** What is hashed without letting anything else run; some milliseconds. */
const BITE_BYTES = 1024 * 1024;

/** By what a file is known again. */
export interface FileHash {
  /** Of the whole file. */
  readonly sha256: string;
  /** Of each block of {@link BLOCK_BYTES}; the last one may be shorter. */
  readonly blocks: readonly string[];
}

export type Hashing = (file: Blob, progress: (bytes: number) => void, signal: AbortSignal) => Promise<FileHash>;

/** Reads a file once, block by block; never holds more than one. */
export async function hashFile(file: Blob, progress: (bytes: number) => void, signal?: AbortSignal): Promise<FileHash> {
  const whole = sha256.create();
  const blocks: string[] = [];
  for (let from = 0; from < file.size; from += BLOCK_BYTES) {
    signal?.throwIfAborted();
    const block = await file.slice(from, Math.min(from + BLOCK_BYTES, file.size)).arrayBuffer();
    const ofBlock = sha256Hex(block); // by the browser, beside this thread
    for (let bite = 0; bite < block.byteLength; bite += BITE_BYTES) {
      whole.update(new Uint8Array(block, bite, Math.min(BITE_BYTES, block.byteLength - bite)));
      if (typeof document !== 'undefined') {
        await new Promise((resolve) => setTimeout(resolve)); // no worker here: the page stays alive
      }
    }
    blocks.push(await ofBlock);
    progress(Math.min(from + BLOCK_BYTES, file.size));
  }
  return { sha256: Array.from(whole.digest(), (byte) => byte.toString(16).padStart(2, '0')).join(''), blocks };
}

/** Hashes in a worker of its own, which ends with the file; where there are no workers, in small bites. */
export function hashingIn(worker: URL): Hashing {
  return (file, progress, signal) =>
    new Promise((resolve, reject) => {
      let thread: Worker;
      try {
        thread = new Worker(worker, { type: 'module' });
      } catch {
        hashFile(file, progress, signal).then(resolve, reject);
        return;
      }
      const end = () => {
        thread.terminate();
        signal.removeEventListener('abort', stopped);
      };
      const stopped = () => {
        end();
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', stopped);
      thread.onmessage = ({ data }: MessageEvent<WorkerNews>) => {
        if ('bytes' in data) {
          progress(data.bytes);
        } else {
          end();
          if ('hash' in data) {
            resolve(data.hash);
          } else {
            reject(new DOMException(data.failure, 'NotReadableError'));
          }
        }
      };
      thread.onerror = () => {
        end(); // it could not be loaded
        hashFile(file, progress, signal).then(resolve, reject);
      };
      thread.postMessage(file);
    });
}

export type WorkerNews = { bytes: number } | { hash: FileHash } | { failure: string };
