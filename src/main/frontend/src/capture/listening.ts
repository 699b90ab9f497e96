import { LevelMeter } from './level-meter.js';
import { SilenceWatch, type Hearing } from './silence.js';

const LOOK_MS = 250;

/** Watches one input while it is recorded: how loud it is, and whether it brings anything at all. */
export class Listening {
  hearing: Hearing = 'sound';
  private readonly meter: LevelMeter;
  private readonly watch = new SilenceWatch();
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly listeners = new AbortController();

  /** @param changed is told when {@link hearing} changes; `live` says whether it is recorded now (a pause is no silence) */
  constructor(
    private readonly stream: MediaStream,
    private readonly changed: () => void,
    private readonly live: () => boolean,
  ) {
    this.meter = new LevelMeter(stream);
    const { signal } = this.listeners;
    for (const track of stream.getAudioTracks()) {
      track.addEventListener('mute', () => this.look(), { signal });
      track.addEventListener('unmute', () => this.look(), { signal });
    }
    this.timer = setInterval(() => this.look(), LOOK_MS);
  }

  /** Loudness now, 0 to 1. */
  get level(): number {
    return this.meter.read();
  }

  close(): void {
    clearInterval(this.timer);
    this.listeners.abort();
    this.meter.close();
  }

  private look(): void {
    let now: Hearing = 'sound';
    if (this.live()) {
      const muted = this.stream.getAudioTracks().some((track) => track.muted || !track.enabled);
      now = this.watch.hear(performance.now(), this.meter.peak(), muted);
    } else {
      this.watch.reset();
    }
    if (now !== this.hearing) {
      this.hearing = now;
      this.changed();
    }
  }
}
