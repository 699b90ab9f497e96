import { open, request, transact } from '../base/database.js';
import { CaptureApi, Refused, type Grant } from './protocol.js';

/** A recording that the server has: the device holds none of its sound, and only asks how far it is. */
export interface SentRecording {
  readonly id: string;
  readonly owner: string;
  readonly title: string;
  readonly ms: number;
  readonly grant: Grant;
  readonly sealedAt: number;
  readonly transcribed: boolean;
}

const STORE = 'sent';
const SHOWN_MS = 24 * 60 * 60 * 1000;
const WATCHED_MS = 30 * SHOWN_MS;

/** Remembers what was sent until it is transcribed, and a day longer, so that the gauge can say so. */
export class SentRecordings {
  private constructor(
    private readonly database: IDBDatabase,
    private readonly api: (grant: Grant) => Pick<CaptureApi, 'state'>,
    private readonly now: () => number,
  ) {}

  static async open(
    factory: IDBFactory = indexedDB,
    api: (grant: Grant) => Pick<CaptureApi, 'state'> = (grant) => new CaptureApi(grant),
    now: () => number = () => Date.now(),
  ): Promise<SentRecordings> {
    const database = await open(factory, 'ayka-sent', 1, (fresh) => fresh.createObjectStore(STORE, { keyPath: 'id' }));
    return new SentRecordings(database, api, now);
  }

  add(sent: Omit<SentRecording, 'transcribed' | 'sealedAt'>): Promise<void> {
    return this.put({ ...sent, sealedAt: this.now(), transcribed: false });
  }

  /** Of one owner, latest first. */
  async of(owner: string): Promise<readonly SentRecording[]> {
    return (await this.all()).filter((one) => one.owner === owner).sort((a, b) => b.sealedAt - a.sealedAt);
  }

  /** Asks the server about each that is not transcribed yet. Answers whether any is left; a failure is no news. */
  async ask(): Promise<boolean> {
    let waiting = false;
    for (const sent of await this.all()) {
      const age = this.now() - sent.sealedAt;
      if (age > (sent.transcribed ? SHOWN_MS : WATCHED_MS)) {
        await this.forget(sent.id);
      } else if (!sent.transcribed) {
        waiting = (await this.askAbout(sent)) || waiting;
      }
    }
    return waiting;
  }

  private async askAbout(sent: SentRecording): Promise<boolean> {
    try {
      const { transcribed } = await this.api(sent.grant).state();
      if (transcribed) {
        await this.put({ ...sent, transcribed: true });
      }
      return !transcribed;
    } catch (failure) {
      if (failure instanceof Refused) {
        await this.forget(sent.id); // deleted there, or its token has had its time
        return false;
      }
      return true;
    }
  }

  private all(): Promise<SentRecording[]> {
    return transact(this.database, [STORE], 'readonly', (store) => request<SentRecording[]>(store(STORE).getAll()));
  }

  private put(sent: SentRecording): Promise<void> {
    return transact(this.database, [STORE], 'readwrite', async (store) => {
      await request(store(STORE).put(sent));
    });
  }

  private forget(id: string): Promise<void> {
    return transact(this.database, [STORE], 'readwrite', async (store) => {
      await request(store(STORE).delete(id));
    });
  }
}
