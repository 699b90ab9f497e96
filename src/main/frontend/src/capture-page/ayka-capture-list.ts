import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { clockTime } from '../base/time.js';
import { tokens } from '../base/tokens.js';
import type { CaptureDevice } from '../capture/device.js';
import type { Whereabouts } from '../capture/whereabouts.js';
import { liveRecording } from '../capture/state.js';
import type { ListedRecording } from '../connection/device-api.js';
import { rows, type Row } from './rows.js';
import { pageStyles } from './styles.js';
import { words } from './words.js';

/**
 * Everything that was recorded: what still lies on this device, each with what a person can do about it, then the latest
 * that the server has.
 *
 * Properties: `device`, `latest`, `server` (origin of the installation), `alone` (whether nothing else is shown: then it
 * says where what is recorded appears).
 */
export class AykaCaptureList extends LitElement {
  static override styles = [
    tokens,
    pageStyles,
    css`
      ul {
        display: grid;
        gap: 8px;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li > * {
        border: 1px solid var(--_line);
        border-radius: 14px;
        background: var(--ayka-card, var(--_background));
      }

      summary,
      .line {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 2px 12px;
        min-block-size: 44px;
        padding: 10px 16px;
        color: inherit;
        text-decoration: none;
      }

      summary {
        cursor: pointer;
        list-style: none;
      }

      summary::-webkit-details-marker {
        display: none;
      }

      summary::after {
        content: '';
        grid-row: 1 / span 2;
        grid-column: 2;
        inline-size: 8px;
        block-size: 8px;
        border: solid var(--_muted);
        border-width: 0 2px 2px 0;
        transform: rotate(45deg);
      }

      details[open] > summary::after {
        transform: rotate(225deg);
      }

      strong {
        font-weight: 600;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .state {
        grid-column: 1;
        color: var(--_muted);
        font-size: 0.875rem;
      }

      .state::before {
        content: '';
        display: inline-block;
        inline-size: 8px;
        block-size: 8px;
        margin-inline-end: 8px;
        border-radius: 50%;
        background: var(--_tone, var(--_control-line));
      }

      [data-tone='busy'] {
        --_tone: var(--_accent);
      }

      [data-tone='good'] {
        --_tone: var(--_good);
      }

      [data-tone='warning'] {
        --_tone: light-dark(#a86200, #f5b942);
      }

      [data-tone='bad'] {
        --_tone: var(--_danger);
      }

      .inside {
        display: grid;
        gap: 12px;
        padding: 0 16px 16px;
      }

      .fields {
        display: grid;
        gap: 12px;
      }

      .agreed {
        display: flex;
        align-items: center;
        gap: 10px;
        min-block-size: 44px;
      }

      .agreed input {
        inline-size: 1.4em;
        block-size: 1.4em;
        flex: none;
        margin: 0;
        accent-color: var(--_accent);
      }

      .agreed > span {
        color: inherit;
        font-size: 1rem;
      }
    `,
  ];
  static override properties = {
    device: { attribute: false },
    alone: { attribute: false },
    latest: { attribute: false },
    server: {},
  };

  declare device: CaptureDevice | undefined;
  declare alone: boolean;
  declare latest: readonly ListedRecording[];
  declare server: string;

  private agreed = new Map<string, { agreed: boolean; people: string }>();

  constructor() {
    super();
    this.device = undefined;
    this.alone = true;
    this.latest = [];
    this.server = '';
  }

  protected override render(): TemplateResult {
    const all = rows(this.device?.whereabouts ?? [], liveRecording(this.device?.state), this.latest);
    return all.length === 0
      ? html`${this.alone ? html`<p class="muted">${words('none')}</p>` : nothing}`
      : html`<ul>
          ${all.map((row) => html`<li>${this.renderRow(row)}</li>`)}
        </ul>`;
  }

  private renderRow(row: Row): TemplateResult {
    const heading = html`<strong>${row.title}</strong><span class="state">${row.line}</span>`;
    if (row.where === 'server') {
      return html`<a class="line" data-tone=${row.tone} href="${this.server}/recordings/${row.id}">${heading}</a>`;
    }
    return html`<details
      data-tone=${row.tone}
      data-id=${row.id}
      ?open=${row.tone === 'warning'}
      @toggle=${() => void this.readConsent(row)}
    >
      <summary>${heading}</summary>
      <div class="inside">${this.renderLocal(row)}</div>
    </details>`;
  }

  private renderLocal(row: Row): TemplateResult {
    const one = this.device?.whereabouts.find(({ id }) => id === row.id);
    return one
      ? html`<p class="small muted">
            ${words('receipt', {
              captured: clockTime(one.capturedMs),
              stored: clockTime(one.storedMs),
              here: clockTime(one.capturedMs - one.storedMs),
            })}
          </p>
          ${this.renderGaps(one)} ${this.renderRefusal(one)} ${this.renderWords(one)}`
      : html``;
  }

  private renderGaps(one: Whereabouts): TemplateResult | typeof nothing {
    if (one.gaps.length === 0) {
      return nothing;
    }
    return html`${one.gaps.map(
        (gap) =>
          html`<p role="alert">
            ${words('gap', { length: clockTime(gap.lengthMs), start: clockTime(gap.startMs) })}
          </p>`,
      )}
      <div class="row">
        <button type="button" @click=${() => void this.device?.acceptGaps(one.id)}>${words('gap.accept')}</button>
      </div>`;
  }

  private renderRefusal(one: Whereabouts): TemplateResult | typeof nothing {
    const no = one.refusal;
    return no
      ? html`<p role="alert">${words('refused', { reason: no.detail })}</p>
          <div class="row">
            <button type="button" @click=${() => this.device?.retryNow()}>${words('refused.again')}</button>
            ${no.kind === 'sealed' || no.kind === 'deleted'
              ? html`<button type="button" @click=${() => void this.device?.sendAsNew(one.id)}>${words('refused.as-new')}</button>`
              : nothing}
          </div>`
      : nothing;
  }

  private renderWords(one: Whereabouts): TemplateResult {
    const note = this.agreed.get(one.id) ?? { agreed: false, people: '' };
    return html`<form @submit=${(event: SubmitEvent) => this.describe(event, one.id)}>
      <div class="fields">
        <label><span>${words('title-field')}</span><input name="title" maxlength="200" .value=${one.title} /></label>
        <label class="agreed"
          ><input type="checkbox" name="agreed" .checked=${note.agreed} /><span>${words('agreed')}</span></label
        >
        <label><span>${words('people')}</span><input name="people" maxlength="500" .value=${note.people} /></label>
        <div class="row"><button>${words('save')}</button></div>
      </div>
    </form>`;
  }

  private async readConsent(row: Row): Promise<void> {
    const known = row.where === 'device' ? await this.device?.recording(row.id) : undefined;
    if (known && !this.agreed.has(row.id)) {
      this.agreed.set(row.id, known.consent);
      this.requestUpdate();
    }
  }

  private describe(event: SubmitEvent, id: string): void {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const title = String(data.get('title') ?? '').trim() || words('untitled');
    const consent = { agreed: data.get('agreed') !== null, people: String(data.get('people') ?? '').trim() };
    this.agreed.set(id, consent);
    void this.device?.describe(id, title, consent);
    (event.target as HTMLFormElement).closest('details')?.removeAttribute('open');
  }
}
