import type { PhoneChunkRow, PhoneRecordingRow, PhoneTakeRow, RecorderPlugin } from 'ayka-recorder';
import { ChunkStore, type LocalChunk, type LocalRecording } from '#page/capture/chunk-store.js';
import { withMark } from '#page/capture/words.js';

/** The part of the plug-in that holds sound. */
export type PhoneDisk = Pick<RecorderPlugin, 'recordings' | 'chunks' | 'read' | 'release' | 'finish' | 'remove'>;

/** What of a recording is written beside its sound, so that it is whole even without the page's own database. */
export type Note = Pick<LocalRecording, 'owner' | 'title' | 'consent' | 'recordedAt'>;

interface PhoneRecording extends LocalRecording {
  /** How many of the phone's marks are among the recording's; one that a person took off is not put back. */
  readonly phoneMarks?: number;
}

const ELSEWHERE = new ArrayBuffer(0);

/**
 * The page's books about sound that lies in the phone's own files: descriptions, what is sent and what is decoded are in
 * IndexedDB as ever, so uploader and pages are the same; an empty place stands for a chunk's bytes. The phone's disk is
 * the one that is right: what the page has not heard of, or has lost, is taken into the books by {@link adopt}.
 */
export class PhoneStore extends ChunkStore {
  private disk!: PhoneDisk;
  private adopting: Promise<unknown> = Promise.resolve();

  static async onPhone(disk: PhoneDisk, factory: IDBFactory = indexedDB, name = 'ayka-capture'): Promise<PhoneStore> {
    const store = (await PhoneStore.open(factory, name)) as PhoneStore;
    store.disk = disk;
    return store;
  }

  /** Takes what the phone has and the books have not; repeating it changes nothing. Answers whether something was new. */
  adopt(): Promise<boolean> {
    const next = this.adopting.then(
      () => this.adoptAll(),
      () => this.adoptAll(),
    );
    this.adopting = next.catch(() => undefined);
    return next;
  }

  override async sound(chunk: Pick<LocalChunk, 'recording' | 'take' | 'number'>): Promise<ArrayBuffer | undefined> {
    const kept = await super.sound(chunk);
    if (!kept || kept.byteLength > 0) {
      return kept; // not here, or one that the page recorded itself
    }
    const { recording, take, number } = chunk;
    const { base64 } = await this.disk.read({ recording, take, number });
    return base64 === undefined ? undefined : bytes(base64);
  }

  override async forgetSound(recording: string, take: number): Promise<void> {
    await super.forgetSound(recording, take);
    await this.release(recording);
  }

  /** The phone's files first: should the app end in between, the books ask the server again, which has all of it. */
  override async forgetRecording(id: string): Promise<void> {
    await this.disk.remove({ recording: id });
    await super.forgetRecording(id);
  }

  override async freeStored(wanted: number): Promise<number> {
    const freed = await super.freeStored(wanted);
    if (freed > 0) {
      for (const recording of await this.recordings()) {
        await this.release(recording.id);
      }
    }
    return freed;
  }

  /** The phone's files bear the recording's id: for another one their bytes move into the books. */
  override async copyAs(id: string, fresh: string): Promise<boolean> {
    for (const chunk of await this.chunks(id)) {
      const sound = chunk.here ? await this.sound(chunk) : undefined;
      if (sound) {
        await this.bringSound(chunk, sound);
      }
    }
    const isCopied = await super.copyAs(id, fresh);
    if (isCopied) {
      await this.disk.remove({ recording: id });
    }
    return isCopied;
  }

  private async adoptAll(): Promise<boolean> {
    let isNew = false;
    for (const row of (await this.disk.recordings()).recordings) {
      isNew = (await this.adoptRecording(row)) || isNew;
    }
    return isNew;
  }

  private async adoptRecording(row: PhoneRecordingRow): Promise<boolean> {
    let isNew = false;
    if (!(await this.recording(row.id))) {
      const note = JSON.parse(row.note) as Note;
      await unlessThere(this.addRecording({ ...note, id: row.id, phase: 'capturing', described: false }));
      isNew = true;
    }
    for (const take of row.takes) {
      isNew = (await this.adoptTake(row.id, take)) || isNew;
    }
    await this.updateRecording(row.id, (old) => {
      const after = withMarks(old, row);
      if (after.phase !== 'capturing' || !row.ended) {
        return after;
      }
      isNew = true;
      return { ...after, phase: 'ended' };
    });
    return isNew;
  }

  private async adoptTake(recording: string, row: PhoneTakeRow): Promise<boolean> {
    const known = (await this.takes(recording)).find((take) => take.take === row.take);
    if (!known) {
      const add = this.addTake({
        recording,
        take: row.take,
        mimeType: row.mimeType,
        startOffsetMs: row.startOffsetMs,
        deviceClock: new Date(row.beganAtMs).toISOString(),
        opened: false,
        paused: false,
        ...(row.lostBefore ? { lostBefore: row.lostBefore } : {}),
      });
      await unlessThere(add);
    }
    const have = await this.chunks(recording, row.take);
    const from = (have.at(-1)?.number ?? -1) + 1;
    const fresh =
      have.length < row.chunks ? (await this.disk.chunks({ recording, take: row.take, from })).chunks : [];
    for (const chunk of fresh) {
      await this.adoptChunk(recording, row.take, chunk);
    }
    const { ended } = row;
    if (!ended || (known?.ended?.chunks === ended.chunks && known.ended.capturedMs === ended.capturedMs)) {
      return !known || fresh.length > 0;
    }
    // Chunks before the end: a take that is ended is sealed with what it says.
    await this.updateTake(recording, row.take, (old) => ({
      ...old,
      ended: { chunks: ended.chunks, capturedMs: ended.capturedMs },
      paused: ended.paused,
      ...(ended.paused ? {} : { cut: true }),
    }));
    return true;
  }

  private async adoptChunk(recording: string, take: number, row: PhoneChunkRow): Promise<void> {
    const { number, bytes: length, sha256, startMs, durationMs } = row;
    const heardAt = new Date(row.heardAtMs).toISOString();
    const chunk = { recording, take, number, bytes: length, sha256, startMs, durationMs, heardAt };
    await unlessThere(this.addChunk(chunk, ELSEWHERE.slice(0)));
    if (!row.here) {
      await this.markStored(recording, take, [number]); // the phone lets go of nothing else
    }
  }

  /** Lets the phone go of bytes that the books say are not here any more. */
  private async release(recording: string): Promise<void> {
    const byTake = new Map<number, number[]>();
    for (const chunk of await this.chunks(recording)) {
      if (!chunk.here) {
        byTake.set(chunk.take, [...(byTake.get(chunk.take) ?? []), chunk.number]);
      }
    }
    for (const [take, numbers] of byTake) {
      await this.disk.release({ recording, take, numbers });
    }
  }
}

/** A page that is being loaded again may be a moment ahead of this one. */
async function unlessThere(add: Promise<void>): Promise<void> {
  try {
    await add;
  } catch (failure) {
    if ((failure as { name?: unknown } | undefined)?.name !== 'ConstraintError') {
      throw failure;
    }
  }
}

function withMarks(old: LocalRecording, row: PhoneRecordingRow): LocalRecording {
  const fresh = row.marks.slice((old as PhoneRecording).phoneMarks ?? 0);
  if (fresh.length === 0) {
    return old;
  }
  const at = new Date().toISOString();
  const marked = fresh.reduce((one, atMs) => withMark(one, { id: crypto.randomUUID(), atMs, at }), old);
  const next: PhoneRecording = { ...marked, phoneMarks: row.marks.length };
  return next;
}

function bytes(base64: string): ArrayBuffer {
  const text = atob(base64);
  const array = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    array[i] = text.charCodeAt(i);
  }
  return array.buffer;
}
