import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { fill } from '../base/messages.js';
import { clockTime, isoDuration } from '../base/time.js';
import { tokens } from '../base/tokens.js';
import { CaptureDevice } from '../capture/device.js';
import type { Whereabouts } from '../capture/whereabouts.js';
import { missingAbility } from '../capture/mime.js';
import type { Mark } from '../capture/protocol.js';
import { sharesSound, type SecondSource } from '../capture/second-input.js';
import type { Trouble } from '../capture/state.js';
import type { GrantSource } from '../capture/grants.js';
import { gaugeOf, type Gauge } from './gauge.js';
import { RECORDER_MESSAGES, type RecorderMessages } from './messages.js';
import { recorderStyles } from './styles.js';
import { soundLine } from './sound-line.js';

const MICROPHONE = html`<svg viewBox="0 0 24 24" fill="none" stroke="currentcolor" stroke-width="1.8" stroke-linecap="round" aria-hidden="true">
  <rect x="9" y="3" width="6" height="11" rx="3"></rect>
  <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"></path>
</svg>`;
const FLAG = html`<svg viewBox="0 0 24 24" fill="none" stroke="currentcolor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round" aria-hidden="true">
  <path d="M6 21V4h11.5l-2.5 4.5 2.5 4.5H6"></path>
</svg>`;
const QUIET_AFTER_MS = 15_000;
const QUIET_BELOW = 0.08;
const MARKED_MS = 8_000;

/**
 * The dictaphone. Shows and steers the page's one {@link CaptureDevice}; taking the element off the page ends no
 * recording.
 *
 * Properties: `owner` (opaque account id; recording is possible once it is set), `grants` (obtains a grant for a
 * draft; one element of the page has to have it), `messages` (own words for any key), `mode` (`full`, or `bar` for the
 * strip beside other pages), `knownTags` (the owner's tags, to offer, best first), `outbox` (whether
 * it lists what is on its way; a page with a list of its own says no).
 * Methods: `record()`, `pause()`, `resume()`, `finish()`, `mark()`.
 * Keys while the focus is inside and not in a field: R records or goes on, P pauses, M marks the moment, F finishes. M
 * also works while the focus is on a link or a button, or nowhere.
 *
 * @fires ayka-recorder-state - `{state, recording?, trouble?}`: state is idle, interrupted, asking, recording, paused
 *   or stopping
 * @fires ayka-recording-marked - `{recording, atMs}`
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
    knownTags: { attribute: false },
    outbox: { attribute: false },
    recordingTitle: { state: true },
    agreed: { state: true },
    people: { state: true },
    tags: { state: true },
    microphones: { state: true },
    second: { state: true },
    quiet: { state: true },
    marked: { state: true },
    freeBytes: { state: true },
  };

  declare owner: string;
  declare grants: GrantSource | undefined;
  declare messages: Partial<RecorderMessages>;
  declare mode: 'full' | 'bar';
  declare knownTags: readonly string[];
  declare outbox: boolean;
  declare recordingTitle: string;
  declare agreed: boolean;
  declare people: string;
  declare tags: readonly string[];
  declare microphones: readonly MediaDeviceInfo[];
  /** `display`, the id of a microphone, or empty for none. */
  declare second: string;
  declare quiet: boolean;
  /** The mark that was just set, as long as it can be taken back; `full` when there was no room for it. */
  declare marked: { readonly recording: string; readonly mark: Mark } | 'full' | undefined;
  declare freeBytes: number | undefined;

  private device: CaptureDevice | undefined;
  private ability: Trouble | undefined;
  private deviceId = '';
  private frame = 0;
  private lastHeard = 0;
  private lastState = '';
  private markedTimer: ReturnType<typeof setTimeout> | undefined;
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
    this.knownTags = [];
    this.outbox = true;
    this.tags = [];
    this.microphones = [];
    this.second = '';
    this.quiet = false;
    this.marked = undefined;
    this.freeBytes = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener('keydown', (event) => this.onKey(event), { signal });
    navigator.mediaDevices?.addEventListener?.('devicechange', () => void this.listMicrophones(), { signal });
    void this.attach(signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.listening.abort();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.markedTimer);
  }

  record(): void {
    const { device } = this;
    if (!device) {
      return;
    }
    const deviceId = this.deviceId ? { deviceId: this.deviceId } : {};
    const title = this.recordingTitle.trim() || this.text('untitled');
    const consent = { agreed: this.agreed, people: this.people.trim() };
    const ended = { main: this.text('mainEndedMark'), second: this.text('secondEndedMark') };
    const { tags } = this;
    void device
      .start({ title, consent, tags, second: this.secondSource(), ended, ...deviceId })
      .then(() => this.listMicrophones());
  }

  /** Marks this moment of the recording as important. */
  mark(): void {
    const recording = this.currentRecording;
    void this.device?.mark().then((mark) => {
      if (recording) {
        this.marked = mark ? { recording, mark } : 'full';
        clearTimeout(this.markedTimer);
        this.markedTimer = setTimeout(() => (this.marked = undefined), MARKED_MS);
      }
      if (mark) {
        this.tell('ayka-recording-marked', { recording, atMs: mark.atMs });
      }
    });
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
      this.tags = [];
      this.marked = undefined;
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
        ${this.renderLevels()}
        <p class="line ${this.soundIsSafe ? 'good' : ''}" role="status">${this.statusLine()}</p>
        ${this.renderHearing()} ${this.renderSecond()} ${this.renderTrouble()} ${this.renderInterrupted()}
        <div class="controls" part="controls" tabindex="-1">${this.renderControls()}</div>
        ${this.renderMarked()}
        <ayka-mark-list
          ?hidden=${!live || (this.currentWhereabouts?.marks ?? []).length === 0}
          .marks=${this.currentWhereabouts?.marks ?? []}
          .messages=${this.allMessages}
          @ayka-mark-label=${(event: CustomEvent<{ id: string; label: string }>) => this.labelMark(event.detail)}
          @ayka-mark-remove=${(event: CustomEvent<{ id: string }>) => this.removeMark(event.detail.id)}
        ></ayka-mark-list>
        <label class="field">
          <span>${this.text('title')}</span>
          <input
            maxlength="200"
            .value=${this.recordingTitle}
            placeholder=${this.text('titlePlaceholder')}
            @change=${(event: Event) => this.describe({ title: (event.target as HTMLInputElement).value })}
          />
        </label>
        <ayka-tag-field
          .tags=${this.tags}
          .known=${this.knownTags}
          .messages=${this.allMessages}
          @ayka-tags=${(event: CustomEvent<{ tags: readonly string[] }>) => this.describe({ tags: event.detail.tags })}
        ></ayka-tag-field>
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
        ${live ? nothing : this.renderInputs()} ${this.renderOutbox()}
        <ayka-safety-gauge
          .gauge=${this.gauge()}
          .freeBytes=${this.freeBytes}
          .messages=${this.allMessages}
          @ayka-gauge-open=${() => void this.measureRoom()}
        ></ayka-safety-gauge>
      </section>
    `;
  }

  private renderBar(): TemplateResult | typeof nothing {
    const { state } = this;
    if (state !== 'recording' && state !== 'paused' && state !== 'stopping') {
      return nothing;
    }
    return html`
      <section class="bar" part="bar" tabindex="-1" aria-label=${this.text('record')}>
        <span class="dot ${state === 'recording' ? '' : 'paused'}"></span>
        <time role="timer" aria-label=${this.text('elapsed')}>0:00</time>
        ${this.renderBarLine()} ${this.renderControls()}
      </section>
    `;
  }

  private renderControls(): TemplateResult {
    switch (this.state) {
      case 'recording':
        return html`${this.renderMarkButton()}<button type="button" @click=${this.pause}>${this.text('pause')}</button>
          <button type="button" class="primary" @click=${this.finish}>${this.text('stop')}</button>`;
      case 'paused':
        return html`${this.renderMarkButton()}<button type="button" @click=${this.resume}>${this.text('resume')}</button>
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

  private renderMarkButton(): TemplateResult {
    return html`<button
      type="button"
      class="mark"
      title=${this.text('markTitle')}
      aria-keyshortcuts="m"
      @click=${this.mark}
    >
      ${FLAG}<span>${this.text('mark')}</span>
    </button>`;
  }

  private renderLevels(): TemplateResult {
    const second = this.device?.input.second !== undefined;
    const meter = (name: 'main' | 'second', label: string) => html`<div
      class="level"
      data-input=${name}
      role="meter"
      aria-label=${label}
      aria-valuemin="0"
      aria-valuemax="100"
    >
      <div></div>
    </div>`;
    return second
      ? html`<div class="levels">
          <span>${this.text('microphoneName')}</span>${meter('main', this.text('microphoneName'))}
          <span>${this.text('secondName')}</span>${meter('second', this.text('secondName'))}
        </div>`
      : meter('main', this.text('level'));
  }

  /** What is wrong with what the microphone brings; goes away by itself. */
  private hearingInWords(): string | undefined {
    if (this.state !== 'recording' || this.device?.input.mainEnded) {
      return undefined;
    }
    const hearing = this.device?.input.hearing ?? 'sound';
    return hearing !== 'sound' ? this.text(hearing) : this.quiet ? this.text('quiet') : undefined;
  }

  private renderHearing(): TemplateResult {
    const words = this.hearingInWords();
    const silent = this.device?.input.hearing !== 'sound';
    const note = words ? html`<p class="note ${silent ? 'warning' : 'calm'}">${words}</p>` : nothing;
    return html`<div role="status">${note}</div>`;
  }

  private renderSecond(): TemplateResult | typeof nothing {
    const { device, state } = this;
    if (!device || (state !== 'recording' && state !== 'paused')) {
      return nothing;
    }
    const { secondTrouble, mainEnded } = device.input;
    const note = (words: string, again: string, act: () => Promise<void>) => html`<div class="note calm" role="status">
      <div>${words}</div>
      <div class="actions"><button type="button" @click=${() => void act().catch(() => undefined)}>${again}</button></div>
    </div>`;
    return html`
      ${mainEnded ? note(this.text('mainEnded'), this.text('mainAgain'), () => device.addMicrophone()) : nothing}
      ${secondTrouble
        ? note(this.text(`second-${secondTrouble}`), this.text('secondAgain'), () => device.addSecond())
        : nothing}
    `;
  }

  private renderMarked(): TemplateResult {
    const { marked } = this;
    const words =
      marked === undefined
        ? nothing
        : marked === 'full'
          ? html`<span>${this.text('noMoreMarks')}</span>`
          : html`<span>${fill(this.text('marked'), { at: clockTime(marked.mark.atMs) })}</span>
              <button type="button" @click=${this.unmark}>${this.text('undo')}</button>`;
    return html`<div class="marked ${this.state === 'recording' ? 'live' : ''}" role="status">${words}</div>`;
  }

  private renderBarLine(): TemplateResult {
    return this.marked
      ? this.renderMarked()
      : this.renderBarStatus();
  }

  /** The strip has room for two words of trouble; all of them stand in its title. */
  private renderBarStatus(): TemplateResult {
    const hearing = this.device?.input.hearing ?? 'sound';
    const words = this.hearingInWords();
    return words && hearing !== 'sound'
      ? html`<p class="line warning" role="status" title=${words}>${this.text(hearing === 'silent' ? 'silentShort' : 'mutedShort')}</p>`
      : html`<p class="line" role="status">${words ?? this.statusLine()}</p>`;
  }

  /** Which microphone, and what to record beside it. */
  private renderInputs(): TemplateResult {
    const mixes = this.device?.mixes ?? true;
    return html`
      ${this.microphones.length < 2
        ? nothing
        : html`<label class="field">
            <span>${this.text('microphone')}</span>
            <select @change=${(event: Event) => this.chooseMicrophone((event.target as HTMLSelectElement).value)}>
              <option value="">${this.text('defaultMicrophone')}</option>
              ${this.microphones.map(
                ({ deviceId, label }) =>
                  html`<option value=${deviceId} ?selected=${deviceId === this.deviceId}>${label}</option>`,
              )}
            </select>
          </label>`}
      ${mixes ? this.renderSecondChoice() : nothing}
    `;
  }

  private renderSecondChoice(): TemplateResult {
    const others = this.microphones.filter(({ deviceId }) => deviceId !== this.deviceId && deviceId !== 'default');
    const canShare = sharesSound();
    return html`
      <label class="field">
        <span>${this.text('second')}</span>
        <select @change=${(event: Event) => (this.second = (event.target as HTMLSelectElement).value)}>
          <option value="" ?selected=${this.second === ''}>${this.text('secondNone')}</option>
          <option value="display" ?selected=${this.second === 'display'} ?disabled=${!canShare}>
            ${this.text(canShare ? 'secondDisplay' : 'secondDisplayCannot')}
          </option>
          ${others.map(
            ({ deviceId, label }) =>
              html`<option value=${deviceId} ?selected=${deviceId === this.second}>${label}</option>`,
          )}
        </select>
      </label>
      ${this.second === 'display' ? html`<p class="hint">${this.text('secondHint')}</p>` : nothing}
    `;
  }

  /** Other recordings that are still on this device. */
  private renderOutbox(): TemplateResult | typeof nothing {
    const current = this.currentRecording;
    const others = (this.device?.whereabouts ?? []).filter((one) => one.id !== current);
    if (others.length === 0 || !this.outbox) {
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
      await this.measureRoom();
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
      this.tags = known.tags ?? [];
    }
  }

  private describe(change: { title?: string; agreed?: boolean; people?: string; tags?: readonly string[] }): void {
    this.recordingTitle = change.title ?? this.recordingTitle;
    this.agreed = change.agreed ?? this.agreed;
    this.people = change.people ?? this.people;
    this.tags = change.tags ?? this.tags;
    const current = this.currentRecording;
    if (current && change.tags) {
      void this.device?.tag(current, change.tags);
    } else if (current) {
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
      this.keepFocus();
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
      this.drawLevels();
    }
    if (this.isConnected && this.state === 'recording') {
      this.frame = requestAnimationFrame(() => this.draw());
    }
  }

  private drawLevels(): void {
    const levels = this.device?.levels ?? { main: 0 };
    for (const [input, level] of Object.entries(levels)) {
      const meter = this.renderRoot.querySelector<HTMLElement>(`.level[data-input=${input}]`);
      meter?.style.setProperty('--level', level.toFixed(3));
      meter?.setAttribute('aria-valuenow', String(Math.round(level * 100)));
    }
    const now = performance.now();
    if (levels.main > QUIET_BELOW) {
      this.lastHeard = now;
    }
    const quiet = this.state === 'recording' && now - this.lastHeard > QUIET_AFTER_MS;
    if (quiet !== this.quiet) {
      this.quiet = quiet;
    }
  }

  private readonly unmark = (): void => {
    const { marked } = this;
    if (marked && marked !== 'full') {
      void this.device?.unmark(marked.recording, marked.mark.id);
    }
    this.marked = undefined;
    clearTimeout(this.markedTimer);
    this.keepFocus();
  };

  private labelMark({ id, label }: { id: string; label: string }): void {
    const current = this.currentRecording;
    if (current) {
      void this.device?.label(current, id, label);
    }
  }

  private removeMark(id: string): void {
    const current = this.currentRecording;
    if (current) {
      void this.device?.unmark(current, id);
    }
    if (this.marked && this.marked !== 'full' && this.marked.mark.id === id) {
      this.marked = undefined;
    }
  }

  private gauge(): Gauge | undefined {
    const { device } = this;
    return device && this.owner
      ? gaugeOf({
          whereabouts: device.whereabouts,
          sent: device.sent,
          state: device.state,
          elapsedMs: device.recorder.elapsedMs,
          connected: device.connected,
        })
      : undefined;
  }

  private async measureRoom(): Promise<void> {
    try {
      const { quota, usage } = await navigator.storage.estimate();
      this.freeBytes = quota === undefined ? undefined : Math.max(0, quota - (usage ?? 0));
    } catch {
      this.freeBytes = undefined;
    }
  }

  private chooseMicrophone(deviceId: string): void {
    this.deviceId = deviceId;
    this.second = this.second === deviceId ? '' : this.second;
    this.requestUpdate();
  }

  private secondSource(): SecondSource | undefined {
    if (this.second === '') {
      return undefined;
    }
    return this.second === 'display' ? { kind: 'display' } : { kind: 'microphone', deviceId: this.second };
  }

  /** The button that was pressed is gone in the next state: keys go on working from where it was. */
  private keepFocus(): void {
    if (this.shadowRoot?.activeElement instanceof HTMLButtonElement) {
      void this.updateComplete.then(() => {
        if (!this.shadowRoot?.activeElement) {
          this.renderRoot.querySelector<HTMLElement>('[tabindex="-1"]')?.focus({ preventScroll: true });
        }
      });
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
    const path = event.composedPath();
    const target = path[0];
    const inside = path.includes(this);
    if (event.defaultPrevented || !(inside || isIdle(path))) {
      return; // two of these elements may be on the page: one of them answers
    }
    const typing = target instanceof HTMLInputElement && target.type !== 'checkbox';
    if (typing || target instanceof HTMLSelectElement || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const { state } = this;
    const key = event.key.toLowerCase();
    if (!inside && key !== 'm') {
      return; // a key that hits nothing starts and ends no recording
    }
    if (key === 'r' && (state === 'idle' || state === 'interrupted')) {
      this.record();
    } else if ((key === 'r' || key === 'p') && state === 'paused') {
      this.resume();
    } else if (key === 'p' && state === 'recording') {
      this.pause();
    } else if (key === 'm' && (state === 'recording' || state === 'paused')) {
      this.mark();
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

/** Whether the focus is where no letter means anything: on a link or a button that was pressed last, or nowhere. */
function isIdle(path: readonly EventTarget[]): boolean {
  const [target] = path;
  const takesKeys = path.some((part) => part instanceof Element && part.matches('ayka-player, ayka-transcript'));
  return !takesKeys && (target === document.body || (target instanceof Element && target.matches('a, button, [role=button]')));
}

const ABILITY_TROUBLE = {
  secure: 'insecure',
  microphone: 'unsupported',
  recorder: 'unsupported',
  storage: 'no-storage',
} as const;
