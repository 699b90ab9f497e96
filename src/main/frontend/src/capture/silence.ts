/** What an input brings: sound, nothing at all, or nothing because something holds it mute. */
export type Hearing = 'sound' | 'silent' | 'muted';

/** Below this no microphone that is switched on stays: -70 dB, a fifth of what a quiet room makes. */
export const SILENCE_PEAK = 0.000_316;
const SILENT_AFTER_MS = 4_000;
const MUTED_AFTER_MS = 1_000;

/** Notices an input that brings nothing for seconds on end, and that it is back. Pure: fed with what is measured. */
export class SilenceWatch {
  private soundAt: number | undefined;
  private openAt: number | undefined;

  /**
   * @param nowMs a clock that only goes on
   * @param peak the loudest sample since the last call, 0 to 1; undefined while nobody can measure
   * @param muted whether the input says of itself that it is mute
   */
  hear(nowMs: number, peak: number | undefined, muted: boolean): Hearing {
    if (!muted || this.openAt === undefined) {
      this.openAt = nowMs;
    }
    if (this.soundAt === undefined || (!muted && (peak === undefined || peak > SILENCE_PEAK))) {
      this.soundAt = nowMs;
    }
    if (muted && nowMs - this.openAt >= MUTED_AFTER_MS) {
      return 'muted';
    }
    return nowMs - this.soundAt >= SILENT_AFTER_MS ? 'silent' : 'sound';
  }

  /** Forgets what was: a pause is no silence. */
  reset(): void {
    this.soundAt = undefined;
    this.openAt = undefined;
  }
}
