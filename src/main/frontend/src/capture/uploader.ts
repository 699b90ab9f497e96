import { BackOff } from '../base/back-off.js';
import type { ChunkStore, LocalRecording } from './chunk-store.js';
import { NotNow, type GrantSource } from './grants.js';
import { CaptureApi, Refused, Unreachable, type Grant } from './protocol.js';
import { RecordingSender } from './recording-sender.js';
import type { UploaderEvents } from './uploader-events.js';
import { sameDescription } from './words.js';

export interface UploaderOptions {
  readonly grants: GrantSource;
  readonly api?: (grant: Grant) => CaptureApi;
  readonly backOff?: BackOff;
  readonly on?: Partial<UploaderEvents>;
  /** How often to ask whether sealed recordings are decoded. */
  readonly pollMs?: number;
}

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
  private readonly sender: RecordingSender;
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
    this.sender = new RecordingSender(store, options.on ?? {});
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
    pass.waiting = (await this.sender.bringForward(known, this.makeApi(grant))) || pass.waiting;
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
