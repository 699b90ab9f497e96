import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { fill } from '../base/messages.js';
import { tokens } from '../base/tokens.js';
import { addTags, MAX_TAG, MAX_TAGS, suggestTags, type TagsTyped } from '../capture/words.js';
import { RECORDER_MESSAGES, type RecorderMessages } from './messages.js';

const OFFERED = 6;

/**
 * Words to find a recording by, as chips. Enter or a comma ends a tag, Backspace in the empty field takes the last one
 * off. Properties: `tags`, `known` (what to offer, best first), `messages`.
 *
 * @fires ayka-tags - `{tags}`: all of them, whenever they changed
 */
export class AykaTagField extends LitElement {
  static override properties = {
    tags: { attribute: false },
    known: { attribute: false },
    messages: { attribute: false },
    typed: { state: true },
    trouble: { state: true },
    active: { state: true },
  };

  declare tags: readonly string[];
  declare known: readonly string[];
  declare messages: RecorderMessages;
  declare typed: string;
  declare trouble: TagsTyped['trouble'];
  declare active: boolean;

  static override styles = [
    tokens,
    css`
      .field {
        display: grid;
        gap: 0.25em;
      }

      label,
      .trouble {
        color: var(--_muted);
        font-size: var(--aura-font-size-s, 0.875rem);
      }

      .trouble {
        margin: 0;
        color: var(--_danger-text);
      }

      .box {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px;
        min-block-size: 44px;
        padding: 0 2px;
        border: 1px solid var(--_control-line);
        border-radius: var(--_radius);
        background: var(--_background);
      }

      .box:focus-within {
        outline: 2px solid var(--_focus);
        outline-offset: 2px;
      }

      input {
        flex: 1 1 8em;
        min-inline-size: 6em;
        min-block-size: 42px;
        padding-inline: calc(0.75em - 2px);
        border: 0;
        background: none;
      }

      input:focus-visible {
        outline: none;
      }

      button {
        display: inline-flex;
        align-items: center;
        gap: 0.4em;
        max-inline-size: 100%;
        padding-inline: 0.7em;
        border-color: transparent;
        border-radius: 999px;
        background: color-mix(in srgb, var(--_accent) 14%, var(--_background));
        overflow-wrap: anywhere;
        text-align: start;
      }

      .offers {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
      }

      .offers button {
        border-color: var(--_line);
        background: none;
        color: var(--_muted);
      }
    `,
  ];

  constructor() {
    super();
    this.tags = [];
    this.known = [];
    this.messages = RECORDER_MESSAGES;
    this.typed = '';
    this.trouble = undefined;
    this.active = false;
  }

  protected override render(): TemplateResult {
    const offers = this.active ? suggestTags(this.known, this.tags, this.typed, OFFERED) : [];
    return html`<div class="field" @focusin=${() => (this.active = true)} @focusout=${this.left}>
      <label for="typed">${this.messages.tags}</label>
      <div class="box">
        ${this.tags.map(
          (tag) => html`<button
            type="button"
            aria-label=${fill(this.messages.removeTag, { tag })}
            title=${fill(this.messages.removeTag, { tag })}
            @click=${() => this.say(this.tags.filter((one) => one !== tag))}
          >
            ${tag}<span aria-hidden="true">×</span>
          </button>`,
        )}
        <input
          id="typed"
          autocomplete="off"
          autocapitalize="off"
          enterkeyhint="done"
          maxlength="200"
          placeholder=${this.tags.length === 0 ? this.messages.tagsPlaceholder : ''}
          aria-describedby="trouble"
          .value=${this.typed}
          @input=${this.onInput}
          @keydown=${this.onKey}
        />
      </div>
      ${offers.length > 0
        ? html`<div class="offers">
            ${offers.map(
              (tag) => html`<button type="button" @mousedown=${keepFocus} @click=${() => this.add(tag)}>${tag}</button>`,
            )}
          </div>`
        : nothing}
      <p class="trouble" id="trouble" role="alert" ?hidden=${!this.trouble}>${this.troubleInWords()}</p>
    </div>`;
  }

  private troubleInWords(): string {
    switch (this.trouble) {
      case 'tag-too-long':
        return fill(this.messages.tagTooLong, { longest: MAX_TAG });
      case 'too-many-tags':
        return fill(this.messages.tooManyTags, { most: MAX_TAGS });
      default:
        return '';
    }
  }

  private onInput(event: Event): void {
    const { value } = event.target as HTMLInputElement;
    this.typed = value;
    if (value.includes(',')) {
      this.add(value);
    }
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.isComposing && this.typed.trim() !== '') {
      event.preventDefault();
      this.add(this.typed);
    } else if (event.key === 'Backspace' && this.typed === '' && this.tags.length > 0) {
      this.say(this.tags.slice(0, -1));
    }
  }

  /** What stands in the field when it is left is meant, not forgotten. */
  private left(event: FocusEvent): void {
    if (!this.renderRoot.contains(event.relatedTarget as Node | null)) {
      this.active = false;
      if (this.typed.trim() !== '') {
        this.add(this.typed);
      }
    }
  }

  private add(typed: string): void {
    const { tags, trouble } = addTags(this.tags, typed);
    this.trouble = trouble;
    if (trouble !== 'tag-too-long') {
      this.typed = '';
    }
    if (tags.length !== this.tags.length) {
      this.say(tags, trouble);
    }
  }

  private say(tags: readonly string[], trouble?: TagsTyped['trouble']): void {
    this.trouble = trouble;
    this.tags = tags;
    this.dispatchEvent(new CustomEvent('ayka-tags', { detail: { tags }, bubbles: true, composed: true }));
  }
}

function keepFocus(event: Event): void {
  event.preventDefault();
}
