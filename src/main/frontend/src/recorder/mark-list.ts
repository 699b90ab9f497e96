import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { fill } from '../base/messages.js';
import { clockTime } from '../base/time.js';
import { tokens } from '../base/tokens.js';
import type { Mark } from '../capture/protocol.js';
import { MAX_LABEL } from '../capture/words.js';
import { RECORDER_MESSAGES, type RecorderMessages } from './messages.js';

/**
 * The marks of the recording that goes on: what each is about, and taking one off. Folded until somebody looks.
 * Properties: `marks` (in the order of the recording), `messages`.
 *
 * @fires ayka-mark-label - `{id, label}`
 * @fires ayka-mark-remove - `{id}`
 */
export class AykaMarkList extends LitElement {
  static override properties = { marks: { attribute: false }, messages: { attribute: false } };

  declare marks: readonly Mark[];
  declare messages: RecorderMessages;

  static override styles = [
    tokens,
    css`
      summary {
        min-block-size: 44px;
        display: grid;
        align-content: center;
        text-align: center;
        color: var(--_accent-text);
        cursor: pointer;
        list-style: none;
        border-radius: var(--_radius);
      }

      summary::-webkit-details-marker {
        display: none;
      }

      ul {
        display: grid;
        gap: 4px;
        max-block-size: 18em;
        margin: 0;
        padding: 0;
        overflow-y: auto;
        list-style: none;
      }

      li {
        display: flex;
        align-items: center;
        gap: var(--_gap-s);
      }

      time {
        flex: none;
        min-inline-size: 3.2em;
        font-variant-numeric: tabular-nums;
      }

      input {
        flex: 1;
        min-inline-size: 0;
        min-block-size: 44px;
        padding-inline: 0.75em;
        border: 1px solid var(--_control-line);
        border-radius: var(--_radius);
        background: var(--_background);
      }

      button {
        flex: none;
        inline-size: 44px;
        padding: 0;
        border-color: transparent;
        background: none;
        color: var(--_muted);
        font-size: 1.25em;
      }
    `,
  ];

  constructor() {
    super();
    this.marks = [];
    this.messages = RECORDER_MESSAGES;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { marks, messages } = this;
    if (marks.length === 0) {
      return nothing;
    }
    const count = marks.length;
    return html`<details>
      <summary>${fill(count === 1 ? messages.oneMark : messages.marks, { count })}</summary>
      <ul>
        ${marks.map((mark) => {
          const at = clockTime(mark.atMs);
          return html`<li>
            <time>${at}</time>
            <input
              maxlength=${MAX_LABEL}
              aria-label=${fill(messages.markLabel, { at })}
              placeholder=${messages.markPlaceholder}
              .value=${mark.label ?? ''}
              @change=${(event: Event) =>
                this.tell('ayka-mark-label', { id: mark.id, label: (event.target as HTMLInputElement).value })}
            />
            <button
              type="button"
              aria-label=${fill(messages.removeMark, { at })}
              title=${fill(messages.removeMark, { at })}
              @click=${() => this.tell('ayka-mark-remove', { id: mark.id })}
            >
              <span aria-hidden="true">×</span>
            </button>
          </li>`;
        })}
      </ul>
    </details>`;
  }

  private tell(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
