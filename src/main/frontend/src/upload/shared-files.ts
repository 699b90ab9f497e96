import { open, request, transact } from '../base/database.js';

/** A file that waits on this device to be sent. */
export interface SharedFile {
  /** Also the id of the recording that it becomes. */
  readonly id: string;
  /** The account that it is sent for; absent until somebody said so. */
  readonly owner?: string;
  readonly name: string;
  readonly type: string;
  readonly title: string;
  readonly bytes: number;
  /** ISO time of the device's clock when it came. */
  readonly since: string;
  /** The server's no, in words; it waits for a person. */
  readonly refusal?: string;
}

const FILES = 'files';
const CONTENT = 'content';

/** Files that other apps shared with AYKA, or that were opened with it, until the server has all of them. */
export class SharedFiles {
  private constructor(private readonly database: IDBDatabase) {}

  static async open(factory: IDBFactory = indexedDB): Promise<SharedFiles> {
    const database = await open(factory, 'ayka-shared', 1, (fresh) => {
      fresh.createObjectStore(FILES, { keyPath: 'id' });
      fresh.createObjectStore(CONTENT);
    });
    return new SharedFiles(database);
  }

  /** Keeps a file; durable when it resolves. */
  async add(file: File, title = '', owner?: string): Promise<SharedFile> {
    const kept: SharedFile = {
      id: crypto.randomUUID(),
      name: file.name || 'sound',
      type: file.type,
      title: title.trim() || withoutEnding(file.name),
      bytes: file.size,
      since: new Date().toISOString(),
      ...(owner ? { owner } : {}),
    };
    await transact(this.database, [FILES, CONTENT], 'readwrite', async (store) => {
      await request(store(CONTENT).add(file, kept.id));
      await request(store(FILES).add(kept));
    });
    return kept;
  }

  /** The first that came first. */
  async all(): Promise<SharedFile[]> {
    const all = await transact(this.database, [FILES], 'readonly', (store) =>
      request<SharedFile[]>(store(FILES).getAll()),
    );
    return all.sort((a, b) => a.since.localeCompare(b.since));
  }

  content(id: string): Promise<File | undefined> {
    return transact(this.database, [CONTENT], 'readonly', (store) => request<File | undefined>(store(CONTENT).get(id)));
  }

  update(id: string, change: (old: SharedFile) => SharedFile): Promise<void> {
    return transact(this.database, [FILES], 'readwrite', async (store) => {
      const old = await request<SharedFile | undefined>(store(FILES).get(id));
      if (old) {
        await request(store(FILES).put(change(old)));
      }
    });
  }

  forget(id: string): Promise<void> {
    return transact(this.database, [FILES, CONTENT], 'readwrite', async (store) => {
      await request(store(FILES).delete(id));
      await request(store(CONTENT).delete(id));
    });
  }
}

function withoutEnding(name: string): string {
  return name.replace(/\.[^.]{1,5}$/, '').replace(/[_]+/g, ' ').trim();
}
