import { css, html, LitElement, nothing, render, type TemplateResult } from 'lit';
import { clockTime } from '../base/time.js';
import { tokens } from '../base/tokens.js';
import { CLOSE, FLOAT, PAUSE, PLAY } from './icons.js';
import { theListening } from './listening.js';
import { MINI_MESSAGES, type MiniMessages } from './messages.js';
import type { Sound } from './sound.js';

const JUMP_MS = 10_000;

/** Chromium's window that stays on top; other browsers have none. */
interface FloatingWindows {
  requestWindow(size: { width: number; height: number }): Promise<Window>;
}

const look = css`
  .mini {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: 0 8px;
    padding: 6px 6px 6px 14px;
  }

  .mini-title {
    min-block-size: 44px;
    display: grid;
    align-content: center;
    color: inherit;
    text-decoration: none;
  }

  .mini-title b {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-weight: 620;
  }

  .mini-title:hover b {
    text-decoration: underline;
  }

  .mini-title small {
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
    opacity: 0.8;
  }

  .mini-keys {
    display: flex;
    align-items: center;
  }

  .mini button {
    display: grid;
    place-items: center;
    min-inline-size: 44px;
    min-block-size: 44px;
    padding: 0;
    border: 0;
    border-radius: 10px;
    background: none;
    color: inherit;
    font: inherit;
    font-variant-numeric: tabular-nums;
    cursor: pointer;
  }

  .mini button:hover {
    background: color-mix(in srgb, currentcolor 10%, transparent);
  }

  /* phones have no windows */
  @media (width < 30rem) {
    .mini-float {
      display: none !important;
    }
  }

  .mini svg {
    inline-size: 24px;
    block-size: 24px;
    fill: currentcolor;
  }

  .mini progress {
    grid-column: 1 / -1;
    inline-size: 100%;
    block-size: 3px;
    margin-block-start: 2px;
    appearance: none;
    border: 0;
    border-radius: 2px;
    overflow: hidden;
    background: color-mix(in srgb, currentcolor 15%, transparent);
  }

  .mini progress::-webkit-progress-bar {
    background: none;
  }

  .mini progress::-webkit-progress-value {
    background: currentcolor;
  }

  .mini progress::-moz-progress-bar {
    background: currentcolor;
  }
`;

/**
 * What is being heard while its page is not shown: stands in the frame around every page. Where the browser has windows
 * that stay on top it can move into one.
 *
 * Property `messages`: own words for any key.
 *
 * @fires ayka-mini-player-open - `{href}`: back to the recording's page
 */
export class AykaMiniPlayer extends LitElement {
  static override properties = { messages: { attribute: false } };

  static override styles = [
    tokens,
    look,
    css`
      section {
        border: 1px solid var(--_line);
        border-radius: 16px;
        background: var(--ayka-card-raised, var(--_background));
        box-shadow: var(--ayka-shadow, 0 2px 12px #0003);
      }
    `,
  ];

  declare messages: Partial<MiniMessages>;

  private readonly listening = theListening();
  private attached = new AbortController();
  private heard: Sound | undefined;
  private floating: Window | undefined;
  private second = -1;

  constructor() {
    super();
    this.messages = {};
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.attached = new AbortController();
    this.listening.addEventListener('change', () => this.onChange(), { signal: this.attached.signal });
    this.onChange();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.attached.abort();
    this.floating?.close();
  }

  protected override render(): TemplateResult | typeof nothing {
    const sound = this.listening.current;
    if (!sound || this.listening.shown || this.floating) {
      return nothing;
    }
    return html`<section aria-label=${this.text('now')}>${this.renderMini(sound, false)}</section>`;
  }

  protected override updated(): void {
    const sound = this.listening.current;
    this.toggleAttribute('on', this.renderRoot.querySelector('section') !== null);
    if (this.floating && sound) {
      render(this.renderMini(sound, true), this.floating.document.body);
    } else if (this.floating) {
      this.floating.close();
    }
  }

  private renderMini(sound: Sound, floating: boolean): TemplateResult {
    const { recorded, playing, ms, lengthMs } = sound;
    return html`<div class="mini">
      <a class="mini-title" href=${recorded.href} title=${this.text('open')} @click=${(event: MouseEvent) => this.open(event, recorded.href)}>
        <b>${recorded.title}</b><small>${clockTime(ms)} / ${clockTime(lengthMs)}</small>
      </a>
      <div class="mini-keys">
        ${this.button('back', '−10', () => sound.seek(sound.ms - JUMP_MS))}
        ${this.button(
          playing ? 'pause' : 'play',
          html`<svg viewBox="0 0 24 24" aria-hidden="true">${playing ? PAUSE : PLAY}</svg>`,
          () => (sound.playing ? sound.pause() : sound.play()),
        )}
        ${this.button('forward', '+10', () => sound.seek(sound.ms + JUMP_MS))}
        ${'documentPictureInPicture' in window && !floating
          ? this.button(
              'float',
              html`<svg viewBox="0 0 24 24" aria-hidden="true">${FLOAT}</svg>`,
              () => void this.float(),
            )
          : nothing}
        ${this.button('close', html`<svg viewBox="0 0 24 24" aria-hidden="true">${CLOSE}</svg>`, () =>
          this.listening.close(),
        )}
      </div>
      <progress max=${Math.max(1, lengthMs)} .value=${ms} aria-hidden="true"></progress>
    </div>`;
  }

  private button(key: keyof MiniMessages, content: unknown, press: () => void): TemplateResult {
    return html`<button type="button" class="mini-${key}" aria-label=${this.text(key)} title=${this.text(key)} @click=${press}>
      ${content}
    </button>`;
  }

  private onChange(): void {
    const now = this.listening.current;
    if (now !== this.heard) {
      this.heard = now;
      now?.addEventListener('time', () => now === this.heard && this.onTime(now), { signal: this.attached.signal });
    }
    this.requestUpdate();
  }

  private onTime(sound: Sound): void {
    const second = Math.floor(sound.ms / 1000);
    if (second !== this.second) {
      this.second = second;
      this.requestUpdate();
    }
  }

  /** The frame navigates; a new tab and the like stay the browser's. */
  private open(event: MouseEvent, href: string): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) {
      return;
    }
    event.preventDefault();
    this.floating?.close();
    this.dispatchEvent(new CustomEvent('ayka-mini-player-open', { detail: { href }, bubbles: true, composed: true }));
  }

  private async float(): Promise<void> {
    const windows = (window as Window & { documentPictureInPicture?: FloatingWindows }).documentPictureInPicture;
    const floating = await windows?.requestWindow({ width: 420, height: 84 }).catch(() => undefined);
    if (!floating) {
      return;
    }
    const style = floating.document.createElement('style');
    style.textContent = `:root { color-scheme: ${getComputedStyle(document.documentElement).colorScheme}; }
      body { margin: 0; font-family: system-ui, sans-serif; background: light-dark(#fff, #17191e); color: light-dark(#1b1d22, #eceef2); }
      ${look.cssText}`;
    floating.document.head.append(style);
    floating.document.title = this.listening.current?.recorded.title ?? 'AYKA';
    this.floating = floating;
    floating.addEventListener('pagehide', () => {
      this.floating = undefined;
      this.requestUpdate();
    });
    this.requestUpdate();
  }

  private text(key: keyof MiniMessages): string {
    return this.messages[key] ?? MINI_MESSAGES[key];
  }
}
