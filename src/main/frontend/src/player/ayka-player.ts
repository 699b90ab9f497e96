import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { clockTime } from '../base/time.js';
import { tokens } from '../base/tokens.js';
import { PAUSE, PLAY } from './icons.js';
import { meant, speedStep, type Wish } from './keys.js';
import { theListening } from './listening.js';
import { PLAYER_MESSAGES, type PlayerMessages } from './messages.js';
import { notes } from './notes.js';
import { Pictures, stretchAt, watchLooks } from './pictures.js';
import { savedMs, silences } from './silence.js';
import type { MissingSound, Sound } from './sound.js';
import { SPEEDS } from './speeds.js';
import { styles } from './styles.js';
import { followSwitch, jumpKey, skipSwitch } from './switches.js';
import { readWave, type Piece, type Wave } from './timeline.js';
import { TranscriptFollower, type KnowsWords } from './transcript-follower.js';
import type { Mark, Spoken } from './wave-picture.js';

const JUMP_MS = 10_000;
/** From this length on a second strip shows a stretch around the voice. */
const LONG_MS = 10 * 60_000;
/** A press this near to a mark means the mark. */
const SNAP_PX = 8;
/** How often the pictures move; words move with every frame. */
const PICTURE_EVERY_MS = 100;

/**
 * Plays a recording and follows its transcript without asking the server. The sound itself outlives it: it goes on in the
 * small player while one looks at other pages, and the next player of the same recording takes it over.
 *
 * Attributes: `src` (address that answers ranges), `peaks` (address of a waveform file), `duration-ms` (shown before the
 * sound is loaded), `heading` and `href` (what the recording is called and where its page is), `transcript` (id of the
 * element whose descendants carry `data-start-ms` and `data-end-ms`; the one being heard gets `aria-current="true"`, a
 * click or Enter on one plays from there). Properties: `messages` (own words for any key), `marks` (`{atMs, label}`),
 * `gaps` (`{startMs, lengthMs, cause}`).
 * Methods: `seek(ms, play)`, `play()`, `pause()`.
 * Keys while the focus is in the player, in the transcript or nowhere: see {@link meant}.
 *
 * @fires ayka-player-time - `{ms}`, a few times a second while playing
 * @fires ayka-player-failed - `{trouble}`: the sound could not be loaded
 * @fires ayka-player-mark - `{ms}`: M was pressed
 */
export class AykaPlayer extends LitElement {
  static override properties = {
    src: {},
    peaks: {},
    heading: {},
    href: {},
    transcript: {},
    durationMs: { type: Number, attribute: 'duration-ms' },
    messages: { attribute: false },
    marks: { attribute: false },
    gaps: { attribute: false },
    playing: { state: true },
    positionMs: { state: true },
    follow: { state: true },
    away: { state: true },
    wave: { state: true },
    waveFailed: { state: true },
    met: { state: true },
    saved: { state: true },
  };

  static override styles = [tokens, styles];

  declare src: string;
  declare peaks: string;
  declare heading: string;
  declare href: string;
  declare transcript: string;
  declare durationMs: number;
  declare messages: Partial<PlayerMessages>;
  declare marks: readonly Mark[];
  declare gaps: readonly MissingSound[];
  declare playing: boolean;
  declare positionMs: number;
  declare follow: boolean;
  declare away: boolean;
  declare wave: Wave | undefined;
  declare waveFailed: boolean;
  declare met: MissingSound | undefined;
  declare saved: number;

  private readonly listening = theListening();
  private sound: Sound | undefined;
  private attached = new AbortController();
  private follower: TranscriptFollower | undefined;
  private spoken: readonly Spoken[] = [];
  private dropped: readonly Piece[] = [];
  private asked: { ms: number; play: boolean } | undefined;
  private readonly pictures = new Pictures();
  private drawnAt = 0;

  constructor() {
    super();
    this.src = '';
    this.peaks = '';
    this.heading = '';
    this.href = '';
    this.transcript = '';
    this.durationMs = 0;
    this.messages = {};
    this.marks = [];
    this.gaps = [];
    this.playing = false;
    this.positionMs = 0;
    this.follow = true;
    this.away = false;
    this.wave = undefined;
    this.waveFailed = false;
    this.met = undefined;
    this.saved = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.attached = new AbortController();
    const { signal } = this.attached;
    document.addEventListener('keydown', (event) => this.onKey(event), { signal });
    // The transcript may come onto the page after the player: look for it when somebody points at something.
    document.addEventListener('click', () => this.followed, { signal, capture: true });
    document.addEventListener('ayka-transcript-shown', () => this.onTranscript(), { signal });
    this.listening.addEventListener('change', () => this.requestUpdate(), { signal });
    watchLooks(this, { size: () => this.draw(true), colours: () => this.onColours() }, signal);
    if (this.hasUpdated) {
      this.openSound(); // moved within the page
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.attached.abort();
    this.closeSound();
    this.follower?.close();
    this.follower = undefined;
  }

  /** Moves to a time in milliseconds from the start of the recording, and plays from there unless told otherwise. */
  seek(ms: number, play = true): void {
    this.met = undefined;
    if (!this.sound) {
      this.asked = { ms, play }; // its address is still on its way
      return;
    }
    this.sound.seek(ms);
    if (play) {
      this.play();
    }
  }

  play(): void {
    this.sound?.play();
  }

  pause(): void {
    this.sound?.pause();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('src')) {
      this.closeSound();
      this.openSound();
    }
    if (changed.has('gaps') || changed.has('durationMs')) {
      this.knowQuiet();
    }
    if (this.sound && (changed.has('heading') || changed.has('href'))) {
      this.sound.recorded = this.recorded;
    }
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('peaks')) {
      void this.loadPeaks();
    }
    if (changed.has('transcript')) {
      this.follower?.close();
      this.follower = undefined;
      this.onTranscript();
    }
    this.pictures.adopt(this.renderRoot);
    this.draw(true);
  }

  protected override render(): TemplateResult {
    const { listening, words } = this;
    const position = `${clockTime(this.positionMs)} / ${clockTime(this.length)}`;
    return html`
      <div class="row">
        <button
          type="button"
          class="play"
          aria-label=${this.playing ? words.pause : words.play}
          title=${this.playing ? words.pause : words.play}
          ?disabled=${!this.src}
          @click=${this.toggle}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">${this.playing ? PAUSE : PLAY}</svg>
        </button>
        ${jumpKey(words.back, '−10', () => this.jump(-JUMP_MS))}
        ${jumpKey(words.forward, '+10', () => this.jump(JUMP_MS))}
        <div class="track ${this.wave ? 'waved' : ''}">
          <canvas aria-hidden="true"></canvas>
          <input
            type="range"
            min="0"
            max=${Math.max(1, this.length)}
            step="100"
            aria-label=${words.position}
            aria-valuetext=${position}
            .value=${String(this.positionMs)}
            @input=${(event: Event) => this.onSlide(event.target as HTMLInputElement)}
          />
        </div>
        <span class="time">${position}</span>
        <select
          aria-label=${words.speed}
          @change=${(event: Event) => listening.setSpeed(Number((event.target as HTMLSelectElement).value))}
        >
          ${SPEEDS.map(
            (speed) => html`<option value=${speed} .selected=${speed === listening.speed}>${speed}×</option>`,
          )}
        </select>
        ${this.saved > 0
          ? skipSwitch(this.saved, listening.skipping, words, () => listening.setSkipping(!listening.skipping))
          : nothing}
        ${this.transcript ? followSwitch(this.follow, words, () => (this.follow = !this.follow)) : nothing}
      </div>
      ${this.length >= LONG_MS && this.wave
        ? html`<div class="near" aria-hidden="true" @click=${this.onNear}><canvas></canvas></div>`
        : nothing}
      ${notes(
        { met: this.met, waveFailed: this.waveFailed, trouble: this.sound?.trouble },
        words,
        { wave: () => void this.loadPeaks(), sound: () => this.sound?.retry() },
      )}
      ${this.follow && this.away && this.playing
        ? html`<button type="button" class="voice" @click=${() => this.followed?.comeBack()}>
            ${words.voice}
          </button>`
        : nothing}
      <span class="probe" hidden></span>
    `;
  }

  private get recorded() {
    return { src: this.src, title: this.heading, href: this.href, durationMs: this.durationMs };
  }

  private get length(): number {
    return this.sound?.lengthMs ?? this.durationMs;
  }

  private openSound(): void {
    if (!this.src || this.sound) {
      return;
    }
    const sound = this.listening.open(this.recorded, this);
    this.sound = sound;
    const { signal } = this.attached;
    const mine = () => this.sound === sound;
    sound.addEventListener('change', () => mine() && this.onSound(sound), { signal });
    sound.addEventListener('time', () => mine() && this.onTime(sound), { signal });
    sound.addEventListener('gap', (event) => (this.met = (event as CustomEvent<MissingSound>).detail), { signal });
    this.knowQuiet();
    this.playing = sound.playing;
    this.positionMs = sound.ms;
    const { asked } = this;
    this.asked = undefined;
    if (asked) {
      this.seek(asked.ms, asked.play);
    }
  }

  private closeSound(): void {
    if (this.sound) {
      this.listening.leave(this.sound, this);
      this.sound = undefined;
      this.playing = false;
    }
  }

  private onSound(sound: Sound): void {
    this.playing = sound.playing;
    if (sound.trouble) {
      const detail = { trouble: sound.trouble };
      this.dispatchEvent(new CustomEvent('ayka-player-failed', { detail, bubbles: true, composed: true }));
    }
    this.requestUpdate();
  }

  private onTime(sound: Sound): void {
    this.followed?.show(sound.ms, this.follow);
    const now = performance.now();
    if (sound.playing && now - this.drawnAt < PICTURE_EVERY_MS) {
      return;
    }
    this.drawnAt = now;
    this.positionMs = sound.ms;
    const detail = { ms: sound.ms };
    this.dispatchEvent(new CustomEvent('ayka-player-time', { detail, bubbles: true, composed: true }));
  }

  private readonly toggle = (): void => {
    if (this.playing) {
      this.pause();
    } else {
      this.play();
    }
  };

  private jump(ms: number): void {
    this.seek((this.sound?.ms ?? 0) + ms, this.playing);
  }

  private onSlide(slider: HTMLInputElement): void {
    const ms = Number(slider.value);
    const near = (SNAP_PX / Math.max(1, slider.clientWidth)) * this.length;
    const mark = this.marks.find(({ atMs }) => Math.abs(atMs - ms) <= near);
    this.seek(mark?.atMs ?? ms, this.playing);
  }

  private readonly onNear = (event: MouseEvent): void => {
    const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const [from, to] = stretchAt(this.positionMs);
    this.seek(from + ((event.clientX - left) / width) * (to - from), this.playing);
  };

  private draw(now = false): void {
    if (!now && performance.now() - this.drawnAt < PICTURE_EVERY_MS) {
      return;
    }
    const { wave, spoken, marks, gaps, positionMs: ms } = this;
    this.pictures.draw({ wave, spoken, marks, gaps, ms }, this.length);
  }

  private onColours(): void {
    this.pictures.forgetColours();
    this.draw(true);
  }

  private onKey(event: KeyboardEvent): void {
    const target = event.composedPath()[0];
    const inside = event.composedPath().includes(this) || this.inTranscript(target) || target === document.body;
    const wish = inside && target instanceof HTMLElement ? meant(event, target) : undefined;
    if (wish && this.sound) {
      event.preventDefault();
      this.grant(wish, this.sound);
    }
  }

  private grant(wish: Wish, sound: Sound): void {
    switch (wish.name) {
      case 'toggle':
        return this.toggle();
      case 'jump':
        return this.jump(wish.ms);
      case 'neighbour':
        return this.seek(
          this.followed?.neighbour(sound.ms, wish.step, wish.turns) ?? (wish.step < 0 ? 0 : sound.ms),
          this.playing,
        );
      case 'speed':
        return this.listening.setSpeed(speedStep(this.listening.speed, wish.step));
      case 'mark':
        this.dispatchEvent(
          new CustomEvent('ayka-player-mark', { detail: { ms: sound.ms }, bubbles: true, composed: true }),
        );
    }
  }

  private inTranscript(target: EventTarget | undefined): boolean {
    return target instanceof Node && (this.transcriptElement()?.contains(target) ?? false);
  }

  private transcriptElement(): KnowsWords | null {
    return this.transcript ? (this.getRootNode() as Document | ShadowRoot).getElementById(this.transcript) : null;
  }

  private get followed(): TranscriptFollower | undefined {
    const root = this.isConnected ? this.transcriptElement() : null;
    if ((this.follower?.root ?? null) !== root) {
      this.follower?.close();
      this.follower = root
        ? new TranscriptFollower(
            root,
            (ms) => this.seek(ms),
            () => (this.away = this.follower?.away ?? false),
          )
        : undefined;
    }
    return this.follower;
  }

  private onTranscript(): void {
    const root = this.followed?.root;
    this.spoken = root?.spoken ?? [];
    this.dropped = root?.dropped ?? [];
    this.knowQuiet();
    this.followed?.show(this.positionMs, false);
    this.draw(true);
  }

  private knowQuiet(): void {
    const quiet = silences(this.spoken, this.dropped, this.length);
    this.saved = savedMs(quiet);
    if (this.sound) {
      if (this.spoken.length > 0) {
        this.sound.quiet = quiet;
      }
      this.sound.gaps = this.gaps;
    }
  }

  private async loadPeaks(): Promise<void> {
    this.wave = undefined;
    this.waveFailed = false;
    if (!this.peaks) {
      return;
    }
    try {
      const response = await fetch(this.peaks);
      this.wave = response.ok ? readWave(await response.arrayBuffer()) : undefined;
    } catch {
      // said below; the sound plays without it
    }
    this.waveFailed = !this.wave;
  }

  private get words(): PlayerMessages {
    return { ...PLAYER_MESSAGES, ...this.messages };
  }
}
