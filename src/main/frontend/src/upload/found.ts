import { HEAD_BYTES } from './sound-kind.js';

/** A file that somebody brought; the handle, where the browser gives one, lets it be read again after a reload. */
export interface Found {
  readonly file: File;
  readonly handle?: FileSystemFileHandle;
  /** Whether it lay in a folder: then only sound is taken. */
  readonly inFolder: boolean;
}

/** Its first bytes, which tell what it is. */
export async function head(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
}
