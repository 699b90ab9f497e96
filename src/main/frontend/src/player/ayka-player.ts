import { css, html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { clockTime } from '../base/time.js';
import { tokens } from '../base/tokens.js';
import { PLAYER_MESSAGES, type PlayerMessages } from './messages.js';
import { bars, readPeaks } from './timeline.js';
import { TranscriptFollower } from './transcript-follower.js';

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;
const BARS = 240;
const JUMP_MS = 10_000;
const PLAY = svg`<path d="M8 5.2v13.6l11-6.8z" />`;
const PAUSE = svg`<path d="M7 5h3.6v14H7zM13.4 5H17v14h-3.6z" />`;
const FOLLOW = svg`<path d="M4 5h16v2H4zM4 17h16v2H4zM4 9.5h12v5H4z" />`;

/**
 * Plays a recording and follows its transcript without asking the server.
 *
 * Attributes: `src` (address that answers ranges), `peaks` (address of a waveform file), `duration-ms` (shown before the sound is loaded), `transcript` (id of the element
 * whose descendants carry `data-start-ms` and `data-end-ms`; the one being heard gets `aria-current="true"`, a click or
 * Enter on one plays from there). Property `messages`: own words for any key.
 * Methods: `seek(ms, play)`, `play()`, `pause()`.
 * Keys while the focus is in the player or the transcript, not in a field: Space plays and pauses, Left and Right jump
 * ten seconds, Up and Down go to the utterance before and after, < and > change the speed.
 *
 * @fires ayka-player-time - `{ms}`, four times a second while playing
 * @fires ayka-player-failed - the sound could not be loaded
 */
export class AykaPlayer extends LitElement {
  static override properties = {
    src: {},
    peaks: {},
    transcript: {},
    durationMs: { type: Number, attribute: 'duration-ms' },
    messages: { attribute: false },
    playing: { state: true },
    positionMs: { state: true },
    speed: { state: true },
    follow: { state: true },
    failed: { state: true },
    wave: { state: true },
  };

  static override styles = [
    tokens,
    css`
      :host {
        display: block;
      }

      .row {
        display: flex;
        align-items: center;
        gap: var(--_gap-s);
      }

      button {
        flex: none;
        padding-inline: 0.75em;
        font-variant-numeric: tabular-nums;
      }

      .quiet {
        border-color: transparent;
        background: none;
      }

      .quiet:hover {
        background: var(--_surface);
      }

      .play {
        display: grid;
        place-items: center;
        inline-size: 48px;
        block-size: 48px;
        padding: 0;
        border-color: transparent;
        border-radius: 50%;
        background: var(--_accent);
        color: var(--_on-accent);
      }

      .play svg,
      .follow svg {
        inline-size: 24px;
        block-size: 24px;
        fill: currentcolor;
      }

      .track {
        position: relative;
        flex: 1 1 6rem;
        min-inline-size: 0;
        block-size: 48px;
      }

      .wave {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        color: color-mix(in srgb, var(--_text) 30%, transparent);
        pointer-events: none;
      }

      .wave .heard {
        color: var(--_accent);
      }

      .wave rect {
        fill: currentcolor;
      }

      input[type='range'] {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        margin: 0;
        appearance: none;
        background: linear-gradient(var(--_control-line) 0 0) center / 100% 2px no-repeat;
        border-radius: var(--_radius);
        cursor: pointer;
      }

      .waved input[type='range'] {
        background: none;
      }

      input[type='range']::-webkit-slider-thumb {
        appearance: none;
        inline-size: 4px;
        block-size: 44px;
        border-radius: 2px;
        background: var(--_accent);
      }

      input[type='range']::-moz-range-thumb {
        inline-size: 4px;
        block-size: 44px;
        border: 0;
        border-radius: 2px;
        background: var(--_accent);
      }

      .time {
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
        color: var(--_muted);
      }

      select {
        min-block-size: 44px;
        padding-inline: 0.5em;
        border: 1px solid transparent;
        border-radius: var(--_radius);
        background: transparent;
        cursor: pointer;
      }

      select:hover {
        background: var(--_surface);
      }

      option {
        background: var(--_background);
      }

      .follow {
        display: inline-flex;
        align-items: center;
        gap: 0.4em;
        color: var(--_muted);
      }

      .follow[aria-pressed='true'] {
        color: var(--_accent-text);
      }

      /* on a phone: the keys in one row, the tape below them */
      @media (width < 44rem) {
        .row {
          flex-wrap: wrap;
          justify-content: space-between;
        }

        .track {
          order: 1;
          flex-basis: 60%;
        }

        .time {
          order: 2;
        }

        .follow span {
          display: none;
        }
      }

      p {
        margin: 0;
        color: var(--_danger-text);
      }
    `,
  ];

  declare src: string;
  declare peaks: string;
  declare transcript: string;
  declare durationMs: number;
  declare messages: Partial<PlayerMessages>;
  declare playing: boolean;
  declare positionMs: number;
  declare speed: number;
  declare follow: boolean;
  declare failed: boolean;
  declare wave: readonly number[];

  private readonly audio = new Audio();
  private follower: TranscriptFollower | undefined;
  private listening = new AbortController();
  private pendingMs: number | undefined;
  private frame = 0;

  constructor() {
    super();
    this.src = '';
    this.peaks = '';
    this.transcript = '';
    this.durationMs = 0;
    this.messages = {};
    this.playing = false;
    this.positionMs = 0;
    this.speed = 1;
    this.follow = true;
    this.failed = false;
    this.wave = [];
    this.audio.preload = 'metadata';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.listening = new AbortController();
    const { signal } = this.listening;
    const { audio } = this;
    audio.addEventListener('play', () => this.onPlaying(true), { signal });
    audio.addEventListener('pause', () => this.onPlaying(false), { signal });
    audio.addEventListener('ended', () => this.onPlaying(false), { signal });
    audio.addEventListener('timeupdate', () => this.onTime(), { signal });
    audio.addEventListener('seeked', () => this.onTime(), { signal });
    audio.addEventListener('loadedmetadata', () => this.onLoaded(), { signal });
    audio.addEventListener('error', () => this.onError(), { signal });
    document.addEventListener('keydown', (event) => this.onKey(event), { signal });
    // The transcript may come onto the page after the player: look for it when somebody points at something.
    document.addEventListener('click', () => this.followed, { signal, capture: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.listening.abort();
    this.audio.pause();
    cancelAnimationFrame(this.frame);
    this.follower?.close();
    this.follower = undefined;
  }

  /** Moves to a time in milliseconds from the start of the recording, and plays from there unless told otherwise. */
  seek(ms: number, play = true): void {
    const target = Math.max(0, this.length > 0 ? Math.min(ms, this.length) : ms);
    if (this.audio.readyState === HTMLMediaElement.HAVE_NOTHING) {
      this.pendingMs = target; // until the sound's length is known
    } else {
      this.audio.currentTime = target / 1000;
    }
    this.positionMs = target;
    this.followed?.show(target, this.follow);
    if (play) {
      this.play();
    }
  }

  play(): void {
    // Refused without a gesture: the button is there.
    this.audio.play().catch(() => undefined);
  }

  pause(): void {
    this.audio.pause();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('src')) {
      this.failed = false;
      this.audio.src = this.src;
    }
    if (changed.has('peaks')) {
      void this.loadPeaks();
    }
    if (changed.has('transcript')) {
      this.follower?.close();
      this.follower = undefined;
    }
    if (changed.has('speed')) {
      this.audio.playbackRate = this.speed;
      this.audio.defaultPlaybackRate = this.speed;
    }
  }

  protected override render(): TemplateResult {
    const position = `${clockTime(this.positionMs)} / ${clockTime(this.length)}`;
    return html`
      <div class="row">
        <button
          type="button"
          class="play"
          aria-label=${this.text(this.playing ? 'pause' : 'play')}
          title=${this.text(this.playing ? 'pause' : 'play')}
          ?disabled=${!this.src}
          @click=${this.toggle}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">${this.playing ? PAUSE : PLAY}</svg>
        </button>
        <button
          type="button"
          class="quiet"
          aria-label=${this.text('back')}
          title=${this.text('back')}
          @click=${() => this.jump(-JUMP_MS)}
        >
          −10
        </button>
        <button
          type="button"
          class="quiet"
          aria-label=${this.text('forward')}
          title=${this.text('forward')}
          @click=${() => this.jump(JUMP_MS)}
        >
          +10
        </button>
        <div class="track ${this.wave.length > 0 ? 'waved' : ''}">
          ${this.renderWave()}
          <input
            type="range"
            min="0"
            max=${Math.max(1, this.length)}
            step="100"
            aria-label=${this.text('position')}
            aria-valuetext=${position}
            .value=${String(this.positionMs)}
            @input=${(event: Event) => this.seek(Number((event.target as HTMLInputElement).value), this.playing)}
          />
        </div>
        <span class="time">${position}</span>
        <select
          aria-label=${this.text('speed')}
          @change=${(event: Event) => (this.speed = Number((event.target as HTMLSelectElement).value))}
        >
          ${SPEEDS.map((speed) => html`<option value=${speed} ?selected=${speed === this.speed}>${speed}×</option>`)}
        </select>
        ${this.transcript
          ? html`<button
              type="button"
              class="follow quiet"
              title=${this.text('follow')}
              aria-label=${this.text('follow')}
              aria-pressed=${this.follow}
              @click=${() => (this.follow = !this.follow)}
            >
              <svg viewBox="0 0 24 24" aria-hidden="true">${FOLLOW}</svg><span>${this.text('follow')}</span>
            </button>`
          : nothing}
      </div>
      ${this.failed ? html`<p role="alert">${this.text('unplayable')}</p>` : nothing}
    `;
  }

  private renderWave(): TemplateResult | typeof nothing {
    if (this.wave.length === 0) {
      return nothing;
    }
    const heard = (this.positionMs / Math.max(1, this.length)) * this.wave.length;
    return html`<svg class="wave" viewBox="0 0 ${this.wave.length} 100" preserveAspectRatio="none" aria-hidden="true">
      ${this.wave.map((height, index) => bar(index, height, index < heard))}
    </svg>`;
  }

  private get length(): number {
    const { duration } = this.audio;
    return Number.isFinite(duration) && duration > 0 ? Math.round(duration * 1000) : this.durationMs;
  }

  private readonly toggle = (): void => {
    if (this.audio.paused) {
      this.play();
    } else {
      this.pause();
    }
  };

  private jump(ms: number): void {
    this.seek(this.positionMs + ms, this.playing);
  }

  private onPlaying(playing: boolean): void {
    this.playing = playing;
    cancelAnimationFrame(this.frame);
    if (playing) {
      this.trackTime();
    }
  }

  /** The browser reports time four times a second; the text follows every frame. */
  private trackTime(): void {
    this.followed?.show(this.audio.currentTime * 1000, this.follow);
    this.frame = requestAnimationFrame(() => this.trackTime());
  }

  private onTime(): void {
    if (this.pendingMs !== undefined) {
      return;
    }
    this.positionMs = Math.round(this.audio.currentTime * 1000);
    this.followed?.show(this.positionMs, this.follow && this.playing);
    this.dispatchEvent(
      new CustomEvent('ayka-player-time', { detail: { ms: this.positionMs }, bubbles: true, composed: true }),
    );
  }

  private onLoaded(): void {
    this.audio.playbackRate = this.speed;
    if (this.pendingMs !== undefined) {
      this.audio.currentTime = this.pendingMs / 1000;
      this.pendingMs = undefined;
    }
    this.requestUpdate();
  }

  private onError(): void {
    if (this.src) {
      this.failed = true;
      this.dispatchEvent(new CustomEvent('ayka-player-failed', { bubbles: true, composed: true }));
    }
  }

  private onKey(event: KeyboardEvent): void {
    const target = event.composedPath()[0];
    const inside = event.composedPath().includes(this) || this.inTranscript(target);
    if (!inside || !(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (target.matches('input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable]')) {
      return;
    }
    if (event.key === ' ' && target.matches('button, input, vaadin-button, a')) {
      return; // presses what has the focus
    }
    const neighbour = (step: -1 | 1) => this.followed?.neighbour(this.positionMs, step);
    switch (event.key) {
      case ' ':
        this.toggle();
        break;
      case 'ArrowLeft':
        this.jump(-JUMP_MS);
        break;
      case 'ArrowRight':
        this.jump(JUMP_MS);
        break;
      case 'ArrowUp':
        this.seek(neighbour(-1) ?? 0, this.playing);
        break;
      case 'ArrowDown':
        this.seek(neighbour(1) ?? this.positionMs, this.playing);
        break;
      case '<':
        this.changeSpeed(-1);
        break;
      case '>':
        this.changeSpeed(1);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  private changeSpeed(step: -1 | 1): void {
    const at = SPEEDS.findIndex((speed) => speed === this.speed);
    this.speed = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + step))] ?? 1;
  }

  private inTranscript(target: EventTarget | undefined): boolean {
    return target instanceof Node && (this.transcriptElement()?.contains(target) ?? false);
  }

  private transcriptElement(): HTMLElement | null {
    return this.transcript ? (this.getRootNode() as Document | ShadowRoot).getElementById(this.transcript) : null;
  }

  private get followed(): TranscriptFollower | undefined {
    const root = this.isConnected ? this.transcriptElement() : null;
    if ((this.follower?.root ?? null) !== root) {
      this.follower?.close();
      this.follower = root ? new TranscriptFollower(root, (ms) => this.seek(ms)) : undefined;
    }
    return this.follower;
  }

  private async loadPeaks(): Promise<void> {
    this.wave = [];
    if (!this.peaks) {
      return;
    }
    try {
      const response = await fetch(this.peaks);
      if (response.ok) {
        const peaks = readPeaks(await response.arrayBuffer());
        this.wave = peaks.length > 0 ? bars(peaks, BARS) : [];
      }
    } catch {
      // The waveform is a comfort; the sound plays without it.
    }
  }

  private text(key: keyof PlayerMessages): string {
    return this.messages[key] ?? PLAYER_MESSAGES[key];
  }
}

function bar(index: number, height: number, heard: boolean): TemplateResult<2> {
  const tall = Math.max(2, height * 100);
  return svg`<rect class=${heard ? 'heard' : ''} x=${index} y=${(100 - tall) / 2} width="0.7" height=${tall}></rect>`;
}
