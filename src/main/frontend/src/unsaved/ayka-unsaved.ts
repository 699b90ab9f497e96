import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Messages } from '../base/messages.js';
import { tokens } from '../base/tokens.js';
import { forget, keep, kept, type Typed, TypedText } from './typed-text.js';

/** Vaadin's word that the page is of no use any more, because its session or its server is gone. */
const GONE = '.v-system-error';

/**
 * Brings what somebody had typed and not saved over the reload that the loss of a server costs: it is shown to be copied,
 * until it is put away. Empty otherwise.
 */
export class AykaUnsaved extends LitElement {
  static override properties = { messages: { attribute: false }, owner: {}, typed: { state: true } };

  static override styles = [
    tokens,
    css`
      section {
        margin: var(--_gap);
        padding: var(--_gap);
        border: 1px solid var(--_control-line);
        border-radius: var(--_radius);
        background: var(--_background);
        max-block-size: 50vh;
        overflow: auto;
      }
      h2 {
        margin: 0;
        font-size: 1em;
      }
      div {
        display: flex;
        align-items: flex-start;
        gap: var(--_gap-s);
      }
      pre {
        flex: 1;
        min-inline-size: 0;
        margin: 0;
        padding: var(--_gap-s);
        border-radius: var(--_radius);
        background: var(--_surface);
        font: inherit;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      footer {
        margin-block-start: var(--_gap);
        text-align: end;
      }
      p {
        margin-block: var(--_gap-s);
        color: var(--_muted);
      }
    `,
  ];

  declare messages: Messages<'title' | 'copy' | 'copied' | 'away'>;
  /** Whose page this is; nobody else sees what was typed. */
  declare owner: string;
  declare typed: readonly Typed[];

  private readonly text = new TypedText();
  private readonly listening = new AbortController();
  private readonly watching = new MutationObserver(() => this.looked());

  constructor() {
    super();
    this.messages = { title: '', copy: '', copied: '', away: '' };
    this.owner = '';
    this.typed = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('input', (event) => this.text.note(event), {
      capture: true,
      signal: this.listening.signal,
    });
    this.watching.observe(document.body, { childList: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.listening.abort();
    this.watching.disconnect();
  }

  private looked(): void {
    if (document.querySelector(GONE)) {
      keep(this.owner, this.text.standing());
    }
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('owner') && this.owner !== '') {
      this.typed = kept(this.owner);
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('typed')) {
      this.hidden = this.typed.length === 0;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.typed.length === 0) {
      return nothing;
    }
    return html`<section role="status" aria-label=${this.messages.title}>
      <h2>${this.messages.title}</h2>
      ${this.typed.map(
        (one) =>
          html`<p>${one.label}</p>
            <div>
              <pre>${one.text}</pre>
              <button @click=${(event: Event) => this.copy(one, event.currentTarget as HTMLElement)}>
                ${this.messages.copy}
              </button>
            </div>`,
      )}
      <footer><button @click=${() => this.away()}>${this.messages.away}</button></footer>
    </section>`;
  }

  private async copy(one: Typed, button: HTMLElement): Promise<void> {
    try {
      await navigator.clipboard.writeText(one.text);
      button.textContent = this.messages.copied;
    } catch {
      const shown = button.previousElementSibling; // without https there is no clipboard: it is marked at least
      if (shown) {
        getSelection()?.selectAllChildren(shown);
      }
    }
  }

  private away(): void {
    forget();
    this.typed = [];
  }
}
