import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { fill } from '../base/messages.js';
import { tokens } from '../base/tokens.js';
import type { GrantSource } from '../capture/grants.js';
import { hashingIn } from './file-hash.js';
import type { Found } from './found.js';
import { chosen, dropped, picked, sift } from './gather.js';
import { UPLOADER_MESSAGES, type UploaderMessages } from './messages.js';
import { uploadRowStyles } from './row-styles.js';
import { uploaderStyles } from './styles.js';
import { UploadDevice } from './upload-device.js';
import type { UnfinishedFile } from './upload-queue.js';
import { uploadRow, type RowActions } from './upload-row.js';
import { leftOutLine, size, summaryLine } from './words.js';

const SOUND = 'audio/*,video/*,.m4a,.opus,.ogg,.flac,.caf,.amr,.wma';

type Picking = { showOpenFilePicker?(options: { multiple: boolean }): Promise<FileSystemFileHandle[]> };

/**
 * Sends sound files, each as a recording of its own. The files belong to the page, not to this element: several of them
 * show the same ones, and taking one off the page ends nothing.
 *
 * Properties: `owner` (opaque account id; files are taken once it is set), `grants` (obtains a grant for a draft; one
 * element of the page has to have it), `unfinished` (what the server knows to be on its way), `messages` (own words for
 * any key), `limit` (bytes that one file may have), `mode` (`full`, or `bar` for the indicator beside other pages),
 * `worker` (address of the hashing worker). Method: `enqueue(files)`, for files that came another way.
 *
 * The attribute `filled` says that there are files to show.
 *
 * @fires ayka-upload-finished - `{recording}`: the file is stored and will be processed
 * @fires ayka-upload-open - `{recording?}`: somebody wants to see a recording, or all files
 */
export class AykaUploader extends LitElement {
  static override styles = [tokens, uploadRowStyles, uploaderStyles];
  static override properties = {
    owner: {},
    grants: { attribute: false },
    unfinished: { attribute: false },
    messages: { attribute: false },
    limit: { type: Number },
    mode: { reflect: true },
    over: { state: true },
    agreed: { state: true },
    people: { state: true },
    leftOut: { state: true },
  };

  declare owner: string;
  declare grants: GrantSource | undefined;
  declare unfinished: (() => Promise<readonly UnfinishedFile[]>) | undefined;
  declare messages: Partial<UploaderMessages>;
  declare limit: number;
  declare mode: 'full' | 'bar';
  declare over: boolean;
  declare agreed: boolean;
  declare people: string;
  declare leftOut: readonly string[];
  /** Set by the bundle that defines the element. */
  static worker: URL | undefined;

  private device: UploadDevice | undefined;
  private listening = new AbortController();
  private asked = '';
  private replacing = '';

  constructor() {
    super();
    this.owner = '';
    this.grants = undefined;
    this.unfinished = undefined;
    this.messages = {};
    this.limit = 2 * 1024 ** 3;
    this.mode = 'full';
    this.over = false;
    this.agreed = false;
    this.people = '';
    this.leftOut = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.listening = new AbortController();
    void this.attach(this.listening.signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.listening.abort();
    this.device?.show(this, false);
  }

  /** Takes files that were shared with the app or chosen elsewhere. */
  async enqueue(files: readonly File[]): Promise<void> {
    await this.take(chosen(files));
  }

  protected override updated(changed: PropertyValues): void {
    if (['owner', 'grants', 'unfinished', 'limit'].some((name) => changed.has(name)) && this.device) {
      void this.signIn(this.device);
    }
    this.toggleAttribute('filled', (this.device?.queue.views.length ?? 0) > 0);
  }

  protected override render(): TemplateResult | typeof nothing {
    return this.mode === 'bar' ? this.renderBar() : html`${this.renderConsent()} ${this.renderZone()} ${this.renderFiles()}`;
  }

  private renderConsent(): TemplateResult {
    return html`<label class="consent">
        <input
          type="checkbox"
          .checked=${this.agreed}
          @change=${(event: Event) => (this.agreed = (event.target as HTMLInputElement).checked)}
        />
        <span>${this.words.consent}</span>
      </label>
      ${this.agreed
        ? html`<label class="field">
            <span>${this.words.people}</span>
            <input
              maxlength="500"
              .value=${this.people}
              placeholder=${this.words.peoplePlaceholder}
              @input=${(event: Event) => (this.people = (event.target as HTMLInputElement).value)}
            />
          </label>`
        : nothing}`;
  }

  private renderZone(): TemplateResult {
    const { words } = this;
    return html`<div
      class="zone ${this.over ? 'over' : ''}"
      @dragover=${(event: DragEvent) => {
        event.preventDefault();
        this.over = true;
      }}
      @dragleave=${() => (this.over = false)}
      @drop=${(event: DragEvent) => this.onDrop(event)}
    >
      <input type="file" multiple accept=${SOUND} hidden @change=${this.onChosen} @cancel=${() => (this.replacing = '')} />
      <div class="choices">
        <button type="button" @click=${() => this.choose()}>${words.choose}</button>
        <button type="button" @click=${() => this.dialog({ folder: true })}>${words.folder}</button>
      </div>
      <p>${words.drop}</p>
      <p class="small">${fill(words.takes, { limit: size(this.limit) })}</p>
    </div>`;
  }

  private renderFiles(): TemplateResult | typeof nothing {
    const { words } = this;
    const views = this.device?.queue.views ?? [];
    const summary = this.device?.queue.summary;
    return html`${this.leftOut.length ? html`<p class="small" role="status">${leftOutLine(this.leftOut, words)}</p>` : nothing}
      ${summary && views.length
        ? html`<div class="all">
              <p role="status">${summaryLine(summary, views, words)}</p>
              ${this.renderAll()}
            </div>
            <ul aria-label=${words.list}>
              ${views.map((one) => uploadRow(one, this.limit, words, this.actions))}
            </ul>`
        : nothing}`;
  }

  private renderAll(): unknown {
    const { words } = this;
    const queue = this.device?.queue;
    const summary = queue?.summary;
    if (!queue || !summary) {
      return nothing;
    }
    return html`${summary.going > 1 ? html`<button type="button" @click=${() => queue.pauseAll()}>${words.pauseAll}</button>` : nothing}
    ${summary.paused > 1 ? html`<button type="button" @click=${() => queue.resumeAll()}>${words.resumeAll}</button>` : nothing}
    ${summary.done > 0 && summary.going === 0
      ? html`<button type="button" @click=${() => queue.clearDone()}>${words.clear}</button>`
      : nothing}`;
  }

  private renderBar(): TemplateResult | typeof nothing {
    const queue = this.device?.queue;
    const views = queue?.views ?? [];
    if (!queue || this.device?.shown || !views.some((one) => one.stage !== 'failed')) {
      return nothing;
    }
    const { summary } = queue;
    const { words } = this;
    return html`<section class="bar" aria-label=${words.list}>
      <p role="status">${summaryLine(summary, views, words)}</p>
      ${summary.done === summary.files
        ? html`<button type="button" @click=${() => queue.clearDone()}>${words.clear}</button>`
        : html`<button type="button" @click=${() => this.tell('ayka-upload-open', {})}>${words.show}</button>`}
    </section>`;
  }

  private readonly actions: RowActions = {
    pause: (id) => void this.device?.queue.pause(id),
    again: (id) => void this.device?.queue.again(id),
    remove: (id) => void this.device?.queue.remove(id),
    anyway: (id) => void this.device?.queue.anyway(id),
    permit: () => void this.device?.queue.permit(),
    open: (recording) => this.tell('ayka-upload-open', { recording }),
    choose: (id) => this.dialog({ replacing: id }),
  };

  private async attach(signal: AbortSignal): Promise<void> {
    this.device = await UploadDevice.get(AykaUploader.worker ? { hash: hashingIn(AykaUploader.worker) } : {});
    if (signal.aborted) {
      return;
    }
    const { queue } = this.device;
    queue.addEventListener('change', () => this.requestUpdate(), { signal });
    queue.addEventListener(
      'finished',
      (event) => this.tell('ayka-upload-finished', { recording: (event as CustomEvent<string>).detail }),
      { signal },
    );
    if (this.mode === 'full') {
      this.device.show(this, true);
    }
    await this.signIn(this.device);
    this.requestUpdate();
  }

  private async signIn(device: UploadDevice): Promise<void> {
    const { queue } = device;
    queue.limit = this.limit;
    if (this.grants) {
      device.offer(this.grants, this.listening.signal);
    }
    if (this.owner) {
      await queue.signIn(this.owner);
      if (this.unfinished && this.asked !== this.owner) {
        this.asked = this.owner;
        await queue.learn(await this.unfinished().catch(() => []));
      }
    }
  }

  private async choose(): Promise<void> {
    const { showOpenFilePicker } = window as Picking;
    if (!showOpenFilePicker) {
      this.dialog({});
      return;
    }
    try {
      await this.take(await picked(await showOpenFilePicker.call(window, { multiple: true })));
    } catch (failure) {
      if ((failure as DOMException).name !== 'AbortError') {
        this.dialog({}); // it is not allowed here
      }
    }
  }

  /** Asks for files, for all that is in a folder, or for the one file that is to go on. */
  private dialog({ folder = false, replacing = '' }): void {
    const input = this.renderRoot.querySelector('input[type=file]') as HTMLInputElement;
    input.webkitdirectory = folder;
    input.multiple = !replacing;
    this.replacing = replacing;
    input.click();
  }

  private readonly onChosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const found = chosen(input.files ?? []);
    const [first] = found;
    input.value = '';
    if (this.replacing && first) {
      void this.device?.queue.attach(this.replacing, first.file);
    } else {
      void this.take(found);
    }
    this.replacing = '';
  };

  private onDrop(event: DragEvent): void {
    event.preventDefault();
    this.over = false;
    if (event.dataTransfer) {
      void dropped(event.dataTransfer).then((found) => this.take(found));
    }
  }

  /** Who agreed is asked once for all that is brought together, and not taken for an answer about the next. */
  private async take(found: readonly Found[]): Promise<void> {
    const consent = { agreed: this.agreed, people: this.agreed ? this.people.trim() : '' };
    const { taken, leftOut } = await sift(found);
    this.leftOut = leftOut;
    if (taken.length) {
      this.agreed = false;
      this.people = '';
      await this.device?.queue.add(taken, consent);
    }
  }

  private get words(): UploaderMessages {
    return { ...UPLOADER_MESSAGES, ...this.messages };
  }

  private tell(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}
