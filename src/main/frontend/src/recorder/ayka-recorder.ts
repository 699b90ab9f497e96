import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { fill } from '../base/messages.js';
import { clockTime, isoDuration } from '../base/time.js';
import { tokens } from '../base/tokens.js';
import { CaptureDevice, type Whereabouts } from '../capture/device.js';
import { missingAbility } from '../capture/mime.js';
import type { Trouble } from '../capture/state.js';
import type { GrantSource } from '../capture/uploader.js';
import { RECORDER_MESSAGES, type RecorderMessages } from './messages.js';
import { recorderStyles } from './styles.js';
import { soundLine } from './sound-line.js';

const MICROPHONE = html`<svg viewBox="0 0 24 24" fill="none" stroke="currentcolor" stroke-width="1.8" stroke-linecap="round" aria-hidden="true">
  <rect x="9" y="3" width="6" height="11" rx="3"></rect>
  <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"></path>
</svg>`;
const QUIET_AFTER_MS = 6_000;
const QUIET_BELOW = 0.08;

/**
 * The dictaphone. Shows and steers the page's one {@link CaptureDevice}; taking the element off the page ends no
 * recording.
 *
 * Properties: `owner` (opaque account id; recording is possible once it is set), `grants` (obtains a grant for a
 * draft; one element of the page has to have it), `messages` (own words for any key), `mode` (`full`, or `bar` for the strip beside other pages).
 * Methods: `record()`, `pause()`, `resume()`, `finish()`.
 * Keys while the focus is inside and not in a field: R records or goes on, P pauses, F finishes.
 *
 * @fires ayka-recorder-state - `{state, recording?, trouble?}`: state is idle, interrupted, asking, recording, paused
 *   or stopping
 * @fires ayka-recording-sealed - `{recording}`: the server has all of it and will process it
 * @fires ayka-recording-decoded - `{recording}`: the server has decoded all of it; the device let go of it
 * @fires ayka-recording-refused - `{recording}`: the server said no; the sound stays on this device
 * @csspart panel, bar, controls, time
 */
export class AykaRecorder extends LitElement {
  static override styles = [tokens, recorderStyles];
  static override properties = {
    owner: {},
    grants: { attribute: false },
    messages: { attribute: false },
    mode: { reflect: true },
    recordingTitle: { state: true },
    agreed: { state: true },
    people: { state: true },
    microphones: { state: true },
    quiet: { state: true },
  };

  declare owner: string;
  declare grants: GrantSource | undefined;
  declare messages: Partial<RecorderMessages>;
  declare mode: 'full' | 'bar';
  declare recordingTitle: string;
  declare agreed: boolean;
  declare people: string;
  declare microphones: readonly MediaDeviceInfo[];
  declare quiet: boolean;

  private device: CaptureDevice | undefined;
  private ability: Trouble | undefined;
  private deviceId = '';
  private frame = 0;
  private lastHeard = 0;
  private lastState = '';
  private listening = new AbortController();

  constructor() {
    super();
    this.owner = '';
    this.grants = undefined;
    this.messages = {};
    this.mode = 'full';
    this.recordingTitle = '';
    this.agreed = false;
    this.people = '';
    this.microphones = [];
    this.quiet = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.addEventListener('keydown', (event) => this.onKey(event), { signal });
    navigator.mediaDevices?.addEventListener?.('devicechange', () => void this.listMicrophones(), { signal });
    void this.attach(signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.listening.abort();
    cancelAnimationFrame(this.frame);
  }

  record(): void {
    const { device } = this;
    if (!device) {
      return;
    }
    const deviceId = this.deviceId ? { deviceId: this.deviceId } : {};
    const title = this.recordingTitle.trim() || this.text('untitled');
    const consent = { agreed: this.agreed, people: this.people.trim() };
    void device.start({ title, consent, ...deviceId }).then(() => this.listMicrophones());
  }

  pause(): void {
    void this.device?.recorder.pause();
  }

  resume(): void {
    void this.device?.recorder.resume();
  }

  finish(): void {
    void this.device?.recorder.stop().then(() => {
      this.recordingTitle = '';
      this.agreed = false;
      this.people = '';
    });
  }

  protected override updated(changed: PropertyValues): void {
    if ((changed.has('owner') || changed.has('grants')) && this.device) {
      void this.signIn(this.device);
    }
    this.draw();
  }

  protected override render(): TemplateResult | typeof nothing {
    return this.mode === 'bar' ? this.renderBar() : this.renderPanel();
  }

  private renderPanel(): TemplateResult {
    const { state } = this;
    const live = state === 'recording' || state === 'paused';
    return html`
      <section class="panel" part="panel" aria-label=${this.text('record')}>
        <time
          part="time"
          class="time ${state === 'paused' ? 'paused' : ''}"
          datetime=${isoDuration(0)}
          aria-label=${this.text('elapsed')}
          role="timer"
          >0:00</time
        >
        <div class="level" role="meter" aria-label=${this.text('level')} aria-valuemin="0" aria-valuemax="100">
          <div></div>
        </div>
        <p class="line ${this.soundIsSafe ? 'good' : ''}" role="status">${this.statusLine()}</p>
        ${this.quiet && state === 'recording' ? html`<p class="note calm" role="status">${this.text('quiet')}</p>` : nothing}
        ${this.renderTrouble()} ${this.renderInterrupted()}
        <div class="controls" part="controls">${this.renderControls()}</div>
        <label class="field">
          <span>${this.text('title')}</span>
          <input
            maxlength="200"
            .value=${this.recordingTitle}
            placeholder=${this.text('titlePlaceholder')}
            @change=${(event: Event) => this.describe({ title: (event.target as HTMLInputElement).value })}
          />
        </label>
        <label class="consent">
          <input
            type="checkbox"
            .checked=${this.agreed}
            @change=${(event: Event) => this.describe({ agreed: (event.target as HTMLInputElement).checked })}
          />
          <span>${this.text('consent')}</span>
        </label>
        ${this.agreed
          ? html`<label class="field">
              <span>${this.text('people')}</span>
              <input
                maxlength="500"
                .value=${this.people}
                placeholder=${this.text('peoplePlaceholder')}
                @change=${(event: Event) => this.describe({ people: (event.target as HTMLInputElement).value })}
              />
            </label>`
          : nothing}
        ${live || this.microphones.length < 2 ? nothing : this.renderMicrophones()} ${this.renderOutbox()}
      </section>
    `;
  }

  private renderBar(): TemplateResult | typeof nothing {
    const { state } = this;
    if (state !== 'recording' && state !== 'paused' && state !== 'stopping') {
      return nothing;
    }
    return html`
      <section class="bar" part="bar" aria-label=${this.text('record')}>
        <span class="dot ${state === 'recording' ? '' : 'paused'}"></span>
        <time role="timer" aria-label=${this.text('elapsed')}>0:00</time>
        <p class="line">${this.statusLine()}</p>
        ${this.renderControls()}
      </section>
    `;
  }

  private renderControls(): TemplateResult {
    switch (this.state) {
      case 'recording':
        return html`<button type="button" @click=${this.pause}>${this.text('pause')}</button>
          <button type="button" class="primary" @click=${this.finish}>${this.text('stop')}</button>`;
      case 'paused':
        return html`<button type="button" @click=${this.resume}>${this.text('resume')}</button>
          <button type="button" class="primary" @click=${this.finish}>${this.text('stop')}</button>`;
      case 'interrupted':
        return html`<button type="button" class="primary" @click=${this.record}>${this.text('goOn')}</button>
          <button type="button" @click=${this.finish}>${this.text('finish')}</button>`;
      case 'asking':
      case 'stopping':
        return html`<p class="line" role="status">${this.text(this.state)}</p>`;
      default:
        return html`<button
          type="button"
          class="record"
          ?disabled=${!this.device || !this.owner || this.ability !== undefined}
          @click=${this.record}
        >
          ${MICROPHONE}<span>${this.text('record')}</span>
        </button>`;
    }
  }

  private renderTrouble(): TemplateResult | typeof nothing {
    const current = this.device?.state;
    const trouble = this.ability ?? (current && 'trouble' in current ? current.trouble : undefined);
    return trouble ? html`<p class="note" role="alert">${this.text(trouble)}</p>` : nothing;
  }

  private renderInterrupted(): TemplateResult | typeof nothing {
    if (this.state !== 'interrupted') {
      return nothing;
    }
    const captured = clockTime(this.device?.recorder.elapsedMs ?? 0);
    return html`<p class="note calm" role="status">${fill(this.text('cutOff'), { captured })}</p>`;
  }

  private renderMicrophones(): TemplateResult {
    return html`<label class="field">
      <span>${this.text('microphone')}</span>
      <select @change=${(event: Event) => (this.deviceId = (event.target as HTMLSelectElement).value)}>
        <option value="">${this.text('defaultMicrophone')}</option>
        ${this.microphones.map(
          ({ deviceId, label }) => html`<option value=${deviceId} ?selected=${deviceId === this.deviceId}>${label}</option>`,
        )}
      </select>
    </label>`;
  }

  private renderOutbox(): TemplateResult | typeof nothing {
    const current = this.currentRecording;
    const others = (this.device?.whereabouts ?? []).filter((one) => one.id !== current);
    if (others.length === 0) {
      return nothing;
    }
    return html`<ul>
      ${others.map(
        (one) => html`<li>
          <strong>${one.title}</strong>
          <span>${soundLine(one, this.device?.connected ?? true, this.allMessages)}</span>
          ${this.renderGaps(one)} ${this.renderRefusal(one)}
        </li>`,
      )}
    </ul>`;
  }

  private renderGaps(one: Whereabouts): TemplateResult | typeof nothing {
    if (one.gaps.length === 0) {
      return nothing;
    }
    return html`<div class="note" role="alert">
      ${one.gaps.map(
        (gap) =>
          html`<div>${fill(this.text('missing'), { length: clockTime(gap.lengthMs), start: clockTime(gap.startMs) })}</div>`,
      )}
      <div class="actions">
        <button type="button" @click=${() => this.device?.acceptGaps(one.id)}>${this.text('finishWithout')}</button>
      </div>
    </div>`;
  }

  private renderRefusal(one: Whereabouts): TemplateResult | typeof nothing {
    if (!one.refusal) {
      return nothing;
    }
    const late = one.refusal.kind === 'sealed' || one.refusal.kind === 'deleted';
    return html`<div class="note" role="alert">
      <div>${fill(this.text('refused'), { reason: one.refusal.detail })}</div>
      ${late
        ? html`<div class="actions">
            <button type="button" @click=${() => void this.device?.sendAsNew(one.id)}>${this.text('sendAsNew')}</button>
          </div>`
        : nothing}
    </div>`;
  }

  private get state(): string {
    return this.device?.state.name ?? 'idle';
  }

  private get currentRecording(): string | undefined {
    const state = this.device?.state;
    return state && 'recording' in state ? state.recording : undefined;
  }

  private get currentWhereabouts(): Whereabouts | undefined {
    const current = this.currentRecording;
    return this.device?.whereabouts.find((one) => one.id === current);
  }

  private get soundIsSafe(): boolean {
    const here = this.currentWhereabouts;
    return here !== undefined && here.capturedMs > 0 && here.storedMs === here.capturedMs;
  }

  private statusLine(): string {
    const here = this.currentWhereabouts;
    return here ? soundLine(here, this.device?.connected ?? true, this.allMessages) : '\u00a0';
  }

  private get allMessages(): RecorderMessages {
    return { ...RECORDER_MESSAGES, ...this.messages };
  }

  private text(key: keyof RecorderMessages): string {
    return this.messages[key] ?? RECORDER_MESSAGES[key];
  }

  private async attach(signal: AbortSignal): Promise<void> {
    const missing = missingAbility(globalThis);
    this.ability = missing && ABILITY_TROUBLE[missing];
    if (!this.ability) {
      try {
        this.device = await CaptureDevice.get();
      } catch {
        this.ability = 'no-storage';
      }
    }
    if (signal.aborted) {
      return;
    }
    this.requestUpdate();
    const { device } = this;
    if (device) {
      device.addEventListener('change', () => this.deviceChanged(), { signal });
      for (const type of ['sealed', 'decoded', 'refused'] as const) {
        device.addEventListener(
          type,
          (event) => this.tell(`ayka-recording-${type}`, { recording: (event as CustomEvent<string>).detail }),
          { signal },
        );
      }
      await this.signIn(device);
      await this.listMicrophones();
    }
  }

  private async signIn(device: CaptureDevice): Promise<void> {
    if (this.owner) {
      await device.signIn(this.owner, this.grants, this.listening.signal);
      await this.adoptDescription();
    }
  }

  /** After a reload the form shows what the interrupted recording is called. */
  private async adoptDescription(): Promise<void> {
    const current = this.currentRecording;
    const known = current ? await this.device?.recording(current) : undefined;
    if (known) {
      this.recordingTitle = known.title;
      this.agreed = known.consent.agreed;
      this.people = known.consent.people;
    }
  }

  private describe(change: { title?: string; agreed?: boolean; people?: string }): void {
    this.recordingTitle = change.title ?? this.recordingTitle;
    this.agreed = change.agreed ?? this.agreed;
    this.people = change.people ?? this.people;
    const current = this.currentRecording;
    if (current) {
      const title = this.recordingTitle.trim() || this.text('untitled');
      void this.device?.describe(current, title, { agreed: this.agreed, people: this.people.trim() });
    }
  }

  private deviceChanged(): void {
    this.requestUpdate();
    const state = this.device?.state;
    const key = JSON.stringify(state);
    if (state && key !== this.lastState) {
      this.lastState = key;
      this.lastHeard = performance.now();
      const { name, ...rest } = state;
      this.tell('ayka-recorder-state', { state: name, ...rest });
    }
  }

  /** Time and level move sixty times a second: straight to the DOM, past the template. */
  private draw(): void {
    cancelAnimationFrame(this.frame);
    const time = this.renderRoot.querySelector('time');
    if (this.device && time) {
      const elapsed = this.device.recorder.elapsedMs;
      const shown = clockTime(elapsed);
      if (time.textContent !== shown) {
        time.textContent = shown;
        time.dateTime = isoDuration(elapsed);
      }
      this.drawLevel(this.device.level);
    }
    if (this.isConnected && this.state === 'recording') {
      this.frame = requestAnimationFrame(() => this.draw());
    }
  }

  private drawLevel(level: number): void {
    const meter = this.renderRoot.querySelector<HTMLElement>('.level');
    meter?.style.setProperty('--level', level.toFixed(3));
    meter?.setAttribute('aria-valuenow', String(Math.round(level * 100)));
    const now = performance.now();
    if (level > QUIET_BELOW) {
      this.lastHeard = now;
    }
    const quiet = this.state === 'recording' && now - this.lastHeard > QUIET_AFTER_MS;
    if (quiet !== this.quiet) {
      this.quiet = quiet;
    }
  }

  private async listMicrophones(): Promise<void> {
    try {
      const devices = await navigator.mediaDevices.enumerateDevices();
      // Before permission is given the browser names none of them.
      this.microphones = devices.filter(({ kind, label, deviceId }) => kind === 'audioinput' && label && deviceId);
    } catch {
      this.microphones = [];
    }
  }

  private onKey(event: KeyboardEvent): void {
    const target = event.composedPath()[0];
    const typing = target instanceof HTMLInputElement && target.type !== 'checkbox';
    if (typing || target instanceof HTMLSelectElement || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const { state } = this;
    const key = event.key.toLowerCase();
    if (key === 'r' && (state === 'idle' || state === 'interrupted')) {
      this.record();
    } else if ((key === 'r' || key === 'p') && state === 'paused') {
      this.resume();
    } else if (key === 'p' && state === 'recording') {
      this.pause();
    } else if (key === 'f' && (state === 'recording' || state === 'paused' || state === 'interrupted')) {
      this.finish();
    } else {
      return;
    }
    event.preventDefault();
  }

  private tell(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

const ABILITY_TROUBLE = {
  secure: 'insecure',
  microphone: 'unsupported',
  recorder: 'unsupported',
  storage: 'no-storage',
} as const;
