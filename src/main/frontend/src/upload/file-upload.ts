import { BackOff } from '../base/back-off.js';
import { Unreachable, type CaptureApi } from '../capture/protocol.js';
import { hashFile } from './file-hash.js';
import { sendFile, type UploadApi } from './file-sending.js';

export interface UploadProgress {
  readonly sentBytes: number;
  readonly totalBytes: number;
  /** Whether it waits for the connection to come back. */
  readonly waiting: boolean;
}

export interface FileUploadOptions {
  readonly progress: (progress: UploadProgress) => void;
  readonly signal: AbortSignal;
  readonly backOff?: () => BackOff;
  readonly parallel?: number;
}

/**
 * Sends one file without a queue around it, also where there is no page, as in a service worker. What has arrived when
 * it ends early stays: the next call with the same file goes on.
 */
export async function uploadFile(api: CaptureApi, file: File, options: FileUploadOptions): Promise<void> {
  const { signal, parallel = 3 } = options;
  const moving = new Map<number, number>();
  let storedBytes = 0;
  let partBytes = 0;
  const report = (waiting = false) => {
    const sentBytes = storedBytes + Array.from(moving.values()).reduce((sum, bytes) => sum + bytes, 0);
    options.progress({ sentBytes, totalBytes: file.size, waiting });
  };
  const sizeOf = (part: number) => Math.min(partBytes, file.size - (part - 1) * partBytes);
  const again = async <T>(work: (one: UploadApi) => Promise<T>, until: AbortSignal): Promise<T> => {
    for (const backOff = options.backOff?.() ?? new BackOff(); ; ) {
      until.throwIfAborted();
      try {
        return await work(api);
      } catch (failure) {
        if (!(failure instanceof Unreachable)) {
          throw failure;
        }
        report(true);
        await pause(backOff.next(failure.retryAfterMs), until);
      }
    }
  };
  await sendFile({
    file,
    name: file.name,
    hash: await hashFile(file, () => undefined, signal),
    signal,
    parallel,
    put: (url, headers, data) => api.put(url, headers, data),
    again,
    on: {
      plan: (plan) => {
        ({ partBytes } = plan);
        storedBytes = plan.stored.reduce((sum, part) => sum + sizeOf(part), 0);
        report();
      },
      moving: (part, bytes) => moving.set(part, bytes),
      stored: async (part) => {
        moving.delete(part);
        storedBytes += sizeOf(part);
        report();
      },
      finishing: () => report(),
    },
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
