import { below, open, request, transact } from '../base/database.js';
import type { ConsentNote, Gap, Grant, Lost, Mark } from './protocol.js';

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
  readonly marks?: readonly Mark[];
  readonly tags?: readonly string[];
  /** Which of them the server does not know as they are now. */
  readonly untold?: { readonly marks?: true; readonly tags?: true };
  /** What the server says is missing, after it refused to seal. */
  readonly refusedGaps?: readonly Gap[];
  /** Set when a person decided to finish without the missing sound. */
  readonly acceptGaps?: { readonly cause: string };
  /** The server's no to something that repeating does not change; the sound waits here for a person. */
  readonly refusal?: { readonly kind: string; readonly detail: string };
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
  readonly lostBefore?: Lost;
  /** Said of the recording's last take: what came after it was not recorded. */
  readonly lostAfter?: Lost;
}

/** What the rows of a recording have to be, should the browser have thrown them away. */
export interface Rows {
  readonly recording: LocalRecording;
  readonly takes: readonly LocalTake[];
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
   * Keeps one chunk; a repeat of the same one changes nothing. When room is short, bytes that the server stores make
   * place first. `rows` are put back where the browser has thrown them away: a chunk without them would never be sent.
   *
   * @throws DeviceFull when that was not enough; nothing was written then
   */
  async addChunk(chunk: Omit<LocalChunk, 'state' | 'here'>, sound: ArrayBuffer, rows?: Rows): Promise<void> {
    for (;;) {
      try {
        return await this.writeChunk({ ...chunk, state: 'captured', here: true }, sound, rows);
      } catch (failure) {
        if (isNamed(failure, 'ConstraintError') && (await this.isKept(chunk))) {
          return; // written, and the browser reported a failure
        }
        if (!isNamed(failure, 'QuotaExceededError')) {
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
    return this.changeChunks(recording, take, numbers, (old) => ({ ...old, state: 'stored' }));
  }

  /** The server does not have these chunks after all: they are to be sent again. */
  markMissing(recording: string, take: number, numbers: readonly number[]): Promise<void> {
    return this.changeChunks(recording, take, numbers, (old) => ({ ...old, state: 'captured' }));
  }

  /** These chunks' bytes have vanished from this device. */
  markGone(recording: string, take: number, numbers: readonly number[]): Promise<void> {
    return this.changeChunks(recording, take, numbers, (old) => ({ ...old, here: false }));
  }

  /**
   * Puts back rows that the browser has thrown away (somebody cleared the site's data, the disk was full). Answers
   * whether any was missing.
   */
  restore(rows: Rows): Promise<boolean> {
    return this.run([RECORDINGS, TAKES], 'readwrite', (store) => putBack(store, rows));
  }

  /**
   * Gives all sound of a recording to a new one, as if nobody had ever heard of it: for sound that comes too late for a
   * recording that the server has ended or deleted. Answers whether there was any.
   */
  copyAs(id: string, fresh: string): Promise<boolean> {
    return this.run(ALL, 'readwrite', async (store) => {
      const old = await request<LocalRecording | undefined>(store(RECORDINGS).get(id));
      const chunks = await request<LocalChunk[]>(store(CHUNKS).getAll(below(id)));
      if (!old || !chunks.some((chunk) => chunk.here)) {
        return false;
      }
      const { owner, title, consent, recordedAt, marks, tags } = old;
      const said = {
        ...(marks ? { marks } : {}),
        ...(tags ? { tags } : {}),
        ...(marks || tags ? { untold: { ...(marks ? { marks: true } : {}), ...(tags ? { tags: true } : {}) } } : {}),
      };
      await request(
        store(RECORDINGS).add({ id: fresh, owner, title, consent, recordedAt, phase: 'ended', described: false, ...said }),
      );
      for (const take of await request<LocalTake[]>(store(TAKES).getAll(below(id)))) {
        await request(store(TAKES).add({ ...take, recording: fresh, opened: false }));
      }
      for (const chunk of chunks) {
        const key = [id, chunk.take, chunk.number];
        const sound = await request<ArrayBuffer | undefined>(store(SOUND).get(key));
        await request(store(CHUNKS).add({ ...chunk, recording: fresh, state: 'captured', here: sound !== undefined }));
        if (sound) {
          await request(store(SOUND).add(sound, [fresh, chunk.take, chunk.number]));
        }
      }
      await request(store(RECORDINGS).delete(id));
      for (const name of [TAKES, CHUNKS, SOUND]) {
        await request(store(name).delete(below(id)));
      }
      return true;
    });
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
      if (isNamed(failure, 'UnknownError')) {
        this.database.close(); // WebKit lost its storage process: no transaction of this connection ends well again
      }
      // Browsers drop the connection of a page that slept; the transaction never began, so it may be repeated.
      if (!isNamed(failure, 'InvalidStateError')) {
        throw failure;
      }
      this.database = await this.reopen();
      return transact(this.database, stores, mode, body);
    }
  }

  /** Puts bytes into a chunk's place; for a store that keeps them elsewhere. */
  protected bringSound(chunk: Pick<LocalChunk, 'recording' | 'take' | 'number'>, sound: ArrayBuffer): Promise<void> {
    return this.run([SOUND], 'readwrite', async (store) => {
      await request(store(SOUND).put(sound, [chunk.recording, chunk.take, chunk.number]));
    });
  }

  private writeChunk(chunk: LocalChunk, sound: ArrayBuffer, rows: Rows | undefined): Promise<void> {
    return this.run(ALL, 'readwrite', async (store) => {
      if (rows) {
        await putBack(store, rows);
      }
      await request(store(SOUND).add(sound, [chunk.recording, chunk.take, chunk.number]));
      await request(store(CHUNKS).add(chunk));
    });
  }

  private isKept(chunk: Omit<LocalChunk, 'state' | 'here'>): Promise<boolean> {
    return this.run([CHUNKS], 'readonly', async (store) => {
      const kept = await request<LocalChunk | undefined>(
        store(CHUNKS).get([chunk.recording, chunk.take, chunk.number]),
      );
      return kept?.sha256 === chunk.sha256;
    });
  }

  private changeChunks(
    recording: string,
    take: number,
    numbers: readonly number[],
    change: (old: LocalChunk) => LocalChunk,
  ): Promise<void> {
    return this.run([CHUNKS], 'readwrite', async (store) => {
      for (const number of numbers) {
        const old = await request<LocalChunk | undefined>(store(CHUNKS).get([recording, take, number]));
        if (old) {
          await request(store(CHUNKS).put(change(old)));
        }
      }
    });
  }
}

async function putBack(store: (name: string) => IDBObjectStore, rows: Rows): Promise<boolean> {
  let missing = false;
  if (!(await request<LocalRecording | undefined>(store(RECORDINGS).get(rows.recording.id)))) {
    await request(store(RECORDINGS).put(rows.recording));
    missing = true;
  }
  for (const take of rows.takes) {
    if (!(await request<LocalTake | undefined>(store(TAKES).get([take.recording, take.take])))) {
      await request(store(TAKES).put(take));
      missing = true;
    }
  }
  return missing;
}

/** Whether the browser reported a failure of this kind. */
export function isNamed(failure: unknown, name: string): boolean {
  return (failure instanceof Error || failure instanceof DOMException) && failure.name === name;
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
