import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { fill } from '../base/messages.js';
import { tokens } from '../base/tokens.js';
import { CaptureApi, Refused } from '../capture/protocol.js';
import type { GrantSource } from '../capture/uploader.js';
import { uploadFile } from './file-upload.js';
import { UPLOADER_MESSAGES, type UploaderMessages } from './messages.js';

/**
 * Sends one sound file as a recording of its own. Properties: `grants` (obtains a grant for a draft), `messages` (own
 * words for any key), `limit` (bytes that one file may have).
 *
 * @fires ayka-upload-finished - `{recording}`: the file is stored and will be processed
 * @fires ayka-upload-failed - `{recording, reason}`: in words
 */
export class AykaUploader extends LitElement {
  static override properties = {
    grants: { attribute: false },
    messages: { attribute: false },
    limit: { type: Number },
    line: { state: true },
    share: { state: true },
    trouble: { state: true },
    over: { state: true },
  };

  static override styles = [
    tokens,
    css`
      :host {
        display: block;
      }

      .zone {
        display: grid;
        justify-items: center;
        gap: var(--_gap-s);
        padding: 1.5em 1em;
        border: 2px dashed var(--_control-line);
        border-radius: var(--_radius);
        text-align: center;
      }

      .zone.over {
        border-color: var(--_accent);
        background: var(--_surface);
      }

      .hint,
      p {
        margin: 0;
        color: var(--_muted);
        overflow-wrap: anywhere;
      }

      p.trouble {
        color: var(--_danger-text);
      }

      progress {
        inline-size: 100%;
        accent-color: var(--_accent);
      }

      .zone button {
        color: var(--_accent-text);
        font-weight: 500;
      }
    `,
  ];

  declare grants: GrantSource | undefined;
  declare messages: Partial<UploaderMessages>;
  declare limit: number;
  declare line: string;
  declare share: number | undefined;
  declare trouble: string;
  declare over: boolean;

  private running: AbortController | undefined;

  constructor() {
    super();
    this.grants = undefined;
    this.messages = {};
    this.limit = 2 * 1024 ** 3;
    this.line = '';
    this.share = undefined;
    this.trouble = '';
    this.over = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.running?.abort();
  }

  /** Sends a file; what the button and the drop do. */
  async send(file: File): Promise<void> {
    const { grants } = this;
    if (this.running || !grants) {
      return;
    }
    this.trouble = '';
    const name = file.name;
    if (file.size === 0 || file.size > this.limit) {
      const limit = `${Math.floor(this.limit / 1024 ** 2)} MB`;
      this.trouble = fill(this.text(file.size === 0 ? 'empty' : 'tooBig'), { name, limit });
      return;
    }
    const running = new AbortController();
    this.running = running;
    const recording = crypto.randomUUID();
    this.share = 0;
    try {
      const grant = await grants({
        recording,
        title: name.replace(/\.[^.]+$/, '') || name,
        recordedAt: new Date(file.lastModified).toISOString(),
        consent: { agreed: false, people: '' },
      });
      await uploadFile(new CaptureApi(grant), file, {
        signal: running.signal,
        progress: ({ sentBytes, totalBytes, waiting }) => {
          this.share = sentBytes / totalBytes;
          const percent = Math.floor(this.share * 100);
          const key = waiting ? 'waiting' : percent === 100 ? 'finishing' : 'sending';
          this.line = fill(this.text(key), { name, percent });
        },
      });
      this.line = fill(this.text('done'), { name });
      this.tell('ayka-upload-finished', { recording });
    } catch (failure) {
      this.line = '';
      this.trouble = this.explain(failure, name, running.signal);
      this.tell('ayka-upload-failed', { recording, reason: this.trouble });
    } finally {
      this.share = undefined;
      this.running = undefined;
    }
  }

  protected override render(): TemplateResult {
    return html`
      <div
        class="zone ${this.over ? 'over' : ''}"
        @dragover=${(event: DragEvent) => {
          event.preventDefault();
          this.over = true;
        }}
        @dragleave=${() => (this.over = false)}
        @drop=${(event: DragEvent) => this.onDrop(event)}
      >
        ${this.share === undefined
          ? html`<input
                type="file"
                accept="audio/*,video/*,.m4a,.opus,.ogg,.flac"
                hidden
                @change=${(event: Event) => this.onChosen(event.target as HTMLInputElement)}
              />
              <button type="button" @click=${() => this.renderRoot.querySelector('input')?.click()}>
                ${this.text('choose')}
              </button>
              <span class="hint">${this.text('drop')}</span>`
          : html`<progress .value=${this.share} max="1" aria-label=${this.line}></progress>
              <button type="button" @click=${() => this.running?.abort()}>${this.text('stop')}</button>`}
        ${this.line ? html`<p role="status">${this.line}</p>` : nothing}
        ${this.trouble ? html`<p class="trouble" role="alert">${this.trouble}</p>` : nothing}
      </div>
    `;
  }

  private onChosen(input: HTMLInputElement): void {
    const file = input.files?.[0];
    input.value = '';
    if (file) {
      void this.send(file);
    }
  }

  private onDrop(event: DragEvent): void {
    event.preventDefault();
    this.over = false;
    const file = event.dataTransfer?.files[0];
    if (file) {
      void this.send(file);
    }
  }

  private explain(failure: unknown, name: string, signal: AbortSignal): string {
    if (signal.aborted) {
      return fill(this.text('stopped'), { name });
    }
    return failure instanceof Refused
      ? fill(this.text('refused'), { name, reason: failure.message })
      : fill(this.text('failed'), { name });
  }

  private text(key: keyof UploaderMessages): string {
    return this.messages[key] ?? UPLOADER_MESSAGES[key];
  }

  private tell(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}
