import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { fill } from '../base/messages.js';
import { tokens } from '../base/tokens.js';
import { recordableMs, shortLength, shortSize, type Closing, type Gauge, type Places } from './gauge.js';
import { RECORDER_MESSAGES, type RecorderMessages } from './messages.js';

const PLACES = ['hereMs', 'wayMs', 'safeMs', 'transcribedMs'] as const;
const LONG_MS = 1000 * 3_600_000;
const CLOSING = {
  safe: 'closeSafe',
  recording: 'closeRecording',
  waiting: 'closeWaiting',
  words: 'closeWords',
  finishing: 'closeFinishing',
  decision: 'closeDecision',
} as const satisfies Record<Closing, keyof RecorderMessages>;

/**
 * Whether the page may be closed, in one line with a light; where all sound is and how much more fits, on a tap.
 * Properties: `gauge`, `freeBytes` (undefined where the browser does not tell), `messages`.
 *
 * @fires ayka-gauge-open - somebody wants to know more: the figures should be fresh
 */
export class AykaSafetyGauge extends LitElement {
  static override properties = {
    gauge: { attribute: false },
    freeBytes: { attribute: false },
    messages: { attribute: false },
  };

  declare gauge: Gauge | undefined;
  declare freeBytes: number | undefined;
  declare messages: RecorderMessages;

  static override styles = [
    tokens,
    css`
      details {
        border: 1px solid var(--_line);
        border-radius: var(--_radius);
      }

      summary {
        display: flex;
        align-items: center;
        gap: 0.7em;
        min-block-size: 44px;
        padding: 0.45em 0.9em;
        border-radius: var(--_radius);
        list-style: none;
        cursor: pointer;
        font-size: var(--aura-font-size-s, 0.875rem);
      }

      summary::-webkit-details-marker {
        display: none;
      }

      summary::after {
        content: '';
        flex: none;
        inline-size: 0.5em;
        block-size: 0.5em;
        margin-inline-start: auto;
        border: solid var(--_muted);
        border-width: 0 2px 2px 0;
        rotate: 45deg;
        translate: 0 -0.15em;
      }

      details[open] summary::after {
        rotate: 225deg;
        translate: 0 0.15em;
      }

      .light {
        flex: none;
        inline-size: 12px;
        block-size: 12px;
        border: 2px solid var(--_warning);
        border-radius: 50%;
      }

      .light[data-closing='safe'] {
        border-color: var(--_good);
        background: var(--_good);
      }

      .light[data-closing='recording'] {
        border-color: var(--_danger);
        background: var(--_danger);
      }

      .body {
        display: grid;
        gap: var(--_gap);
        padding: 0.2em 0.9em 0.9em;
        font-size: var(--aura-font-size-s, 0.875rem);
      }

      .bar {
        display: flex;
        gap: 2px;
        block-size: 8px;
        border-radius: 4px;
        overflow: hidden;
        background: var(--_line);
      }

      .bar > span {
        flex: var(--share) 0 0;
      }

      [data-place='hereMs'] {
        --_place: var(--_warning);
      }

      [data-place='wayMs'] {
        --_place: var(--_accent);
      }

      [data-place='safeMs'] {
        --_place: var(--_good);
      }

      [data-place='transcribedMs'] {
        --_place: color-mix(in srgb, var(--_good) 45%, var(--_text));
      }

      .bar > span,
      dt::before {
        background: var(--_place);
      }

      dl {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 0.3em 1em;
        margin: 0;
      }

      dt {
        display: flex;
        align-items: center;
        gap: 0.6em;
      }

      dt::before {
        content: '';
        inline-size: 10px;
        block-size: 10px;
        border-radius: 3px;
      }

      dd {
        margin: 0;
        text-align: end;
        font-variant-numeric: tabular-nums;
      }

      ul {
        display: grid;
        gap: 0.5em;
        max-block-size: 16em;
        margin: 0;
        padding: 0.7em 0 0;
        overflow-y: auto;
        border-block-start: 1px solid var(--_line);
        list-style: none;
      }

      li {
        display: grid;
      }

      li > span:first-child {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .muted,
      p {
        margin: 0;
        color: var(--_muted);
      }
    `,
  ];

  constructor() {
    super();
    this.gauge = undefined;
    this.freeBytes = undefined;
    this.messages = RECORDER_MESSAGES;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { gauge, messages } = this;
    if (!gauge) {
      return nothing;
    }
    const waiting = shortLength(gauge.waitingMs, messages);
    return html`<details @toggle=${this.toggled}>
      <summary>
        <span class="light" data-closing=${gauge.closing}></span>
        <span role="status">${fill(messages[CLOSING[gauge.closing]], { waiting })}</span>
      </summary>
      <div class="body">
        ${gauge.rows.length > 0 ? this.renderPlaces(gauge) : nothing}
        ${gauge.rows.length > 0
          ? html`<ul>
              ${gauge.rows.map(
                (row) => html`<li><span>${row.title}</span><span class="muted">${this.placesInWords(row)}</span></li>`,
              )}
            </ul>`
          : nothing}
        <p>${this.room()}</p>
      </div>
    </details>`;
  }

  private renderPlaces(gauge: Gauge): TemplateResult {
    return html`
      <div class="bar" aria-hidden="true">
        ${PLACES.map((place) => html`<span data-place=${place} .style=${`--share: ${gauge[place]}`}></span>`)}
      </div>
      <dl>
        ${PLACES.map(
          (place) => html`<dt data-place=${place}>${this.messages[place]}</dt>
            <dd>${shortLength(gauge[place], this.messages)}</dd>`,
        )}
      </dl>
    `;
  }

  private placesInWords(row: Places): string {
    return PLACES.filter((place) => row[place] > 0)
      .map((place) => fill(this.messages.placed, { length: shortLength(row[place], this.messages), place: this.messages[place] }))
      .join(' · ');
  }

  private room(): string {
    if (this.freeBytes === undefined) {
      return this.messages.roomUnknown;
    }
    const ms = recordableMs(this.freeBytes);
    const length = shortLength(Math.min(ms, LONG_MS), this.messages);
    const size = shortSize(this.freeBytes, this.messages);
    return fill(ms > LONG_MS ? this.messages.roomLong : this.messages.room, { size, length });
  }

  private toggled(event: Event): void {
    if ((event.target as HTMLDetailsElement).open) {
      this.dispatchEvent(new CustomEvent('ayka-gauge-open', { bubbles: true, composed: true }));
    }
  }
}
