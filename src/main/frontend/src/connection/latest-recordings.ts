import type { Connection } from './connection.js';
import type { ListedRecording } from './device-api.js';

const KEY = 'ayka-latest';
const BUSY_MS = 9_000;
const CALM_MS = 60_000;

interface Kept {
  readonly owner: string;
  readonly list: readonly ListedRecording[];
}

/** The latest recordings of the account, as they were when the server was last asked; also without a network. */
export class LatestRecordings {
  list: readonly ListedRecording[] = [];

  private askedAt = 0;

  constructor(
    private readonly connection: Connection,
    private readonly changed: () => void,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = localStorage,
    private readonly now: () => number = () => Date.now(),
  ) {
    const kept = this.remembered();
    if (kept?.owner === connection.owner) {
      this.list = kept?.list ?? [];
    }
  }

  /** Asks often while something is being worked on, seldom else. */
  async readIfDue(): Promise<void> {
    const busy = this.list.some(({ state }) => state === 'capturing' || state === 'queued' || state === 'running');
    if (this.now() - this.askedAt >= (busy ? BUSY_MS : CALM_MS)) {
      await this.read();
    }
  }

  async read(): Promise<void> {
    const { owner, state } = this.connection;
    if (state !== 'connected' || owner === undefined) {
      return;
    }
    this.askedAt = this.now();
    this.list = await this.connection.recordings();
    try {
      this.storage.setItem(KEY, JSON.stringify({ owner, list: this.list } satisfies Kept));
    } catch {
      // no room: the list is there as long as the page
    }
    this.changed();
  }

  /** The next turn asks, however long ago the last one was. */
  forgetWhen(): void {
    this.askedAt = 0;
  }

  /** Nobody who takes up the device later is to read these titles. */
  forget(): void {
    this.list = [];
    this.storage.removeItem(KEY);
    this.changed();
  }

  private remembered(): Kept | undefined {
    try {
      return JSON.parse(this.storage.getItem(KEY) ?? 'null') as Kept | undefined;
    } catch {
      return undefined;
    }
  }
}
