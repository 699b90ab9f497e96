import { sha256Hex } from '../base/sha256.js';
import { Refused, Unreachable, type CaptureApi, type UploadPlan } from '../capture/protocol.js';
import { BLOCK_BYTES, type FileHash } from './file-hash.js';
import type { Put } from './put.js';

/** The file on the disk is not the one any more that was begun with. */
export class FileChanged extends Error {
  override name = 'FileChanged';

  constructor(
    message: string,
    /** Whether it never was: what has arrived came from another one. */
    readonly other = false,
  ) {
    super(message);
  }
}

/** What of the protocol one file needs. */
export type UploadApi = Pick<CaptureApi, 'openUpload' | 'uploadParts' | 'completeUpload' | 'abortUpload' | 'knownFile'>;

export interface Sending {
  readonly file: File;
  /** As it was announced first; the file may have been renamed since. */
  readonly name: string;
  readonly hash: FileHash;
  readonly signal: AbortSignal;
  readonly put: Put;
  readonly parallel?: number;
  /** Does it again until it works, or until it is refused. */
  readonly again: <T>(work: (api: UploadApi) => Promise<T>, signal: AbortSignal) => Promise<T>;
  readonly on: {
    plan(plan: UploadPlan): void;
    /** Bytes of a part that have left the device; zero when it is sent again. */
    moving(part: number, bytes: number): void;
    stored(part: number): Promise<void>;
    finishing(): void;
  };
}

const MOST_ROUNDS = 5;

/**
 * Sends what the store does not have of a file, in numbered parts, and ends the upload. Holds as many parts in memory as
 * go at the same time. Throws {@link FileChanged}, what reading the file throws, or {@link Refused}; what has arrived
 * stays where it is.
 */
export async function sendFile(sending: Sending): Promise<void> {
  const { file, hash, on } = sending;
  for (let round = 1; ; round++) {
    try {
      const announced = { fileName: sending.name, contentType: file.type || 'application/octet-stream', bytes: file.size };
      const plan = await sending.again(
        (api) => api.openUpload({ ...announced, sha256: hash.sha256 }),
        sending.signal,
      );
      requireSame(plan, hash);
      on.plan(plan);
      await sendParts(sending, plan);
      on.finishing();
      await sending.again((api) => api.completeUpload(), sending.signal);
      return;
    } catch (failure) {
      const kind = failure instanceof Refused ? failure.kind : '';
      if (kind === 'sealed') {
        return; // it had been completed, and the answer was lost
      }
      if (kind === 'file-changed' || kind === 'upload-differs') {
        throw new FileChanged(kind, kind === 'upload-differs');
      }
      if (kind !== 'parts-missing' || round === MOST_ROUNDS) {
        throw failure;
      }
    }
  }
}

/** What had arrived came from this very file. */
function requireSame(plan: UploadPlan, hash: FileHash): void {
  if (plan.partBytes === BLOCK_BYTES) {
    for (const part of plan.stored) {
      const there = plan.checksums?.[part];
      if (there && there !== hash.blocks[part - 1]) {
        throw new FileChanged(`part ${part} differs`, true);
      }
    }
  }
}

async function sendParts(sending: Sending, plan: UploadPlan): Promise<void> {
  const stored = new Set(plan.stored);
  const todo = Array.from({ length: plan.parts }, (_, index) => index + 1).filter((part) => !stored.has(part));
  const all = new AbortController();
  const { signal } = all;
  const stop = () => all.abort(sending.signal.reason);
  sending.signal.addEventListener('abort', stop);
  if (sending.signal.aborted) {
    stop(); // while it was announced
  }
  const worker = async () => {
    for (let part = todo.shift(); part !== undefined; part = todo.shift()) {
      await sendPart(sending, plan, part, signal);
    }
  };
  try {
    await Promise.all(Array.from({ length: sending.parallel ?? 3 }, worker));
  } catch (failure) {
    todo.length = 0;
    all.abort(failure); // the other parts need not arrive
    throw failure;
  } finally {
    sending.signal.removeEventListener('abort', stop);
  }
}

async function sendPart(sending: Sending, plan: UploadPlan, part: number, signal: AbortSignal): Promise<void> {
  const { file, hash, on } = sending;
  const from = (part - 1) * plan.partBytes;
  signal.throwIfAborted();
  const bytes = await file.slice(from, Math.min(from + plan.partBytes, file.size)).arrayBuffer();
  const sha256 = await sha256Hex(bytes);
  if (plan.partBytes === BLOCK_BYTES && sha256 !== hash.blocks[part - 1]) {
    throw new FileChanged(`part ${part} differs`);
  }
  await sending.again(async (api) => {
    on.moving(part, 0);
    const [ticket] = await api.uploadParts([{ number: part, sha256 }]);
    if (!ticket) {
      throw new Unreachable('no address for a part');
    }
    await sending.put(ticket.url, ticket.headers, bytes, { signal, progress: (sent) => on.moving(part, sent) });
  }, signal);
  await on.stored(part);
}
