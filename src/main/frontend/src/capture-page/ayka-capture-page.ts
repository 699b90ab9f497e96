import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { tokens } from '../base/tokens.js';
import { ChunkStore } from '../capture/chunk-store.js';
import { CaptureDevice } from '../capture/device.js';
import type { RecordingDraft } from '../capture/protocol.js';
import { isLive } from '../capture/state.js';
import { Connection } from '../connection/connection.js';
import { LatestRecordings } from '../connection/latest-recordings.js';
import { claim, countOthers, GrantFeeder } from '../connection/owners.js';
import { chosen } from '../upload/gather.js';
import { keepShared, NOBODY } from '../upload/shared-file.js';
import { isGoing } from '../upload/upload.js';
import { UploadDevice } from '../upload/upload-device.js';
import type { UploadQueue } from '../upload/upload-queue.js';
import type { RowActions } from '../upload/upload-row.js';
import { UploadStore, type SavedUpload } from '../upload/upload-store.js';
import { InstallOffer } from './install.js';
import { openedFiles } from './opened-files.js';
import { choosePlatform, type Platform } from './platform.js';
import { pageStyles } from './styles.js';
import { Updates } from './updates.js';
import { words } from './words.js';

const TURN_MS = 10_000;

interface Parts {
  readonly connection: Connection;
  readonly files: UploadStore;
  readonly queue: UploadQueue;
  readonly store: ChunkStore;
  readonly feeder: GrantFeeder;
  readonly latest: LatestRecordings;
}

/**
 * The capture page: records without a network and without a session, sends what it has when there is one, and shows
 * where everything is. It draws itself before it has asked anybody anything.
 */
export class AykaCapturePage extends LitElement {
  static override styles = [
    tokens,
    pageStyles,
    css`
      :host {
        max-inline-size: 40rem;
        margin-inline: auto;
        padding: max(12px, env(safe-area-inset-top)) max(16px, env(safe-area-inset-right))
          max(24px, env(safe-area-inset-bottom)) max(16px, env(safe-area-inset-left));
      }

      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        min-block-size: 48px;
      }

      h1 {
        display: flex;
        align-items: center;
        gap: 10px;
        font-size: 1.125rem;
        font-weight: 650;
        letter-spacing: 0.02em;
      }

      h1 img {
        inline-size: 28px;
        block-size: 28px;
      }

      .state {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      main {
        display: grid;
        gap: 16px;
      }

      main > * {
        min-inline-size: 0;
      }

      ayka-recorder.card {
        max-inline-size: none;
        inline-size: 100%;
        padding: 4px;
      }

      .heading {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        flex-wrap: wrap;
      }

      footer {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 4px 12px;
        padding-block: 16px 0;
      }
    `,
  ];
  static override properties = {
    parts: { state: true },
    device: { state: true },
    held: { state: true },
    unclaimed: { state: true },
    foreign: { state: true },
    online: { state: true },
    shared: { state: true },
  };

  declare parts: Parts | undefined;
  declare device: CaptureDevice | undefined;
  declare held: readonly SavedUpload[];
  declare unclaimed: number;
  declare foreign: number;
  declare online: boolean;
  declare shared: string;

  private readonly platform: Platform = choosePlatform();
  private readonly updates = new Updates(() => this.busy);
  private readonly install = new InstallOffer();
  private listening = new AbortController();
  private registration: ServiceWorkerRegistration | undefined;

  constructor() {
    super();
    this.parts = undefined;
    this.device = undefined;
    this.held = [];
    this.unclaimed = 0;
    this.foreign = 0;
    this.online = navigator.onLine;
    this.shared = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.platform.deviceParts) {
      CaptureDevice.use(this.platform.deviceParts);
    }
    this.listening = new AbortController();
    const { signal } = this.listening;
    const redraw = () => this.requestUpdate();
    this.updates.addEventListener('change', redraw, { signal });
    this.install.addEventListener('change', redraw, { signal });
    addEventListener('online', () => this.network(true), { signal });
    addEventListener('offline', () => this.network(false), { signal });
    document.addEventListener('visibilitychange', () => this.lookedAt(), { signal });
    const turns = setInterval(() => void this.turn(), TURN_MS);
    signal.addEventListener('abort', () => clearInterval(turns));
    void this.start(signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.listening.abort();
  }

  /** What the recorder asks for grants with. */
  private readonly grants = (draft: RecordingDraft, owner?: string) => {
    const { connection } = this.parts ?? {};
    return connection ? connection.grant(draft, owner) : Promise.reject(new Error('not ready'));
  };

  protected override render(): TemplateResult {
    const connection = this.parts?.connection;
    const views = this.parts?.queue.views ?? [];
    const onTheWay = new Set(views.map((one) => one.recording));
    return html`
      <header>
        <h1><img src="icons/ayka.svg" alt="" width="28" height="28" />${words('title')}</h1>
        <p class="muted small state" role="status">${this.stateLine(connection)}</p>
      </header>
      <main>
        ${this.renderNews()}
        <ayka-recorder
          class="card"
          exportparts="panel"
          .owner=${connection ? (connection.owner ?? NOBODY) : ''}
          .grants=${this.grants}
          .outbox=${false}
          .knownTags=${connection?.tags ?? []}
          @ayka-recording-sealed=${() => void this.turn()}
          @ayka-recording-decoded=${() => void this.parts?.latest.read()}
        ></ayka-recorder>
        ${connection && connection.state !== 'connected' && !this.busy
          ? html`<ayka-connect .connection=${connection} .platform=${this.platform}></ayka-connect>`
          : nothing}
        ${this.renderOthers(connection)}
        <section id="recordings" class="heading" aria-label=${words('recordings')}>
          <h2>${words('recordings')}</h2>
          <button type="button" class="quiet" @click=${() => void this.chooseFiles()}>${words('add-file')}</button>
        </section>
        <ayka-capture-files
          .views=${views}
          .held=${this.held}
          .limit=${connection?.maxUploadBytes}
          .elsewhere=${connection?.state === 'connected'}
          .actions=${this.fileActions}
          @ayka-file-remove=${(event: CustomEvent<{ id: string }>) => void this.removeHeld(event.detail.id)}
        ></ayka-capture-files>
        <ayka-capture-list
          .device=${this.device}
          .alone=${this.held.length + views.length === 0}
          .latest=${(this.parts?.latest.list ?? []).filter(({ recording }) => !onTheWay.has(recording))}
          .server=${this.platform.server}
        ></ayka-capture-list>
      </main>
      <footer>
        <a class="button" href="${this.platform.server}/">${words('open-ayka')}</a>
        ${connection?.state === 'connected'
          ? html`<button type="button" class="quiet" @click=${() => void this.disconnect()}>${words('disconnect')}</button>`
          : nothing}
      </footer>
    `;
  }

  private stateLine(connection: Connection | undefined): string {
    if (!this.online) {
      return words('offline');
    }
    switch (connection?.state) {
      case 'connected':
        return connection.name ? words('connected', { name: connection.name }) : '';
      case 'cut-off':
        return words('cut-off');
      case 'never':
        return words('not-connected');
      default:
        return '\u00a0';
    }
  }

  private renderNews(): TemplateResult | typeof nothing {
    const { busy } = this;
    const offered = busy || !this.hasRecorded ? undefined : this.install.kind;
    return html`
      ${this.shared ? html`<p class="card" role="status">${this.shared}</p>` : nothing}
      ${this.updates.waiting && !busy
        ? html`<div class="card row">
            <span>${words('update')}</span>
            <button type="button" @click=${() => this.updates.use()}>${words('update.now')}</button>
          </div>`
        : nothing}
      ${offered
        ? html`<div class="card row">
            <span>${words(offered === 'ask' ? 'install' : 'install.ios')}</span>
            ${offered === 'ask'
              ? html`<button type="button" @click=${() => void this.install.install()}>${words('install.yes')}</button>`
              : nothing}
            <button type="button" class="quiet" @click=${() => this.install.decline()}>${words('install.no')}</button>
          </div>`
        : nothing}
    `;
  }

  private renderOthers(connection: Connection | undefined): TemplateResult | typeof nothing {
    if (!connection) {
      return nothing;
    }
    const owner = connection.owner;
    return html`
      ${this.unclaimed > 0 && connection.state === 'connected' && owner !== undefined
        ? html`<div class="card row">
            <span>${words('claim', { count: this.unclaimed })}</span>
            <button type="button" class="primary" @click=${() => void this.claim(owner)}>
              ${words('claim.yes', { name: connection.name })}
            </button>
          </div>`
        : nothing}
      ${this.foreign > 0 ? html`<p class="card muted">${words('foreign', { count: this.foreign })}</p>` : nothing}
    `;
  }

  private get busy(): boolean {
    return this.device !== undefined && isLive(this.device.state);
  }

  private get hasRecorded(): boolean {
    return (this.device?.whereabouts.length ?? 0) + (this.parts?.latest.list.length ?? 0) > 0;
  }

  private async start(signal: AbortSignal): Promise<void> {
    const keeper = await this.platform.connectionKeeper();
    const connection = await new Connection(keeper, undefined, this.platform.server).read();
    const parts = this.platform.deviceParts;
    const { put, hash } = this.platform;
    const [files, uploads, store] = await Promise.all([
      UploadStore.open(),
      UploadDevice.get({ put, hash, copyBytes: Infinity }), // without a network it may be days until they are sent
      parts?.openStore() ?? ChunkStore.open(),
    ]);
    uploads.offer((draft, owner) => connection.grant(draft, owner ?? connection.owner, 'UPLOAD'), signal);
    const { queue } = uploads;
    const latest = new LatestRecordings(connection, () => this.requestUpdate());
    this.parts = { connection, files, queue, store, latest, feeder: new GrantFeeder(store, connection) };
    queue.addEventListener('change', () => this.requestUpdate(), { signal });
    queue.addEventListener('finished', () => void this.fileArrived(), { signal });
    connection.addEventListener('change', () => void this.connectionChanged(), { signal });
    this.device = await CaptureDevice.get();
    this.device.addEventListener('change', () => void this.deviceChanged(), { signal });
    openedFiles((file) => this.add([file]));
    this.tellShared();
    await this.lookAtFiles();
    this.registration = await this.platform.startOffline().catch(() => undefined);
    await this.updates.follow(this.registration);
    await this.turn();
    void connection.refresh().catch(() => undefined);
  }

  /** All that is to be tried from time to time; a failure is tried again at the next turn. */
  private async turn(): Promise<void> {
    const { parts } = this;
    if (!parts || !this.online) {
      return;
    }
    const tries = [parts.feeder.feed(), this.lookAtFiles()];
    if (document.visibilityState === 'visible') {
      tries.push(parts.latest.readIfDue());
    }
    await Promise.allSettled(tries);
  }

  private network(online: boolean): void {
    this.online = online;
    if (online) {
      this.parts?.latest.forgetWhen();
      void this.turn();
      void this.parts?.connection.refresh().catch(() => undefined);
    }
  }

  private lookedAt(): void {
    if (document.visibilityState === 'visible') {
      this.updates.look();
      void this.turn();
    } else {
      void this.askForBackground();
    }
  }

  private async connectionChanged(): Promise<void> {
    this.requestUpdate();
    this.device?.retryNow();
    await this.lookAtFiles();
    this.parts?.latest.forgetWhen();
    await this.turn();
  }

  private async deviceChanged(): Promise<void> {
    this.requestUpdate();
    this.shadowRoot?.querySelector<LitElement>('ayka-capture-list')?.requestUpdate();
    await this.count();
  }

  private async lookAtFiles(): Promise<void> {
    const { parts } = this;
    if (parts) {
      const { connection, files, queue } = parts;
      const { owner } = connection;
      if (connection.state === 'connected' && owner !== undefined) {
        queue.limit = connection.maxUploadBytes;
        await queue.signIn(owner);
        await queue.look();
      } else {
        queue.leave();
      }
      const all = await files.all();
      const sent = new Set(queue.views.map((one) => one.id));
      this.held = all.filter((one) => (one.owner === owner || one.owner === NOBODY) && !sent.has(one.id));
      await this.count();
    }
  }

  private async count(): Promise<void> {
    const { parts } = this;
    if (parts) {
      const others = await countOthers(parts.store, parts.files, parts.connection.owner);
      this.unclaimed = others.unclaimed;
      this.foreign = others.foreign;
      const here = (this.device?.whereabouts ?? []).filter((one) => one.phase !== 'sealed').length;
      await this.platform.badge(here + this.held.length + this.unsentFiles).catch(() => undefined);
    }
  }

  private async askForBackground(): Promise<void> {
    const sync = (this.registration as { sync?: { register(tag: string): Promise<void> } } | undefined)?.sync;
    const waits = (this.device?.whereabouts ?? []).some((one) => one.phase !== 'sealed') || this.held.length + this.unsentFiles > 0;
    if (waits) {
      await sync?.register('ayka-send').catch(() => undefined); // not allowed: the page sends when it is opened
    }
  }

  private async claim(owner: string): Promise<void> {
    if (this.parts) {
      await claim(this.parts.store, this.parts.files, owner);
      await this.lookAtFiles();
      await this.turn();
    }
  }

  private async disconnect(): Promise<void> {
    if (confirm(words('disconnect.sure'))) {
      await this.parts?.connection.disconnect();
      this.parts?.latest.forget();
    }
  }

  private get unsentFiles(): number {
    return (this.parts?.queue.views ?? []).filter((one) => isGoing(one.stage)).length;
  }

  private readonly fileActions: RowActions = {
    pause: (id) => void this.parts?.queue.pause(id),
    again: (id) => void this.parts?.queue.again(id),
    anyway: (id) => void this.parts?.queue.anyway(id),
    permit: () => void this.parts?.queue.permit(),
    choose: (id) => this.chooseFiles(id),
    open: (recording) => this.platform.openAddress(`${this.platform.server}/recordings/${recording}`),
    remove: (id) => void this.removeFile(id),
  };

  /** @param replacing the file that is to go on with what is chosen; else all of it is new */
  private chooseFiles(replacing = ''): void {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = !replacing;
    input.accept = 'audio/*,video/*,.m4a,.opus,.flac,.ogg';
    input.addEventListener('change', () => {
      const [first] = input.files ?? [];
      void (replacing && first ? this.parts?.queue.attach(replacing, first) : this.add([...(input.files ?? [])]));
    });
    input.click();
  }

  private async add(files: readonly File[]): Promise<void> {
    const { connection, queue, files: store } = this.parts ?? {};
    if (!connection || !queue || !store || files.length === 0) {
      return;
    }
    try {
      if (connection.state === 'connected') {
        await queue.add(chosen(files), { agreed: false, people: '' });
      } else {
        for (const file of files) {
          await keepShared(store, file, connection.owner);
        }
      }
      this.shared = words('shared', { count: files.length });
    } catch {
      this.shared = words('shared.failed');
    }
    await this.turn();
    await this.lookAtFiles();
  }

  private async fileArrived(): Promise<void> {
    await this.parts?.latest.read().catch(() => undefined); // the list says the rest about it
    await this.parts?.queue.clearDone();
    await this.count();
  }

  private async removeFile(id: string): Promise<void> {
    const { queue } = this.parts ?? {};
    const stage = queue?.views.find((one) => one.id === id)?.stage;
    if (stage === 'done' || stage === 'duplicate' || confirm(words('remove.sure'))) {
      await queue?.remove(id);
      await this.count();
    }
  }

  private async removeHeld(id: string): Promise<void> {
    await this.parts?.files.remove(id);
    await this.lookAtFiles();
  }

  /** What the share target left in the address. */
  private tellShared(): void {
    const asked = new URLSearchParams(location.search);
    const count = Number(asked.get('shared'));
    if (asked.has('failed')) {
      this.shared = words('shared.failed');
    } else if (asked.get('shared') === 'again') {
      this.shared = words('shared.again');
    } else if (count > 0) {
      this.shared = words('shared', { count });
    }
    if (location.search) {
      history.replaceState(null, '', location.pathname + location.hash);
    }
  }
}
