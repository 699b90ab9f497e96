import { afterSilence } from './silence.js';
import { pieceAt, type Piece } from './timeline.js';

/** What is to be heard, and what one calls it. */
export interface Recorded {
  readonly src: string;
  readonly title: string;
  /** The recording's page. */
  readonly href: string;
  readonly durationMs: number;
}

/** Sound that is missing: milliseconds from the start of the recording, and why, in words. */
export interface MissingSound {
  readonly startMs: number;
  readonly lengthMs: number;
  readonly cause: string;
}

/** Why nothing is heard: nothing is stored, it cannot be decoded, the server is out of reach, or nobody is signed in. */
export type Trouble = 'missing' | 'damaged' | 'unreachable' | 'signedOut';

/**
 * The sound of one recording. It outlives the page that shows it, so that it goes on while one looks at others.
 *
 * Events: `change` (playing, speed, trouble, length), `time` (the position moved), `gap` (`detail` is the
 * {@link MissingSound} that playing came upon).
 */
export class Sound extends EventTarget {
  readonly audio = new Audio();
  quiet: readonly Piece[] = [];
  gaps: readonly MissingSound[] = [];
  skipping = false;
  trouble: Trouble | undefined;

  private pendingMs: number | undefined;
  private gap: MissingSound | undefined;
  private frame = 0;
  private retries = 0;

  constructor(public recorded: Recorded) {
    super();
    const { audio } = this;
    audio.preload = 'metadata';
    for (const type of ['play', 'pause', 'ended', 'ratechange', 'durationchange', 'waiting', 'playing']) {
      audio.addEventListener(type, () => this.changed());
    }
    audio.addEventListener('loadedmetadata', () => this.onLoaded());
    // A hidden page gets no frames; the clock of the sound goes on.
    audio.addEventListener('timeupdate', () => this.onTime());
    audio.addEventListener('seeked', () => this.onTime());
    audio.addEventListener('error', () => void this.onError());
    audio.src = recorded.src;
  }

  get playing(): boolean {
    return !this.audio.paused && !this.audio.ended;
  }

  get ms(): number {
    return this.pendingMs ?? Math.round(this.audio.currentTime * 1000);
  }

  get lengthMs(): number {
    const { duration } = this.audio;
    return Number.isFinite(duration) && duration > 0 ? Math.round(duration * 1000) : this.recorded.durationMs;
  }

  /** Refused by the browser without a gesture of the user: the button is there. */
  play(): void {
    this.audio.play().catch(() => undefined);
  }

  pause(): void {
    this.audio.pause();
  }

  seek(ms: number): void {
    const target = Math.max(0, this.lengthMs > 0 ? Math.min(ms, this.lengthMs) : ms);
    if (this.audio.readyState === HTMLMediaElement.HAVE_NOTHING) {
      this.pendingMs = target; // until the sound's length is known
    } else {
      this.audio.currentTime = target / 1000;
    }
    this.gap = undefined;
    this.dispatchEvent(new Event('time'));
  }

  setSpeed(speed: number): void {
    this.audio.defaultPlaybackRate = speed;
    this.audio.playbackRate = speed;
    this.audio.preservesPitch = true;
  }

  /** Asks for the sound again, where it broke off. */
  retry(): void {
    this.pendingMs = this.ms;
    this.trouble = undefined;
    // Chromium keeps what it could not read under its address
    this.audio.src = `${this.recorded.src}?again=${++this.retries}`;
    this.changed();
  }

  /** Lets go of the sound and its connection. */
  close(): void {
    cancelAnimationFrame(this.frame);
    this.audio.pause();
    this.audio.removeAttribute('src');
    this.audio.load();
  }

  private changed(): void {
    cancelAnimationFrame(this.frame);
    if (this.playing) {
      this.frame = requestAnimationFrame(() => this.onFrame());
    }
    this.dispatchEvent(new Event('change'));
  }

  /** The browser tells the time four times a second; words are shorter. */
  private onFrame(): void {
    this.onTime();
    if (this.playing) {
      this.frame = requestAnimationFrame(() => this.onFrame());
    }
  }

  private onTime(): void {
    if (this.pendingMs !== undefined) {
      return;
    }
    if (this.playing && !this.audio.seeking) {
      this.meetGap();
      const goOn = this.skipping ? afterSilence(this.quiet, this.ms) : undefined;
      if (goOn !== undefined) {
        this.audio.currentTime = Math.min(goOn, this.lengthMs) / 1000;
      }
    }
    this.dispatchEvent(new Event('time'));
  }

  private meetGap(): void {
    const pieces = this.gaps.map((gap) => ({ startMs: gap.startMs, endMs: gap.startMs + Math.max(gap.lengthMs, 500) }));
    const gap = this.gaps[pieceAt(pieces, this.ms)];
    if (gap && gap !== this.gap) {
      this.dispatchEvent(new CustomEvent('gap', { detail: gap }));
    }
    this.gap = gap;
  }

  private onLoaded(): void {
    if (this.pendingMs !== undefined) {
      this.audio.currentTime = this.pendingMs / 1000;
      this.pendingMs = undefined;
    }
    this.trouble = undefined;
    this.changed();
  }

  private async onError(): Promise<void> {
    if (!this.audio.getAttribute('src')) {
      return; // closed
    }
    this.pendingMs = this.ms;
    this.trouble = await why(this.recorded.src);
    this.changed();
  }
}

async function why(src: string): Promise<Trouble> {
  try {
    const answer = await fetch(src, { method: 'HEAD', redirect: 'manual' });
    if (answer.ok) {
      return 'damaged';
    }
    if (answer.status === 404) {
      return 'missing';
    }
    return answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403
      ? 'signedOut'
      : 'unreachable';
  } catch {
    return 'unreachable';
  }
}
