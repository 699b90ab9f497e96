import { newRow } from './upload.js';
import type { SavedUpload, UploadStore } from './upload-store.js';

/** Owner of what came before anybody had connected this device. */
export const NOBODY = 'nobody';

/**
 * Keeps a file that another app has shared, or that came while nobody is connected, for the queue; durable when it
 * resolves. Rejects when there is no room for it.
 */
export async function keepShared(store: UploadStore, file: File, owner = NOBODY, title = ''): Promise<SavedUpload> {
  const named = new File([file], file.name || 'sound', { type: file.type, lastModified: file.lastModified });
  const row = { ...newRow(named, owner, () => crypto.randomUUID()), title: title.trim() || spoken(named.name) };
  await store.add(row, { id: row.id, copy: file });
  return row;
}

/** A file's name as a title: `New_Recording 7.m4a` is `New Recording 7`. */
function spoken(name: string): string {
  return name.replace(/\.[^.]{1,5}$/, '').replace(/_+/g, ' ').trim() || name;
}
