import { BackOff } from '../base/back-off.js';
import { sha256Hex } from '../base/sha256.js';
import { Unreachable, type CaptureApi } from '../capture/protocol.js';

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
 * Sends one file as numbered parts straight into the object store. A part that fails is sent again with a fresh
 * address; a refusal or the signal ends it, and then the server is asked to throw away what had arrived.
 */
export async function uploadFile(api: CaptureApi, file: File, options: FileUploadOptions): Promise<void> {
  const makeBackOff = options.backOff ?? (() => new BackOff());
  const again = <T>(work: () => Promise<T>) => persist(work, makeBackOff(), options.signal, report);
  let sentBytes = 0;
  function report(waiting: boolean): void {
    options.progress({ sentBytes, totalBytes: file.size, waiting });
  }
  try {
    const plan = await again(() =>
      api.openUpload({ fileName: file.name, contentType: file.type || 'application/octet-stream', bytes: file.size }),
    );
    const todo = Array.from({ length: plan.parts }, (_, index) => index + 1).filter((part) => !plan.stored.includes(part));
    const sizeOf = (part: number) => Math.min(plan.partBytes, file.size - (part - 1) * plan.partBytes);
    sentBytes = plan.stored.reduce((sum, part) => sum + sizeOf(part), 0);
    report(false);
    const send = async () => {
      for (let part = todo.shift(); part !== undefined; part = todo.shift()) {
        const number = part;
        const from = (number - 1) * plan.partBytes;
        const bytes = await file.slice(from, from + sizeOf(number)).arrayBuffer();
        const sha256 = await sha256Hex(bytes);
        await again(async () => {
          const [ticket] = await api.uploadParts([{ number, sha256 }]);
          if (!ticket) {
            throw new Unreachable('no address for a part');
          }
          await api.put(ticket.url, ticket.headers, bytes);
        });
        sentBytes += sizeOf(number);
        report(false);
      }
    };
    await Promise.all(Array.from({ length: options.parallel ?? 3 }, send));
    await again(() => api.completeUpload());
  } catch (failure) {
    await api.abortUpload().catch(() => undefined); // the server's own cleaning finds it later
    throw failure;
  }
}

async function persist<T>(
  work: () => Promise<T>,
  backOff: BackOff,
  signal: AbortSignal,
  report: (waiting: boolean) => void,
): Promise<T> {
  for (;;) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (failure) {
      if (!(failure instanceof Unreachable)) {
        throw failure;
      }
      report(true);
      await pause(backOff.next(failure.retryAfterMs), signal);
    }
  }
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
