import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { tokens } from '../base/tokens.js';
import type { UploadView } from '../upload/upload.js';
import { uploadRow, type RowActions } from '../upload/upload-row.js';
import type { SavedUpload } from '../upload/upload-store.js';
import { uploadRowStyles } from '../upload/row-styles.js';
import { size } from '../upload/words.js';
import { uploaderWords, words } from './words.js';

/**
 * The files on their way, as the uploader shows them, and those that lie here and are not sent from this page.
 *
 * Properties: `views`, `held` (of nobody, of a device that is not connected, or in another tab's hands), `limit` (bytes
 * that one file may have), `actions`, `elsewhere` (whether what is held is sent by another tab).
 *
 * @fires ayka-file-remove - `{id}`: one that is held is to be thrown away
 */
export class AykaCaptureFiles extends LitElement {
  static override styles = [
    tokens,
    uploadRowStyles,
    css`
      li {
        border: 1px solid var(--_line);
        border-inline-start-width: 4px;
        border-radius: 14px;
        background: var(--ayka-card, var(--_background));
      }

      .icons button:hover {
        background: var(--_surface);
      }
    `,
  ];
  static override properties = {
    views: { attribute: false },
    held: { attribute: false },
    limit: { attribute: false },
    actions: { attribute: false },
    elsewhere: { attribute: false },
  };

  declare views: readonly UploadView[];
  declare held: readonly SavedUpload[];
  declare limit: number;
  declare actions: RowActions | undefined;
  declare elsewhere: boolean;

  constructor() {
    super();
    this.views = [];
    this.held = [];
    this.limit = 2 * 1024 ** 3;
    this.actions = undefined;
    this.elsewhere = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { actions } = this;
    return this.views.length + this.held.length === 0 || !actions
      ? nothing
      : html`<ul aria-label=${uploaderWords.list}>
          ${this.views.map((one) => uploadRow(one, this.limit, uploaderWords, actions))}
          ${this.held.map((one) => this.renderHeld(one))}
        </ul>`;
  }

  private renderHeld({ id, name, title, bytes, owner }: SavedUpload): TemplateResult {
    const away = this.elsewhere && owner !== 'nobody';
    return html`<li>
      <div class="file"><strong title=${name}>${title || name}</strong></div>
      <p class="state small">${words(away ? 'state.file-elsewhere' : 'state.file', { size: size(bytes) })}</p>
      ${away
        ? nothing
        : html`<div class="actions">
            <button type="button" @click=${() => this.removeHeld(id)}>${words('remove')}</button>
          </div>`}
    </li>`;
  }

  private removeHeld(id: string): void {
    if (confirm(words('remove.sure'))) {
      this.dispatchEvent(new CustomEvent('ayka-file-remove', { detail: { id } }));
    }
  }
}
