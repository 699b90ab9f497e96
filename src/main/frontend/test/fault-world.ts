import { createHash } from 'node:crypto';
import { IDBObjectStore as FakeObjectStore } from 'fake-indexeddb';
import { BackOff } from '../src/base/back-off.js';
import { ChunkStore, type LocalChunk } from '../src/capture/chunk-store.js';
import { CaptureApi } from '../src/capture/protocol.js';
import { Recorder } from '../src/capture/recorder.js';
import { TabLock } from '../src/capture/tab-lock.js';
import type { SoundRecorder } from '../src/capture/take-recorder.js';
import { Uploader } from '../src/capture/uploader.js';
import { FakeServer, type Fault } from './fake-server.js';
import { aDevice } from './support.js';

const BYTES_PER_MS = 6;
const NEVER = new Promise<never>(() => undefined);

/** Sound that a microphone gave to a page: whatever a page kept of it has to come out at the server, once. */
interface Heard {
  readonly ms: number;
  /** The device slept while it was in the making: how long it is, only the watch's guess says. */
  readonly slept: boolean;
}

/** A MediaRecorder whose sound is as long as the world's clock says, and is like no other sound. */
class WorldRecorder extends EventTarget {
  state: RecordingState = 'inactive';
  private ms = 0;
  private slept = false;

  constructor(private readonly world: World) {
    super();
  }

  start(): void {
    this.state = 'recording';
    queueMicrotask(() => this.dispatchEvent(new Event('start')));
  }

  pause(): void {
    this.state = 'paused';
    this.dispatchEvent(new Event('pause'));
  }

  resume(): void {
    this.state = 'recording';
    this.dispatchEvent(new Event('resume'));
  }

  hear(ms: number): void {
    this.ms += this.state === 'recording' ? ms : 0;
  }

  sleep(): void {
    this.slept ||= this.state === 'recording';
  }

  requestData(): void {
    const event = new Event('dataavailable');
    Object.defineProperty(event, 'data', { value: new Blob([this.world.sound(this.ms, this.slept)]) });
    this.ms = 0;
    this.slept = false;
    this.dispatchEvent(event);
  }

  stop(): void {
    if (this.state !== 'inactive') {
      this.state = 'inactive';
      this.requestData();
      this.dispatchEvent(new Event('stop'));
    }
  }
}

/** Web Locks among the pages of one browser; patience is counted in turns of the event loop, not in seconds. */
class WorldLocks {
  private readonly holders = new Map<string, Page>();

  of(page: Page): LockManager {
    const request = async (name: string, options: LockOptions, work: (lock: Lock | null) => unknown) => {
      for (let turn = 0; this.isHeld(name); turn++) {
        if (options.ifAvailable) {
          return work(null);
        }
        if (options.signal && turn > 20) {
          throw new DOMException('late', 'TimeoutError');
        }
        await tick();
      }
      this.holders.set(name, page);
      await work({ name, mode: 'exclusive' });
      this.holders.delete(name);
      return undefined;
    };
    return { request, query: () => NEVER } as unknown as LockManager;
  }

  private isHeld(name: string): boolean {
    return this.holders.get(name)?.alive ?? false;
  }
}

/** One page with the real store, recorder and uploader. It may be killed at any of its awaits. */
export class Page {
  alive = true;
  recorder: Recorder | undefined;
  store: ChunkStore | undefined;
  private uploader: Uploader | undefined;
  private syncing = false;
  /** Steps until the page is killed: requests, transactions, answers. */
  fuse = Infinity;
  readonly tracks: EventTarget[] = [];
  readonly recorders: WorldRecorder[] = [];

  constructor(private readonly world: World) {}

  async open(): Promise<void> {
    const store = await ChunkStore.open(this.disk());
    this.store = store;
    const kept = store.addChunk.bind(store);
    store.addChunk = async (chunk, sound, rows) => {
      await kept(chunk, sound, rows);
      this.world.kept(chunk);
    };
    this.recorder = new Recorder(
      store,
      new TabLock('recorder', this.world.locks.of(this)),
      { changed: () => undefined, kept: () => undefined, stream: () => undefined },
      {
        openMicrophone: async () => {
          if (this.world.deaf) {
            throw new DOMException('no', 'NotAllowedError');
          }
          const track = Object.assign(new EventTarget(), { stop: () => undefined });
          this.tracks.push(track);
          return { getTracks: () => [track], getAudioTracks: () => [track] } as unknown as MediaStream;
        },
        makeRecorder: () => {
          const made = new WorldRecorder(this.world);
          this.recorders.push(made);
          return made as unknown as SoundRecorder;
        },
        supports: () => true,
        now: () => this.world.mono,
        date: () => new Date(this.world.wall),
        newId: () => `r${++this.world.ids}`,
        roomAgain: () => this.world.later(),
      },
    );
    this.uploader = new Uploader(store, {
      grants: async ({ recording }) => {
        await this.step();
        return { recording, token: `t${++this.world.ids}`, base: '/api' };
      },
      api: (grant) =>
        new CaptureApi(grant, async (input, init) => {
          await this.step();
          this.world.tokens.add(grant.token);
          const answer = await this.world.server.fetch(input, init);
          await this.step();
          return answer;
        }),
      backOff: new BackOff(1, 2, () => 0),
    });
    await this.recorder.recover('anna');
  }

  async sync(): Promise<void> {
    if (!this.syncing) {
      this.syncing = true;
      this.uploader?.retryNow();
      await this.uploader?.sync().catch(() => undefined);
      this.syncing = false;
    }
  }

  async accept(): Promise<void> {
    for (const { id, refusedGaps } of (await this.store?.recordings()) ?? []) {
      if (refusedGaps) {
        await this.store?.updateRecording(id, (old) => ({ ...old, acceptGaps: { cause: 'lost on the device' } }));
      }
    }
  }

  kill(): void {
    this.alive = false;
    this.recorders.length = 0;
  }

  /** One await of the page; the last one never ends. */
  private async step(): Promise<void> {
    if (!this.burn()) {
      await NEVER;
    }
  }

  private burn(): boolean {
    if (--this.fuse < 0) {
      this.kill();
    }
    return this.alive;
  }

  /** The device's disk as this page sees it: what it has not committed when it dies is not there. */
  private disk(): IDBFactory {
    return {
      open: (name: string, version: number) => {
        const opening = this.world.disk.open(name, version);
        opening.addEventListener('success', () => {
          const database = opening.result;
          const begin = database.transaction.bind(database);
          database.transaction = (names, mode, options) => {
            const transaction = begin(names, mode, options);
            const fault = this.world.diskFault(mode ?? 'readonly');
            if (!this.burn() || fault) {
              queueMicrotask(() => {
                try {
                  transaction.abort();
                } catch {
                  // it had ended
                }
              });
            }
            if (!this.alive) {
              Object.defineProperty(transaction, 'oncomplete', { set: () => undefined });
              Object.defineProperty(transaction, 'onabort', { set: () => undefined });
            }
            return transaction;
          };
        });
        return opening;
      },
    } as unknown as IDBFactory;
  }
}

/** A device with its disk, its clocks, its pages, and a server behind a bad network. */
export class World {
  readonly disk = aDevice();
  readonly server = new FakeServer();
  readonly locks = new WorldLocks();
  readonly tokens = new Set<string>();
  readonly heard = new Map<string, Heard>();
  /** What a page was told to be safe on the device: recording, take, number to hash. */
  readonly owed = new Map<string, string>();
  readonly pages: Page[] = [];
  /** Chunks that the device let go of under pressure, after the server had stored them. */
  readonly pressed = new Set<string>();
  /** Chunks that the server's store has lost after it had them. */
  readonly lost = new Set<string>();
  mono = 1_000;
  wall = Date.UTC(2026, 10, 20, 18, 40);
  deaf = false;
  full = false;
  ids = 0;
  sleptMs = 0;
  badTransactions = 0;
  private sounds = 0;
  private waiting: (() => void)[] = [];
  private readonly faults: Fault[] = [];

  constructor() {
    this.server.fault = () => this.faults.shift() ?? 'none';
  }

  /** The next requests, whoever makes them, go like this, and those after them well. */
  weather(...faults: Fault[]): void {
    this.faults.splice(0, Infinity, ...faults);
  }

  async openPage(): Promise<Page> {
    const page = new Page(this);
    this.pages.push(page);
    await settle(page.open());
    return page;
  }

  get living(): Page[] {
    return this.pages.filter((page) => page.alive && page.recorder);
  }

  pass(ms: number): void {
    this.mono += ms;
    this.wall += ms;
    this.recorders.forEach((recorder) => recorder.hear(ms));
  }

  sleep(ms: number): void {
    this.recorders.forEach((recorder) => recorder.sleep());
    this.mono += ms;
    this.wall += ms;
  }

  slice(): void {
    this.recorders.filter(({ state }) => state === 'recording').forEach((recorder) => recorder.requestData());
  }

  sound(ms: number, slept: boolean): Uint8Array<ArrayBuffer> {
    if (ms === 0 && !slept) {
      return new Uint8Array(0);
    }
    const bytes = new Uint8Array(Math.max(16, ms * BYTES_PER_MS));
    this.sounds++;
    const view = new DataView(bytes.buffer);
    for (let at = 0; at + 8 <= bytes.length; at += 8) { // no piece of it is like any other
      view.setUint32(at, this.sounds);
      view.setUint32(at + 4, at);
    }
    this.heard.set(hash(bytes), { ms, slept });
    return bytes;
  }

  kept(chunk: Pick<LocalChunk, 'recording' | 'take' | 'number' | 'sha256'>): void {
    this.owed.set(`${chunk.recording}/${chunk.take}/${chunk.number}`, chunk.sha256);
  }

  later(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Time for those who wait to try again. */
  wakeAll(): void {
    this.waiting.splice(0).forEach((resolve) => resolve());
  }

  diskFault(mode: IDBTransactionMode): boolean {
    return mode === 'readwrite' && this.badTransactions > 0 && this.badTransactions-- > 0;
  }

  expireTokens(): void {
    this.tokens.forEach((token) => this.server.expired.add(token));
  }

  /** The store loses something that the server has not sealed. */
  loseObject(chance: number): void {
    const open = [...this.server.recordings].filter(([, { sealed }]) => !sealed);
    const objects = open.flatMap(([id, { takes }]) =>
      [...takes].flatMap(([take, { objects: held }]) =>
        [...held.keys()].map((number) => ({ name: `${id}/${take}/${number}`, held, number })),
      ),
    );
    const lost = objects[Math.floor(chance * objects.length)];
    if (lost) {
      lost.held.delete(lost.number);
      this.lost.add(lost.name);
    }
  }

  decode(chance: number): void {
    const takes = [...this.server.recordings.values()].filter(({ sealed }) => sealed).flatMap((one) => [...one.takes.values()]);
    const take = takes[Math.floor(chance * takes.length)];
    if (take) {
      take.decoded = true;
    }
  }

  private get recorders(): WorldRecorder[] {
    return this.living.flatMap((page) => page.recorders);
  }
}

export function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Waits for something, though not for what can only go on later: a killed page, a full disk. */
export async function settle(work: Promise<unknown> | undefined, turns = 150): Promise<void> {
  let done = work === undefined;
  void work?.then(
    () => (done = true),
    () => (done = true),
  );
  for (let turn = 0; turn < turns && !done; turn++) {
    await tick();
  }
}

const add = FakeObjectStore.prototype.add;

/** Lets `world` say when its disk is full. */
export function withQuota(world: World): () => void {
  const objects = FakeObjectStore.prototype as unknown as IDBObjectStore;
  objects.add = function (this: IDBObjectStore, ...args: [unknown, IDBValidKey?]) {
    if (world.full && this.name === 'sound') {
      throw new DOMException('disk', 'QuotaExceededError');
    }
    return (add as unknown as IDBObjectStore['add']).apply(this, args);
  };
  return () => {
    objects.add = add as unknown as IDBObjectStore['add'];
  };
}
