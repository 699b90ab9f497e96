import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { fill } from '../base/messages.js';
import { clockTime } from '../base/time.js';
import { TRANSCRIPT_MESSAGES, type TranscriptMessages } from './messages.js';
import { pieces, turns, type Line, type Turn } from './turns.js';

const COLOURS = 6;

/**
 * The words of a recording. They live in the page, not in the server's session: `show(speakers, lines)` brings them.
 * It renders into itself, without a shadow, so that the player finds and marks what is being heard (elements with
 * `data-start-ms` and `data-end-ms`).
 * Keys on a line: Enter plays from it, E corrects its words; in the field Ctrl+Enter saves and Escape gives up.
 *
 * @fires ayka-transcript-corrected - `{startMs, before, after}`
 * @fires ayka-transcript-speaker - `{speaker}`: index of the speaker whose name was pressed
 */
export class AykaTranscript extends LitElement {
  static override properties = {
    messages: { attribute: false },
    speakers: { state: true },
    lines: { state: true },
    editing: { state: true },
    wanted: { state: true },
  };

  declare messages: Partial<TranscriptMessages>;
  declare speakers: readonly string[];
  declare lines: readonly Line[];
  declare editing: number | undefined;
  declare wanted: string;

  constructor() {
    super();
    this.messages = {};
    this.speakers = [];
    this.lines = [];
    this.editing = undefined;
    this.wanted = '';
  }

  show(speakers: readonly string[], lines: readonly Line[]): void {
    this.speakers = speakers;
    this.lines = lines;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const count = this.wanted.trim()
      ? this.lines.reduce((sum, line) => sum + Math.floor(pieces(line.text, this.wanted).length / 2), 0)
      : undefined;
    return html`
      <div class="transcript-find">
        <input
          type="search"
          placeholder=${this.text('find')}
          aria-label=${this.text('find')}
          .value=${this.wanted}
          @input=${(event: Event) => (this.wanted = (event.target as HTMLInputElement).value)}
        />
        <span role="status">${count === undefined ? nothing : fill(this.text('found'), { count })}</span>
      </div>
      ${turns(this.lines).map((turn) => this.renderTurn(turn))}
    `;
  }

  private renderTurn(turn: Turn): TemplateResult {
    const start = turn.lines[0]?.startMs ?? 0;
    return html`<div class="turn" style="--speaker: var(--ayka-speaker-${turn.speaker % COLOURS})">
      <div class="turn-head">
        <button type="button" class="turn-speaker" @click=${() => this.tell('speaker', { speaker: turn.speaker })}>
          ${this.speakers[turn.speaker] ?? ''}
        </button>
        <time class="turn-time">${clockTime(start)}</time>
      </div>
      ${turn.lines.map((line) => this.renderLine(line))}
    </div>`;
  }

  private renderLine(line: Line): TemplateResult {
    if (this.editing === line.startMs) {
      return this.renderField(line);
    }
    return html`<div
      class="line ${line.doubtful ? 'doubtful' : ''}"
      tabindex="0"
      title=${line.doubtful ? this.text('doubtful') : nothing}
      data-start-ms=${line.startMs}
      data-end-ms=${line.endMs}
      @keydown=${(event: KeyboardEvent) => this.onLineKey(event, line)}
    >
      <p>${pieces(line.text, this.wanted).map((piece, at) => (at % 2 ? html`<mark>${piece}</mark>` : piece))}</p>
      <button type="button" class="line-edit" aria-label=${this.text('edit')} title=${this.text('edit')}
        @click=${() => this.edit(line)}><span class="icon icon-edit" aria-hidden="true"></span></button>
    </div>`;
  }

  private renderField(line: Line): TemplateResult {
    return html`<form class="line-form" @submit=${(event: Event) => this.save(event, line)}>
      <textarea
        aria-label=${this.text('edit')}
        rows="3"
        maxlength="4000"
        @keydown=${(event: KeyboardEvent) => this.onFieldKey(event)}
      >${line.text}</textarea>
      <div class="line-actions">
        <button type="submit" class="primary">${this.text('save')}</button>
        <button type="button" @click=${() => this.leave()}>${this.text('cancel')}</button>
      </div>
    </form>`;
  }

  private onLineKey(event: KeyboardEvent, line: Line): void {
    if (event.key.toLowerCase() === 'e' && event.target === event.currentTarget && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.edit(line);
    }
  }

  private onFieldKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      this.leave();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      (event.target as HTMLTextAreaElement).form?.requestSubmit();
    }
  }

  private edit(line: Line): void {
    this.editing = line.startMs;
    void this.updateComplete.then(() => this.querySelector<HTMLTextAreaElement>('.line-form textarea')?.focus());
  }

  private save(event: Event, line: Line): void {
    event.preventDefault();
    const after = this.querySelector<HTMLTextAreaElement>('.line-form textarea')?.value.trim() ?? '';
    if (after && after !== line.text) {
      this.lines = this.lines.map((one) => (one === line ? { ...one, text: after, doubtful: false } : one));
      this.tell('corrected', { startMs: line.startMs, before: line.text, after });
    }
    this.leave();
  }

  /** Back to reading, with the focus on the line that was corrected. */
  private leave(): void {
    const at = this.editing;
    this.editing = undefined;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[data-start-ms="${at}"]`)?.focus());
  }

  private text(key: keyof TranscriptMessages): string {
    return this.messages[key] ?? TRANSCRIPT_MESSAGES[key];
  }

  private tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(`ayka-transcript-${name}`, { detail, bubbles: true, composed: true }));
  }
}
