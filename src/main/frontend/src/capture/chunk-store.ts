import { below, open, request, transact } from './database.js';
import type { ConsentNote, Gap, Grant } from './protocol.js';

/**
 * `capturing`: a tab records it, or did when it died. `ended`: the device has all its sound. `sealed`: so has the
 * server. A recording leaves the device when the server has decoded every take.
 */
export type Phase = 'capturing' | 'ended' | 'sealed';

export interface LocalRecording {
  readonly id: string;
  /** Opaque id of the account; another account on the same browser does not see the recording. */
  readonly owner: string;
  readonly title: string;
  readonly consent: ConsentNote;
  readonly recordedAt: string;
  readonly phase: Phase;
  /** A person finished it; should the page die before the phase says so, it is not to be gone on with. */
  readonly finishing?: boolean;
  readonly grant?: Grant;
  /** Whether the server knows the present title and consent. */
  readonly described: boolean;
  /** What the server says is missing, after it refused to seal. */
  readonly refusedGaps?: readonly Gap[];
  /** Set when a person decided to finish without the missing sound. */
  readonly acceptGaps?: { readonly cause: string };
}

export interface LocalTake {
  readonly recording: string;
  readonly take: number;
  readonly mimeType: string;
  readonly startOffsetMs: number;
  readonly deviceClock: string;
  /** Whether the server knows the take. */
  readonly opened: boolean;
  readonly ended?: { readonly chunks: number; readonly capturedMs: number };
  /** Whether the recorder was paused when it was last heard of. */
  readonly paused: boolean;
  /** Whether a crash or a reload ended it, not a person. */
  readonly cut?: boolean;
  readonly lostBefore?: { readonly lengthMs: number; readonly cause: string };
}

export interface LocalChunk {
  readonly recording: string;
  readonly take: number;
  readonly number: number;
  readonly startMs: number;
  readonly durationMs: number;
  /** ISO time of the device's clock when the chunk's last sound was heard. */
  readonly heardAt: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly state: 'captured' | 'stored';
  /** Whether the bytes are still on this device. */
  readonly here: boolean;
}

/** The device has no room for one more chunk, even without what the server already stores. */
export class DeviceFull extends Error {
  override name = 'DeviceFull';
}

const RECORDINGS = 'recordings';
const TAKES = 'takes';
const CHUNKS = 'chunks';
const SOUND = 'sound';
const ALL = [RECORDINGS, TAKES, CHUNKS, SOUND] as const;

/**
 * Sound on the device. A chunk's bytes and their description are written in one durable transaction. Bytes go away
 * only when the server has decoded their take, or when room is short and the server has stored them.
 */
export class ChunkStore {
  protected constructor(
    private database: IDBDatabase,
    private readonly reopen: () => Promise<IDBDatabase>,
  ) {}

  static async open(factory: IDBFactory = indexedDB, name = 'ayka-capture'): Promise<ChunkStore> {
    const connect = () =>
      open(factory, name, 1, (database) => {
        database.createObjectStore(RECORDINGS, { keyPath: 'id' });
        database.createObjectStore(TAKES, { keyPath: ['recording', 'take'] });
        database.createObjectStore(CHUNKS, { keyPath: ['recording', 'take', 'number'] });
        database.createObjectStore(SOUND);
      });
    return new this(await connect(), connect);
  }

  close(): void {
    this.database.close();
  }

  addRecording(recording: LocalRecording): Promise<void> {
    return this.run([RECORDINGS], 'readwrite', async (store) => {
      await request(store(RECORDINGS).add(recording));
    });
  }

  recordings(): Promise<LocalRecording[]> {
    return this.run([RECORDINGS], 'readonly', (store) =>
      request<LocalRecording[]>(store(RECORDINGS).getAll()),
    );
  }

  recording(id: string): Promise<LocalRecording | undefined> {
    return this.run([RECORDINGS], 'readonly', (store) =>
      request<LocalRecording | undefined>(store(RECORDINGS).get(id)),
    );
  }

  /** Changes a recording; answers the new one, or undefined when it has left the device. */
  updateRecording(id: string, change: (old: LocalRecording) => LocalRecording): Promise<LocalRecording | undefined> {
    return this.run([RECORDINGS], 'readwrite', async (store) => {
      const old = await request<LocalRecording | undefined>(store(RECORDINGS).get(id));
      const next = old && change(old);
      if (next && next !== old) {
        await request(store(RECORDINGS).put(next));
      }
      return next;
    });
  }

  addTake(take: LocalTake): Promise<void> {
    return this.run([TAKES], 'readwrite', async (store) => {
      await request(store(TAKES).add(take));
    });
  }

  /** A recording's takes in ascending order. */
  takes(recording: string): Promise<LocalTake[]> {
    return this.run([TAKES], 'readonly', (store) =>
      request<LocalTake[]>(store(TAKES).getAll(below(recording))),
    );
  }

  updateTake(recording: string, take: number, change: (old: LocalTake) => LocalTake): Promise<void> {
    return this.run([TAKES], 'readwrite', async (store) => {
      const old = await request<LocalTake | undefined>(store(TAKES).get([recording, take]));
      if (old) {
        await request(store(TAKES).put(change(old)));
      }
    });
  }

  /**
   * Keeps one chunk. When room is short, bytes that the server stores make place first.
   *
   * @throws DeviceFull when that was not enough; nothing was written then
   */
  async addChunk(chunk: Omit<LocalChunk, 'state' | 'here'>, sound: ArrayBuffer): Promise<void> {
    for (;;) {
      try {
        return await this.writeChunk({ ...chunk, state: 'captured', here: true }, sound);
      } catch (failure) {
        if (!isQuota(failure)) {
          throw failure;
        }
        if ((await this.freeStored(sound.byteLength * 4)) === 0) {
          throw new DeviceFull('no room on this device');
        }
      }
    }
  }

  /** Descriptions of a recording's chunks, ascending by take and number. */
  chunks(recording: string, take?: number): Promise<LocalChunk[]> {
    const range = take === undefined ? below(recording) : below(recording, take);
    return this.run([CHUNKS], 'readonly', (store) => request<LocalChunk[]>(store(CHUNKS).getAll(range)));
  }

  /** A chunk's bytes, or undefined when they have left the device. */
  sound(chunk: Pick<LocalChunk, 'recording' | 'take' | 'number'>): Promise<ArrayBuffer | undefined> {
    return this.run([SOUND], 'readonly', (store) =>
      request<ArrayBuffer | undefined>(store(SOUND).get([chunk.recording, chunk.take, chunk.number])),
    );
  }

  /** The server has checked these chunks in its store. */
  markStored(recording: string, take: number, numbers: readonly number[]): Promise<void> {
    return this.markChunks(recording, take, numbers, 'stored');
  }

  /** The server does not have these chunks after all: they are to be sent again. */
  markMissing(recording: string, take: number, numbers: readonly number[]): Promise<void> {
    return this.markChunks(recording, take, numbers, 'captured');
  }

  /** The server has decoded the whole take: its bytes leave the device, its description stays with the recording. */
  forgetSound(recording: string, take: number): Promise<void> {
    return this.run([CHUNKS, SOUND], 'readwrite', async (store) => {
      await request(store(SOUND).delete(below(recording, take)));
      for (const chunk of await request<LocalChunk[]>(store(CHUNKS).getAll(below(recording, take)))) {
        await request(store(CHUNKS).put({ ...chunk, state: 'stored', here: false }));
      }
    });
  }

  /** Removes a recording and everything of it: all of it is decoded, or a person threw it away. */
  forgetRecording(id: string): Promise<void> {
    return this.run(ALL, 'readwrite', async (store) => {
      await request(store(RECORDINGS).delete(id));
      for (const name of [TAKES, CHUNKS, SOUND]) {
        await request(store(name).delete(below(id)));
      }
    });
  }

  /** Lets go of stored chunks' bytes, oldest recording first, until `wanted` bytes are free. Answers bytes freed. */
  async freeStored(wanted: number): Promise<number> {
    const recordings = (await this.recordings()).sort((a, b) => a.recordedAt.localeCompare(b.recordedAt));
    return this.run([CHUNKS, SOUND], 'readwrite', async (store) => {
      let freed = 0;
      for (const { id } of recordings) {
        for (const chunk of await request<LocalChunk[]>(store(CHUNKS).getAll(below(id)))) {
          if (freed >= wanted) {
            return freed;
          }
          if (chunk.state === 'stored' && chunk.here) {
            await request(store(SOUND).delete([chunk.recording, chunk.take, chunk.number]));
            await request(store(CHUNKS).put({ ...chunk, here: false }));
            freed += chunk.bytes;
          }
        }
      }
      return freed;
    });
  }

  private async run<T>(
    stores: readonly string[],
    mode: 'readonly' | 'readwrite',
    body: (store: (name: string) => IDBObjectStore) => Promise<T>,
  ): Promise<T> {
    try {
      return await transact(this.database, stores, mode, body);
    } catch (failure) {
      // Browsers drop the connection of a page that slept; the transaction never began, so it may be repeated.
      if (!(failure instanceof Error || failure instanceof DOMException) || failure.name !== 'InvalidStateError') {
        throw failure;
      }
      this.database = await this.reopen();
      return transact(this.database, stores, mode, body);
    }
  }

  private writeChunk(chunk: LocalChunk, sound: ArrayBuffer): Promise<void> {
    return this.run([CHUNKS, SOUND], 'readwrite', async (store) => {
      await request(store(SOUND).add(sound, [chunk.recording, chunk.take, chunk.number]));
      await request(store(CHUNKS).add(chunk));
    });
  }

  private markChunks(
    recording: string,
    take: number,
    numbers: readonly number[],
    state: LocalChunk['state'],
  ): Promise<void> {
    return this.run([CHUNKS], 'readwrite', async (store) => {
      for (const number of numbers) {
        const old = await request<LocalChunk | undefined>(store(CHUNKS).get([recording, take, number]));
        if (old) {
          await request(store(CHUNKS).put({ ...old, state }));
        }
      }
    });
  }
}

function isQuota(failure: unknown): boolean {
  return failure instanceof Error || failure instanceof DOMException ? failure.name === 'QuotaExceededError' : false;
}

/**
 * Asks the browser to keep this site's data even when the disk fills up. Answers whether it promised.
 */
export async function askForPersistence(storage: StorageManager | undefined = globalThis.navigator?.storage): Promise<boolean> {
  try {
    return ((await storage?.persisted?.()) || (await storage?.persist?.())) ?? false;
  } catch {
    return false;
  }
}
