import { sha256Hex } from '../base/sha256.js';
import { BLOCK_BYTES } from './file-hash.js';
import { head } from './found.js';
import { kindOf } from './sound-kind.js';
import type { Upload } from './upload.js';
import type { Problem, SavedUpload, UploadStore } from './upload-store.js';

export interface Keeping {
  readonly store: UploadStore;
  /** Bytes that the browser would still keep. */
  readonly room: () => Promise<number>;
  /** Files up to this size are copied into the browser, so that they go on after a reload without anybody being asked. */
  readonly copyBytes: number;
}

/** Why a file is not worth sending; nobody has to wait for a server for that. */
export async function trouble(file: File, limit: number): Promise<Problem | undefined> {
  if (file.size === 0) {
    return 'empty';
  }
  if (file.size > limit) {
    return 'tooBig';
  }
  try {
    const kind = kindOf(await head(file));
    return kind === 'sound' || kind === 'unknown' ? undefined : kind;
  } catch {
    return 'gone';
  }
}

/**
 * Keeps a file, or leave to read it, for after a reload. @return false when there is no room, or the browser gives no
 * handle: then it is to be chosen again
 */
export async function keep(
  { saved, file, handle }: Upload,
  { store, room, copyBytes }: Keeping,
): Promise<boolean> {
  try {
    if (file && file.size <= copyBytes && (await room()) > 4 * file.size) {
      await store.keep({ id: saved.id, copy: file.slice() });
      return true;
    }
    if (handle) {
      await store.keep({ id: saved.id, handle });
    }
    return handle !== undefined;
  } catch {
    return false;
  }
}

/** By size and, where something of it has arrived, by what that was. */
export async function isSame(saved: SavedUpload, file: File): Promise<boolean> {
  if (file.size !== saved.bytes) {
    return false;
  }
  const blocks = saved.hash?.blocks ?? [];
  const sent = Math.ceil(saved.storedBytes / BLOCK_BYTES);
  for (const [index, block] of blocks.slice(0, sent + 1).entries()) {
    const bytes = await file.slice(index * BLOCK_BYTES, Math.min((index + 1) * BLOCK_BYTES, file.size)).arrayBuffer();
    if ((await sha256Hex(bytes)) !== block) {
      return false;
    }
  }
  return true;
}
