import type { ChunkStore, LocalChunk, LocalTake } from './chunk-store.js';
import { Unreachable, type CaptureApi } from './protocol.js';

const BATCH = 16;
const PARALLEL = 3;

/** Brings the chunks of one take to the server, the first one by itself: without its header no other can be read. */
export class TakeSender {
  constructor(
    private readonly store: ChunkStore,
    private readonly progress: (recording: string) => void,
  ) {}

  /** Sends what the server has not got of the take: declared, put and acknowledged. */
  async send(api: CaptureApi, take: LocalTake): Promise<void> {
    const { recording, take: number } = take;
    const waiting = (await this.store.chunks(recording, number)).filter((chunk) => chunk.state === 'captured' && chunk.here);
    if (waiting.length === 0) {
      return;
    }
    if (!take.opened) {
      await api.openTake(number, take);
      await this.store.updateTake(recording, number, (old) => ({ ...old, opened: true }));
    }
    // The first chunk holds the header without which no other can be read.
    const header = waiting[0]?.number === 0 ? waiting.slice(0, 1) : [];
    const rest = waiting.slice(header.length);
    if (header.length > 0) {
      await this.sendChunks(api, header);
    }
    for (let from = 0; from < rest.length; from += BATCH) {
      await this.sendChunks(api, rest.slice(from, from + BATCH));
    }
  }

  private async sendChunks(api: CaptureApi, chunks: readonly LocalChunk[]): Promise<void> {
    const first = chunks[0];
    if (!first) {
      return;
    }
    const { recording, take } = first;
    const tickets = await api.declareChunks(
      take,
      chunks.map(({ number, bytes, sha256, startMs, durationMs }) => ({ number, bytes, sha256, startMs, durationMs })),
    );
    const toPut = [...tickets];
    const gone: number[] = [];
    let failure: unknown;
    const work = async () => {
      for (let ticket = toPut.shift(); ticket !== undefined && failure === undefined; ticket = toPut.shift()) {
        const { number } = ticket;
        if (ticket.state === 'stored') {
          continue;
        }
        try {
          const sound = await this.store.sound({ recording, take, number });
          if (sound) {
            await api.put(ticket.url, ticket.headers, sound);
          } else {
            gone.push(number); // sealing will name it, and a person decide
          }
        } catch (caught) {
          failure = caught;
        }
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, work));
    // What did get through counts, whatever else failed.
    const answer = await api.acknowledge(
      take,
      chunks.map((chunk) => chunk.number),
    );
    await this.store.markStored(recording, take, answer.stored);
    const lost = gone.filter((number) => !answer.stored.includes(number));
    await this.store.markGone(recording, take, lost);
    this.progress(recording);
    if (failure !== undefined) {
      throw failure;
    }
    const late = answer.missing.filter(({ number }) => !lost.includes(number));
    if (late.length > 0) {
      throw new Unreachable(`${late.length} chunks did not arrive`);
    }
  }
}
