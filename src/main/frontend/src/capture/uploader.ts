import { BackOff } from '../base/back-off.js';
import type { ChunkStore, LocalChunk, LocalRecording, LocalTake } from './chunk-store.js';
import {
  CaptureApi,
  Refused,
  Unreachable,
  type Gap,
  type Grant,
  type RecordingDraft,
  type SealedTake,
} from './protocol.js';

/** Obtains the right to send a recording; rejects while nobody is signed in or the server is away. */
export type GrantSource = (draft: RecordingDraft) => Promise<Grant>;

export interface UploaderEvents {
  /** Something moved: chunks stored, sound forgotten. */
  progress: (recording: string) => void;
  sealed: (recording: string) => void;
  /** The server has decoded everything; the device has let go of it. */
  decoded: (recording: string) => void;
  /** The server misses sound that this device no longer has: a person has to decide. */
  gaps: (recording: string, gaps: readonly Gap[]) => void;
  /** The server said no to something that repeating will not change; the sound stays on the device. */
  refused: (recording: string, why: Refused) => void;
  /** Whether the last attempt got through. */
  connection: (working: boolean) => void;
}

export interface UploaderOptions {
  readonly grants: GrantSource;
  readonly api?: (grant: Grant) => CaptureApi;
  readonly backOff?: BackOff;
  readonly on?: Partial<UploaderEvents>;
  /** How often to ask whether sealed recordings are decoded. */
  readonly pollMs?: number;
}

const BATCH = 16;
const PARALLEL = 3;

/**
 * Brings the device's sound to the server: chunk 0 of a take first, then the rest in order, each declared, put and
 * acknowledged; then seals; then asks until everything is decoded and only then lets go of the bytes. Holds no state
 * of its own: what is to do is read from the store, so it goes on after any crash.
 */
export class Uploader {
  private readonly backOff: BackOff;
  private readonly makeApi: (grant: Grant) => CaptureApi;
  private wake: (() => void) | undefined;
  private nudged = false;

  constructor(
    private readonly store: ChunkStore,
    private readonly options: UploaderOptions,
  ) {
    this.backOff = options.backOff ?? new BackOff();
    this.makeApi = options.api ?? ((grant) => new CaptureApi(grant));
  }

  /** There is something new to send. Does not shorten the wait after a failure. */
  nudge(): void {
    this.nudged = true;
    if (!this.backOff.failing) {
      this.wake?.();
    }
  }

  /** The network is back, or a person asks: try at once. */
  retryNow(): void {
    this.backOff.reset();
    this.nudge();
  }

  /** Works until the signal aborts. At most one tab should run it; two do no harm. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.wake?.());
    while (!signal.aborted) {
      this.nudged = false;
      let waitMs: number | undefined;
      try {
        const waiting = await this.sync();
        this.backOff.reset();
        this.options.on?.connection?.(true);
        waitMs = waiting ? (this.options.pollMs ?? 5_000) : undefined;
      } catch (failure) {
        waitMs = this.backOff.next(failure instanceof Unreachable ? failure.retryAfterMs : undefined);
        this.options.on?.connection?.(false);
      }
      if (!signal.aborted && (!this.nudged || this.backOff.failing)) {
        await this.rest(waitMs);
      }
    }
  }

  /**
   * Does all that can be done now. Answers whether something is left that only time brings.
   *
   * @throws Unreachable when at least one recording could not be brought forward
   */
  async sync(): Promise<boolean> {
    let waiting = false;
    let failure: unknown;
    for (const recording of await this.store.recordings()) {
      try {
        waiting = (await this.syncRecording(recording)) || waiting;
      } catch (caught) {
        // One recording's trouble does not hold up the others.
        failure = caught;
        if (caught instanceof Refused) {
          this.options.on?.refused?.(recording.id, caught);
          if (caught.status === 404 || caught.status === 401) {
            await this.store.updateRecording(recording.id, withoutGrant); // expired or withdrawn: ask for a new one
          } else if (caught.status === 410 && recording.phase === 'sealed') {
            await this.store.forgetRecording(recording.id); // the server had all of it and a person deleted it
            this.options.on?.progress?.(recording.id);
          }
        }
      }
    }
    if (failure !== undefined) {
      throw failure;
    }
    return waiting;
  }

  private async syncRecording(known: LocalRecording): Promise<boolean> {
    const grant = known.grant ?? (await this.obtainGrant(known));
    const api = this.makeApi(grant);
    const recording = await this.describe(api, known);
    const takes = await this.store.takes(recording.id);
    if (recording.phase !== 'sealed') {
      for (const take of takes) {
        await this.sendTake(api, take);
      }
    }
    switch (recording.phase) {
      case 'capturing':
        return false;
      case 'ended':
        return recording.refusedGaps && !recording.acceptGaps ? false : this.seal(api, recording, takes);
      case 'sealed':
        return this.forgetDecoded(api, recording.id, takes);
    }
  }

  private async obtainGrant(recording: LocalRecording): Promise<Grant> {
    const { id, title, recordedAt, consent } = recording;
    const grant = await this.options.grants({ recording: id, title, recordedAt, consent });
    await this.store.updateRecording(id, (old) => ({
      ...old,
      grant,
      described: sameDescription(old, recording),
    }));
    return grant;
  }

  private async describe(api: CaptureApi, known: LocalRecording): Promise<LocalRecording> {
    const recording = (await this.store.recording(known.id)) ?? known;
    if (recording.described) {
      return recording;
    }
    await api.describe(recording.title, recording.consent);
    const updated = await this.store.updateRecording(recording.id, (old) =>
      sameDescription(old, recording) ? { ...old, described: true } : old,
    );
    return updated ?? recording;
  }

  private async sendTake(api: CaptureApi, take: LocalTake): Promise<void> {
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
    this.options.on?.progress?.(recording);
    if (failure !== undefined) {
      throw failure;
    }
    if (answer.missing.length > 0) {
      throw new Unreachable(`${answer.missing.length} chunks did not arrive`);
    }
  }

  private async seal(api: CaptureApi, recording: LocalRecording, takes: readonly LocalTake[]): Promise<boolean> {
    const sealed: SealedTake[] = [];
    for (const take of takes) {
      if (take.ended && take.ended.chunks > 0) {
        const lost = take.lostBefore ? { lostBefore: take.lostBefore } : {};
        sealed.push({ take: take.take, chunks: take.ended.chunks, capturedMs: take.ended.capturedMs, ...lost });
      }
    }
    try {
      const accept = recording.acceptGaps ? { acceptGaps: recording.acceptGaps } : {};
      await api.seal({ takes: sealed, ...accept });
    } catch (failure) {
      if (failure instanceof Refused && failure.kind === 'gaps') {
        return this.mendGaps(recording.id, failure.problem.gaps ?? []);
      }
      throw failure;
    }
    await this.store.updateRecording(recording.id, (old) => ({ ...old, phase: 'sealed' }));
    this.options.on?.sealed?.(recording.id);
    return true;
  }

  /** Sends again what the server misses and the device still has; the rest is for a person to decide. */
  private async mendGaps(recording: string, gaps: readonly Gap[]): Promise<boolean> {
    const hopeless: Gap[] = [];
    let resend = false;
    for (const gap of gaps) {
      const [from, to] = gap.chunks ?? [0, -1];
      const here = (await this.store.chunks(recording, gap.take)).filter(
        (chunk) => chunk.here && chunk.number >= from && chunk.number <= to,
      );
      await this.store.markMissing(
        recording,
        gap.take,
        here.map((chunk) => chunk.number),
      );
      resend ||= here.length > 0;
      if (here.length < to - from + 1) {
        hopeless.push(gap);
      }
    }
    if (resend) {
      throw new Unreachable('the server misses chunks that are sent again');
    }
    await this.store.updateRecording(recording, (old) => ({ ...old, refusedGaps: hopeless }));
    this.options.on?.gaps?.(recording, hopeless);
    return true;
  }

  private async forgetDecoded(api: CaptureApi, recording: string, takes: readonly LocalTake[]): Promise<boolean> {
    const state = await api.state();
    const decoded = new Set(state.takes.filter((take) => take.decodedMs !== null).map((take) => take.take));
    const full = takes.filter((take) => (take.ended?.chunks ?? 0) > 0);
    for (const take of full.filter((candidate) => decoded.has(candidate.take))) {
      await this.store.forgetSound(recording, take.take);
    }
    if (full.every((take) => decoded.has(take.take))) {
      await this.store.forgetRecording(recording);
      this.options.on?.decoded?.(recording);
      return false;
    }
    this.options.on?.progress?.(recording);
    return true;
  }

  private rest(ms: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(() => this.wake?.(), ms);
      this.wake = () => {
        clearTimeout(timer);
        this.wake = undefined;
        resolve();
      };
    });
  }
}

function withoutGrant(recording: LocalRecording): LocalRecording {
  const { grant: _dropped, ...rest } = recording;
  return rest;
}

function sameDescription(a: LocalRecording, b: LocalRecording): boolean {
  return a.title === b.title && a.consent.agreed === b.consent.agreed && a.consent.people === b.consent.people;
}
