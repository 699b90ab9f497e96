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
import { afterTelling } from './words.js';

/**
 * Obtains the right to send a recording of this owner. Rejects with {@link NotNow} while that owner is not signed in,
 * with {@link Unreachable} when the server is away.
 */
export type GrantSource = (draft: RecordingDraft, owner?: string) => Promise<Grant>;

/** It is for a person to do something first, such as to sign in; waiting longer brings nothing, and no network failed. */
export class NotNow extends Error {
  override name = 'NotNow';
}

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

/** How many sealed recordings are asked about at a time, in turn: hundreds of them are no storm. */
const POLLS = 20;

/** What one pass over all recordings has come to. */
interface Pass {
  waiting: boolean;
  reached: boolean;
  failure: unknown;
  /** The failure of asking for a grant: who does not answer for one recording does not for the next. */
  noGrants: unknown;
}

/**
 * Brings the device's sound to the server: chunk 0 of a take first, then the rest in order, each declared, put and
 * acknowledged; then seals; then asks until everything is decoded and only then lets go of the bytes. Holds no state
 * of its own: what is to do is read from the store, so it goes on after any crash.
 */
export class Uploader {
  private readonly backOff: BackOff;
  private readonly makeApi: (grant: Grant) => CaptureApi;
  private wake: (() => void) | undefined;
  private nudges = 0;
  /** Recordings that the server refused: left alone until somebody asks, or the page is opened again. */
  private readonly aside = new Set<string>();
  private polledTo = '';

  constructor(
    private readonly store: ChunkStore,
    private readonly options: UploaderOptions,
  ) {
    this.backOff = options.backOff ?? new BackOff();
    this.makeApi = options.api ?? ((grant) => new CaptureApi(grant));
  }

  /** There is something new to send. Does not shorten the wait after a failure. */
  nudge(): void {
    this.nudges++;
    if (!this.backOff.failing) {
      this.wake?.();
    }
  }

  /** The network is back, or a person asks: try at once. */
  retryNow(): void {
    this.aside.clear();
    this.backOff.reset();
    this.nudge();
  }

  /** Works until the signal aborts. At most one tab should run it; two do no harm. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.wake?.());
    while (!signal.aborted) {
      const nudges = this.nudges;
      let waitMs: number | undefined;
      try {
        const waiting = await this.sync();
        this.backOff.reset();
        waitMs = waiting ? (this.options.pollMs ?? 5_000) : undefined;
      } catch (failure) {
        waitMs = this.backOff.next(failure instanceof Unreachable ? failure.retryAfterMs : undefined);
        this.options.on?.connection?.(false);
      }
      if (!signal.aborted && (this.nudges === nudges || this.backOff.failing)) {
        await this.rest(waitMs);
      }
    }
  }

  /**
   * Does all that can be done now: what is being recorded first, then the oldest. Answers whether something is left that
   * only time brings.
   *
   * @throws Unreachable when at least one recording could not be brought forward
   */
  async sync(): Promise<boolean> {
    const pass: Pass = { waiting: false, reached: false, failure: undefined, noGrants: undefined };
    let nudges = this.nudges;
    const all = await this.store.recordings();
    for (const recording of inOrder(all)) {
      await this.bringForward(recording, pass);
      if (this.nudges !== nudges && pass.failure === undefined) {
        // A long queue of older recordings does not hold up what is being said now.
        nudges = this.nudges;
        for (const live of (await this.store.recordings()).filter(({ phase }) => phase === 'capturing')) {
          await this.bringForward(live, pass);
        }
      }
    }
    const sealed = all.filter(({ phase }) => phase === 'sealed');
    for (const recording of this.turn(sealed)) {
      await this.bringForward(recording, pass);
    }
    pass.waiting ||= sealed.length > POLLS;
    if (pass.failure !== undefined) {
      throw pass.failure;
    }
    if (pass.reached || all.length === 0) {
      this.options.on?.connection?.(true);
    }
    return pass.waiting;
  }

  /** Brings one recording as far as it goes; its trouble does not hold up the others. */
  private async bringForward({ id }: LocalRecording, pass: Pass): Promise<void> {
    const recording = this.aside.has(id) ? undefined : await this.store.recording(id);
    if (!recording || (!recording.grant && pass.noGrants !== undefined)) {
      return;
    }
    try {
      try {
        await this.moveOn(recording, pass);
      } catch (caught) {
        if (!(caught instanceof Refused) || !isGrantGone(caught)) {
          throw caught;
        }
        const fresh = await this.store.updateRecording(recording.id, withoutGrant); // expired or withdrawn
        if (fresh) {
          await this.moveOn(fresh, pass);
        }
      }
      pass.reached = true;
    } catch (caught) {
      if (caught instanceof Refused) {
        pass.reached = true;
        await this.refused(recording, caught);
      } else if (!(caught instanceof NotNow)) {
        pass.failure = caught;
      }
    }
  }

  private async moveOn(known: LocalRecording, pass: Pass): Promise<void> {
    let grant = known.grant;
    if (!grant) {
      try {
        grant = await this.obtainGrant(known);
      } catch (failure) {
        pass.noGrants = failure instanceof Unreachable ? failure : undefined;
        throw failure;
      }
    }
    pass.waiting = (await this.syncRecording(known, this.makeApi(grant))) || pass.waiting;
    if (known.refusal) {
      await this.store.updateRecording(known.id, withoutRefusal);
    }
  }

  private async refused(recording: LocalRecording, why: Refused): Promise<void> {
    if (why.status === 410 && recording.phase === 'sealed') {
      await this.store.forgetRecording(recording.id); // the server had all of it and a person deleted it
      this.options.on?.progress?.(recording.id);
      return;
    }
    const refusal = { kind: why.kind, detail: why.message };
    this.aside.add(recording.id);
    await this.store.updateRecording(recording.id, (old) => ({ ...(isGrantGone(why) ? withoutGrant(old) : old), refusal }));
    this.options.on?.refused?.(recording.id, why);
  }

  /** Those sealed recordings whose turn it is to be asked about. */
  private turn(sealed: readonly LocalRecording[]): readonly LocalRecording[] {
    const ahead = sealed.filter(({ id }) => id > this.polledTo);
    const due = [...ahead, ...sealed.filter(({ id }) => id <= this.polledTo)].slice(0, POLLS);
    this.polledTo = due.at(-1)?.id ?? '';
    return due;
  }

  private async syncRecording(known: LocalRecording, api: CaptureApi): Promise<boolean> {
    const recording = await this.describe(api, known);
    const takes = await this.store.takes(recording.id);
    if (recording.phase !== 'sealed') {
      for (const take of takes) {
        await this.sendTake(api, take);
      }
    }
    await this.annotate(api, recording.id);
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
    const grant = await this.options.grants({ recording: id, title, recordedAt, consent }, recording.owner);
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

  /** Marks and tags, after the sound: what the server does not want of them holds no sound up. */
  private async annotate(api: CaptureApi, id: string): Promise<void> {
    const recording = await this.store.recording(id);
    if (!recording?.untold) {
      return;
    }
    const { untold, marks = [], tags = [] } = recording;
    try {
      await api.annotate({ ...(untold.marks ? { marks } : {}), ...(untold.tags ? { tags } : {}) });
    } catch (failure) {
      if (!(failure instanceof Refused) || failure.status === 404 || failure.status === 401 || failure.status === 410) {
        throw failure;
      }
    }
    await this.store.updateRecording(id, (old) => afterTelling(old, recording));
    this.options.on?.progress?.(id);
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
    this.options.on?.progress?.(recording);
    if (failure !== undefined) {
      throw failure;
    }
    const late = answer.missing.filter(({ number }) => !lost.includes(number));
    if (late.length > 0) {
      throw new Unreachable(`${late.length} chunks did not arrive`);
    }
  }

  private async seal(api: CaptureApi, recording: LocalRecording, takes: readonly LocalTake[]): Promise<boolean> {
    const request = { takes: sealedTakes(takes) };
    try {
      await api.seal(request);
    } catch (failure) {
      if (!(failure instanceof Refused) || failure.kind !== 'gaps') {
        throw failure;
      }
      const hopeless = await this.mendGaps(recording.id, failure.problem.gaps ?? []);
      // A person agreed to go without what they were shown, not without whatever has been lost since.
      if (!recording.acceptGaps || !hopeless.every((gap) => isWithin(gap, recording.refusedGaps ?? hopeless))) {
        await this.store.updateRecording(recording.id, (old) => withGaps(old, hopeless));
        this.options.on?.gaps?.(recording.id, hopeless);
        return false;
      }
      await api.seal({ ...request, acceptGaps: recording.acceptGaps });
    }
    await this.store.updateRecording(recording.id, (old) => ({ ...old, phase: 'sealed' }));
    this.options.on?.sealed?.(recording.id);
    return true;
  }

  /** Sends again what the server misses and the device still has; answers the rest, which is for a person to decide. */
  private async mendGaps(recording: string, gaps: readonly Gap[]): Promise<readonly Gap[]> {
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
    return hopeless;
  }

  private async forgetDecoded(api: CaptureApi, recording: string, takes: readonly LocalTake[]): Promise<boolean> {
    const state = await api.state();
    const decoded = new Set(state.takes.filter((take) => take.decodedMs !== null).map((take) => take.take));
    const stored = new Set(state.takes.filter((take) => take.storedMs > 0).map((take) => take.take));
    let all = true;
    for (const take of takes.filter((candidate) => (candidate.ended?.chunks ?? 0) > 0)) {
      if (decoded.has(take.take)) {
        await this.store.forgetSound(recording, take.take);
      } else if (stored.has(take.take) || (await this.store.chunks(recording, take.take)).some((chunk) => chunk.here)) {
        all = false; // of a take that nobody has any more, a person has decided
      }
    }
    if (all) {
      await this.annotate(api, recording); // said since, and gone with the recording else
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

function withoutRefusal(recording: LocalRecording): LocalRecording {
  const { refusal: _dropped, ...rest } = recording;
  return rest;
}

function withGaps(recording: LocalRecording, refusedGaps: readonly Gap[]): LocalRecording {
  const { acceptGaps: _dropped, ...rest } = recording;
  return { ...rest, refusedGaps };
}

function isGrantGone(why: Refused): boolean {
  return why.status === 404 || why.status === 401;
}

/** What still has sound to send: first what is being recorded, then the oldest. */
function inOrder(all: readonly LocalRecording[]): readonly LocalRecording[] {
  const live = (one: LocalRecording) => (one.phase === 'capturing' ? 0 : 1);
  return all
    .filter(({ phase }) => phase !== 'sealed')
    .sort((a, b) => live(a) - live(b) || a.recordedAt.localeCompare(b.recordedAt));
}

function isWithin(gap: Gap, seen: readonly Gap[]): boolean {
  const [from, to] = gap.chunks ?? [0, -1];
  return seen.some((one) => one.take === gap.take && (one.chunks?.[0] ?? 0) <= from && (one.chunks?.[1] ?? -1) >= to);
}

/** What the device made, take by take. */
function sealedTakes(takes: readonly LocalTake[]): SealedTake[] {
  return takes
    .filter((take) => (take.ended?.chunks ?? 0) > 0)
    .map(({ take, ended, lostBefore, lostAfter }) => ({
      take,
      chunks: ended?.chunks ?? 0,
      capturedMs: ended?.capturedMs ?? 0,
      ...(lostBefore ? { lostBefore } : {}),
      ...(lostAfter ? { lostAfter } : {}),
    }));
}

function sameDescription(a: LocalRecording, b: LocalRecording): boolean {
  return a.title === b.title && a.consent.agreed === b.consent.agreed && a.consent.people === b.consent.people;
}
