import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { fill } from '../base/messages.js';
import { clockTime } from '../base/time.js';
import { TRANSCRIPT_MESSAGES, type TranscriptMessages } from './messages.js';
import { marked, turns, type Line, type Turn } from './turns.js';
import { WordLight } from './word-light.js';
import { timedWords, tokensOf, wordAtPlace, type TimedWord } from './words.js';

const COLOURS = 6;
/** How many turns are put onto the page at once: hours of talk come in pieces between which the page answers. */
const TURNS_AT_ONCE = 30;

/**
 * The words of a recording. They live in the page, not in the server's session: `load(speakers, address)`
 * fetches them.
 * It renders into itself, without a shadow, so that the player finds and marks what is being heard (elements with
 * `data-start-ms` and `data-end-ms`); to the player it also tells the word of a moment and the moment of a word. A word
 * that is heard is painted, not wrapped: thirty thousand of them cost no element each.
 * Keys on a line: Enter plays from it, Ctrl+Left and Ctrl+Right choose one of its words, which Enter then plays from, E
 * corrects its words; in the field Ctrl+Enter saves and Escape gives up.
 *
 * @fires ayka-transcript-shown - other words are here; `spoken` tells who speaks when
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
    upTo: { state: true },
  };

  declare messages: Partial<TranscriptMessages>;
  declare speakers: readonly string[];
  declare lines: readonly Line[];
  declare editing: number | undefined;
  declare wanted: string;
  declare upTo: number;

  private turns: readonly Turn[] = [];
  private more = 0;
  private loading = 0;
  /** Speech that gave no text: milliseconds from the start of the recording, end exclusive. */
  dropped: readonly { startMs: number; endMs: number }[] = [];

  private readonly light = new WordLight();
  private readonly known = new WeakMap<Line, TimedWord[]>();

  constructor() {
    super();
    this.messages = {};
    this.speakers = [];
    this.lines = [];
    this.editing = undefined;
    this.wanted = '';
    this.upTo = TURNS_AT_ONCE;
  }

  /** Fetches the words and shows them; what was asked for last is shown. */
  async load(speakers: readonly string[], address: string): Promise<void> {
    const mine = ++this.loading;
    for (let attempt = 1; mine === this.loading; attempt++) {
      try {
        const answer = await fetch(address, { headers: { Accept: 'application/json' } });
        if (answer.ok) {
          const { lines, dropped } = (await answer.json()) as Pick<AykaTranscript, 'lines' | 'dropped'>;
          if (mine === this.loading) {
            this.show(speakers, lines, dropped);
          }
          return;
        }
        if (answer.status < 500) {
          return; // gone, or signed out: the page says so
        }
      } catch {
        // no network, or its server is being replaced
      }
      await new Promise((soon) => setTimeout(soon, Math.min(30_000, 500 * 2 ** attempt)));
    }
  }

  show(speakers: readonly string[], lines: readonly Line[], dropped: AykaTranscript['dropped'] = []): void {
    this.dropped = dropped;
    this.speakers = speakers;
    this.lines = lines;
    void this.updateComplete.then(() => this.tell('shown', {}));
  }

  /** Who speaks when, word by word where the words were measured; the speaker is a number of `--ayka-speaker-…`. */
  get spoken(): { startMs: number; endMs: number; speaker: number }[] {
    return this.lines.flatMap((line) => {
      const speaker = line.speaker % COLOURS;
      const words = this.wordsOf(line);
      return words.length > 0
        ? words.map(({ startMs, endMs }) => ({ startMs, endMs, speaker }))
        : [{ startMs: line.startMs, endMs: line.endMs, speaker }];
    });
  }

  /** Shows the word that is heard; `element` is its line, undefined where nobody speaks. */
  hear(ms: number, element: HTMLElement | undefined): void {
    const line = element && this.lineOf(element);
    const text = element?.querySelector('p');
    if (line && text) {
      this.light.show(text, this.wordsOf(line), ms);
    } else {
      this.light.clear();
    }
  }

  /** When the word was said that a click or a key meant. */
  msOf(event: Event): number | undefined {
    const element = (event.target as HTMLElement).closest<HTMLElement>('.line');
    const line = element && this.lineOf(element);
    const text = element?.querySelector('p');
    if (!line || !text) {
      return undefined;
    }
    const words = this.wordsOf(line);
    const place =
      event instanceof MouseEvent ? this.light.placeOf(text, event.clientX, event.clientY) : this.light.chosen(text);
    return place === undefined ? undefined : words[wordAtPlace(words, place)]?.startMs;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.light.clear();
    window.clearTimeout(this.more);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('lines')) {
      this.turns = turns(this.lines);
    }
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('lines') || changed.has('wanted') || changed.has('editing')) {
      this.light.clear(); // the texts may be others now
    }
    window.clearTimeout(this.more);
    if (this.upTo < this.turns.length) {
      this.more = window.setTimeout(() => (this.upTo += TURNS_AT_ONCE));
    }
  }

  private lineOf(element: HTMLElement): Line | undefined {
    return (element as HTMLElement & { line?: Line }).line;
  }

  private wordsOf(line: Line): TimedWord[] {
    let words = this.known.get(line);
    if (!words) {
      words = timedWords(line);
      this.known.set(line, words);
    }
    return words;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const count = this.wanted.trim()
      ? this.lines.reduce((sum, line) => sum + marked(line.text, this.wanted).filter((piece) => piece.found).length, 0)
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
      ${this.turns.slice(0, this.upTo).map((turn) => {
        const editing = turn.lines.some((line) => line.startMs === this.editing);
        return guard([turn, this.speakers, this.wanted, editing, this.messages], () => this.renderTurn(turn));
      })}
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
      .line=${line}
      data-start-ms=${line.startMs}
      data-end-ms=${line.endMs}
      @keydown=${(event: KeyboardEvent) => this.onLineKey(event, line)}
    >
      <p>${this.renderText(line)}</p>
      <button type="button" class="line-edit" aria-label=${this.text('edit')} title=${this.text('edit')}
        @click=${() => this.edit(line)}><span class="icon icon-edit" aria-hidden="true"></span></button>
    </div>`;
  }

  private renderText(line: Line): (string | TemplateResult)[] {
    const unsure = line.doubtful || !line.unsure?.length ? [] : this.wordsOf(line).filter((word) => word.unsure);
    return marked(line.text, this.wanted, unsure).map((piece) => {
      if (piece.found) {
        return html`<mark>${piece.text}</mark>`;
      }
      return piece.unsure ? html`<span class="unsure" title=${this.text('unsure')}>${piece.text}</span>` : piece.text;
    });
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
    if (event.ctrlKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      const text = (event.currentTarget as HTMLElement).querySelector('p');
      if (text && event.target === event.currentTarget) {
        event.preventDefault();
        this.light.choose(text, this.wordsOf(line), event.key === 'ArrowLeft' ? -1 : 1);
      }
      return;
    }
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
      const heard = line.heard ?? tokensOf(line.text).map((token) => token.text);
      const corrected = { ...line, text: after, doubtful: false, heard };
      this.lines = this.lines.map((one) => (one === line ? corrected : one));
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
