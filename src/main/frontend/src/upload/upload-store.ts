import { open, request, transact } from '../base/database.js';
import type { ConsentNote, Grant, KnownFile } from '../capture/protocol.js';
import type { FileHash } from './file-hash.js';

/** Why a file does not go on by itself. */
export type Problem =
  | 'empty'
  | 'tooBig'
  | 'picture'
  | 'document'
  | 'archive'
  | 'text'
  | 'program'
  | 'changed'
  | 'gone'
  | 'otherFile'
  | 'deleted'
  | 'refused'
  | 'failed';

/** A file on its way, as it outlives a reload. */
export interface SavedUpload {
  readonly id: string;
  /** Opaque id of the account; another account on the same browser does not see it. */
  readonly owner: string;
  /** The recording that the file becomes. */
  readonly recording: string;
  readonly name: string;
  /** What the recording is to be called, where that is not the file's name. */
  readonly title?: string;
  readonly bytes: number;
  readonly lastModified: number;
  readonly type: string;
  readonly consent: ConsentNote;
  readonly addedAt: number;
  readonly paused: boolean;
  /** Whether it is settled that it is sent, though the same file may be there. */
  readonly settled: boolean;
  readonly storedBytes: number;
  readonly hash?: FileHash;
  readonly grant?: Grant;
  readonly known?: KnownFile;
  readonly problem?: Problem;
  /** The server's words, where it refused. */
  readonly reason?: string;
}

/** Where the bytes of a file come from after a reload: a copy, or leave to read it that a person gives again. */
export interface KeptFile {
  readonly id: string;
  readonly copy?: Blob;
  readonly handle?: FileSystemFileHandle;
}

const ROWS = 'rows';
const FILES = 'files';

/** Uploads of this browser that have not arrived. */
export class UploadStore {
  private constructor(private readonly database: IDBDatabase) {}

  static async open(factory: IDBFactory = indexedDB): Promise<UploadStore> {
    return new UploadStore(
      await open(factory, 'ayka-uploads', 1, (database) => {
        database.createObjectStore(ROWS, { keyPath: 'id' });
        database.createObjectStore(FILES, { keyPath: 'id' });
      }),
    );
  }

  async all(): Promise<SavedUpload[]> {
    const rows = await transact(this.database, [ROWS], 'readonly', (store) => request<SavedUpload[]>(store(ROWS).getAll()));
    // files that came together have one moment
    return rows.sort((one, other) => one.addedAt - other.addedAt || one.name.localeCompare(other.name));
  }

  find(id: string): Promise<SavedUpload | undefined> {
    return transact(this.database, [ROWS], 'readonly', (store) => request<SavedUpload | undefined>(store(ROWS).get(id)));
  }

  async save(row: SavedUpload): Promise<void> {
    await transact(this.database, [ROWS], 'readwrite', (store) => request(store(ROWS).put(row)));
  }

  /** Both at once, so that there is no row that nobody can read. */
  async add(row: SavedUpload, file: KeptFile): Promise<void> {
    await transact(this.database, [ROWS, FILES], 'readwrite', async (store) => {
      await request(store(FILES).put(file));
      await request(store(ROWS).put(row));
    });
  }

  /** All that is one account's, or nobody's, becomes another's. */
  async give(from: string, to: string): Promise<void> {
    await transact(this.database, [ROWS], 'readwrite', async (store) => {
      for (const row of await request<SavedUpload[]>(store(ROWS).getAll())) {
        if (row.owner === from) {
          await request(store(ROWS).put({ ...row, owner: to }));
        }
      }
    });
  }

  async keep(file: KeptFile): Promise<void> {
    await transact(this.database, [FILES], 'readwrite', (store) => request(store(FILES).put(file)));
  }

  kept(id: string): Promise<KeptFile | undefined> {
    return transact(this.database, [FILES], 'readonly', (store) => request<KeptFile | undefined>(store(FILES).get(id)));
  }

  async remove(id: string): Promise<void> {
    await transact(this.database, [ROWS, FILES], 'readwrite', async (store) => {
      await request(store(ROWS).delete(id));
      await request(store(FILES).delete(id));
    });
  }
}
