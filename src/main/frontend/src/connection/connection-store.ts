import { open, request, transact } from '../base/database.js';

/** What a connected device knows of its connection. Without `token` it was cut off, and `owner` says by whom it was used. */
export interface KeptConnection {
  readonly owner: string;
  readonly name: string;
  readonly device: string;
  readonly token?: string;
  readonly maxUploadBytes?: number;
  readonly tags?: readonly string[];
  /** Origin of the installation; empty on its own page. */
  readonly server: string;
}

/** Where the connection is kept. The browser's is this one; an app has its own, behind the phone's lock. */
export interface ConnectionKeeper {
  read(): Promise<KeptConnection | undefined>;
  write(connection: KeptConnection | undefined): Promise<void>;
}

const STORE = 'connection';
const KEY = 'device';

/** Keeps the connection in IndexedDB, where the service worker finds it too. */
export class ConnectionStore implements ConnectionKeeper {
  private constructor(private readonly database: IDBDatabase) {}

  static async open(factory: IDBFactory = indexedDB): Promise<ConnectionStore> {
    return new ConnectionStore(await open(factory, 'ayka-connection', 1, (fresh) => fresh.createObjectStore(STORE)));
  }

  read(): Promise<KeptConnection | undefined> {
    return transact(this.database, [STORE], 'readonly', (store) =>
      request<KeptConnection | undefined>(store(STORE).get(KEY)),
    );
  }

  write(connection: KeptConnection | undefined): Promise<void> {
    return transact(this.database, [STORE], 'readwrite', async (store) => {
      await (connection ? request(store(STORE).put(connection, KEY)) : request(store(STORE).delete(KEY)));
    });
  }
}
