/** Longer than a slice that comes late: nothing that is awake is silent for so long. */
const ASLEEP_MS = 12_000;

/** Bytes a millisecond to expect of a recorder that has not shown yet how many it makes. */
const FEWEST_BYTES = 1;

export interface Slept {
  /** What was not heard; 0 where the clocks do not tell. */
  readonly lengthMs: number;
  readonly cause: string;
  /** What the take's clock counted and nobody heard. */
  readonly countedMs: number;
}

/**
 * Tells a device that slept (closed lid, frozen page) from a page that was busy and from a clock that was set. Some
 * devices' monotonic clock goes on in their sleep, others' stops and only the time of day leaps; that leap alone may
 * also be somebody setting the clock, so then no length is claimed.
 */
export class SleepWatch {
  private mono: number;
  private wall: number;
  private missedMs = 0;
  private leaptMs = 0;
  private bytes = 0;
  private ms = 0;

  constructor(
    private readonly now: () => number,
    private readonly date: () => Date,
  ) {
    this.mono = now();
    this.wall = date().getTime();
  }

  /** The page is awake. Call it often. */
  beat(): void {
    const mono = this.now();
    const wall = this.date().getTime();
    const passed = mono - this.mono;
    const leapt = wall - this.wall - passed;
    if (passed > ASLEEP_MS) {
      this.missedMs += passed;
    } else if (leapt > ASLEEP_MS) {
      this.leaptMs += leapt;
    }
    this.mono = mono;
    this.wall = wall;
  }

  /** What has passed does not count: nobody was to listen. */
  restart(): void {
    this.beat();
    this.missedMs = 0;
    this.leaptMs = 0;
  }

  /** Sound has arrived that should be `ms` long. Answers the sleep in it, if any. */
  heard(bytes: number, ms: number): Slept | undefined {
    this.beat();
    const { missedMs, leaptMs } = this;
    this.missedMs = 0;
    this.leaptMs = 0;
    const usual = this.ms > 2_000 ? this.bytes / this.ms : FEWEST_BYTES;
    if (missedMs > 0 && bytes < (usual * ms) / 2) {
      return { lengthMs: Math.round(missedMs), cause: 'device asleep', countedMs: missedMs };
    }
    this.bytes += bytes;
    this.ms += ms;
    if (leaptMs > 0) {
      return { lengthMs: 0, cause: `device asleep, or its clock set, for ${inWords(leaptMs)}`, countedMs: 0 };
    }
    return undefined;
  }
}

function inWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 2 ? `${Math.round(ms / 1000)} s` : minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
