import type { ConnectionKeeper, KeptConnection } from '#page/connection/connection-store.js';

/** The phone's safe for small secrets: Keychain, or a file encrypted with a key of the Android Keystore. */
export interface Safe {
  get(key: string): Promise<unknown>;
  set(key: string, data: string): Promise<void>;
  remove(key: string): Promise<unknown>;
}

const KEY = 'connection';

/**
 * Keeps the device's token in the phone's safe. A connection belongs to one server: of another one nothing is told, so
 * that a token is never sent to the wrong place.
 */
export class SafeKeeper implements ConnectionKeeper {
  constructor(
    private readonly safe: Safe,
    private readonly server: string,
  ) {}

  async read(): Promise<KeptConnection | undefined> {
    const kept = await this.safe.get(KEY);
    if (typeof kept !== 'string') {
      return undefined;
    }
    try {
      const connection = JSON.parse(kept) as KeptConnection;
      return connection.server === this.server ? connection : undefined;
    } catch {
      return undefined; // unreadable: the phone is connected anew
    }
  }

  async write(connection: KeptConnection | undefined): Promise<void> {
    await (connection ? this.safe.set(KEY, JSON.stringify(connection)) : this.safe.remove(KEY));
  }
}
