import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { clockTime, isoDuration } from '../base/time.js';
import { tokens } from '../base/tokens.js';
import { CaptureDevice } from '../capture/device.js';
import type { GrantSource } from '../capture/grants.js';
import { missingAbility } from '../capture/mime.js';
import type { RecorderState, Trouble } from '../capture/state.js';
import type { Whereabouts } from '../capture/whereabouts.js';
import { controls } from './controls.js';
import { descriptionFields, UNDESCRIBED, type Description } from './description.js';
import { freeBytes, gaugeOf, type Gauge } from './gauge.js';
import { inputFields, namedMicrophones, secondSource } from './input-choice.js';
import { commandOf } from './keys.js';
import { RECORDER_MESSAGES, type RecorderMessages } from './messages.js';
import { drawLevels, meters, Quiet } from './meters.js';
import { cutOffNote, hearingInWords, hearingNote, inputNotes, markedLine, troubleNote, type Marked } from './notes.js';
import { outbox } from './outbox.js';
import { soundLine } from './sound-line.js';
import { recorderStyles } from './styles.js';

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
    description: { state: true },
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
  declare description: Description;
  declare microphones: readonly MediaDeviceInfo[];
  /** `display`, the id of a microphone, or empty for none. */
  declare second: string;
  declare quiet: boolean;
  declare marked: Marked;
  declare freeBytes: number | undefined;

  private device: CaptureDevice | undefined;
  private ability: Trouble | undefined;
  private deviceId = '';
  private frame = 0;
  private readonly quietness = new Quiet();
  private lastState = '';
  private markedTimer: ReturnType<typeof setTimeout> | undefined;
  private listening = new AbortController();

  constructor() {
    super();
    this.owner = '';
    this.grants = undefined;
    this.messages = {};
    this.mode = 'full';
    this.knownTags = [];
    this.outbox = true;
    this.description = UNDESCRIBED;
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
    const { words } = this;
    const { tags } = this.description;
    const deviceId = this.deviceId ? { deviceId: this.deviceId } : {};
    const ended = { main: words.mainEndedMark, second: words.secondEndedMark };
    void device
      .start({ title: this.named, consent: this.consent, tags, second: secondSource(this.second), ended, ...deviceId })
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
      this.description = UNDESCRIBED;
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
    const { device, state, words } = this;
    const live = state === 'recording' || state === 'paused';
    return html`
      <section class="panel" part="panel" aria-label=${words.record}>
        <time
          part="time"
          class="time ${state === 'paused' ? 'paused' : ''}"
          datetime=${isoDuration(0)}
          aria-label=${words.elapsed}
          role="timer"
          >0:00</time
        >
        ${meters(device?.input.second !== undefined, words)}
        <p class="line ${this.soundIsSafe ? 'good' : ''}" role="status">${this.statusLine()}</p>
        ${hearingNote(device, this.quiet, words)} ${inputNotes(device, words)} ${troubleNote(this.trouble, words)}
        ${state === 'interrupted' ? cutOffNote(device?.recorder.elapsedMs ?? 0, words) : nothing}
        <div class="controls" part="controls" tabindex="-1">${this.renderControls()}</div>
        ${this.renderMarked()} ${this.renderMarks(live)}
        ${descriptionFields(this.description, this.knownTags, words, (change) => this.describe(change))}
        ${state === 'idle' || state === 'interrupted' ? this.renderInputs() : nothing}
        ${this.outbox ? outbox(device, this.currentRecording, words) : nothing}
        <ayka-safety-gauge
          .gauge=${this.gauge()}
          .freeBytes=${this.freeBytes}
          .messages=${words}
          @ayka-gauge-open=${() => void this.measureRoom()}
        ></ayka-safety-gauge>
      </section>
    `;
  }

  private renderBar(): TemplateResult | typeof nothing {
    const { state, words } = this;
    if (state !== 'recording' && state !== 'paused' && state !== 'stopping') {
      return nothing;
    }
    return html`
      <section class="bar" part="bar" tabindex="-1" aria-label=${words.record}>
        <span class="dot ${state === 'recording' ? '' : 'paused'}"></span>
        <time role="timer" aria-label=${words.elapsed}>0:00</time>
        ${state === 'stopping' ? nothing : this.marked ? this.renderMarked() : this.renderBarStatus()} ${this.renderControls()}
      </section>
    `;
  }

  private renderControls(): TemplateResult {
    const ready = this.device !== undefined && this.owner !== '' && this.ability === undefined;
    return controls(this.state, ready, this.words, this);
  }

  private renderMarked(): TemplateResult {
    return markedLine(this.marked, this.state === 'recording', this.words, this.unmark);
  }

  private renderMarks(live: boolean): TemplateResult {
    const marks = this.currentWhereabouts?.marks ?? [];
    return html`<ayka-mark-list
      ?hidden=${!live || marks.length === 0}
      .marks=${marks}
      .messages=${this.words}
      @ayka-mark-label=${(event: CustomEvent<{ id: string; label: string }>) => this.labelMark(event.detail)}
      @ayka-mark-remove=${(event: CustomEvent<{ id: string }>) => this.removeMark(event.detail.id)}
    ></ayka-mark-list>`;
  }

  /** The strip has room for two words of trouble; all of them stand in its title. */
  private renderBarStatus(): TemplateResult {
    const { device, words } = this;
    const hearing = device?.input.hearing ?? 'sound';
    const heard = hearingInWords(device, this.quiet, words);
    return heard && hearing !== 'sound'
      ? html`<p class="line warning" role="status" title=${heard}>${hearing === 'silent' ? words.silentShort : words.mutedShort}</p>`
      : html`<p class="line" role="status">${heard ?? this.statusLine()}</p>`;
  }

  private renderInputs(): TemplateResult {
    const { microphones, second } = this;
    const choice = { microphones, main: this.deviceId, second, mixes: this.device?.mixes ?? true };
    return inputFields(choice, this.words, {
      main: (deviceId) => this.chooseMicrophone(deviceId),
      second: (source) => (this.second = source),
    });
  }

  private get state(): RecorderState['name'] {
    return this.device?.state.name ?? 'idle';
  }

  private get trouble(): Trouble | undefined {
    const current = this.device?.state;
    return this.ability ?? (current && 'trouble' in current ? current.trouble : undefined);
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
    return here ? soundLine(here, this.device?.connected ?? true, this.words) : '\u00a0';
  }

  private get words(): RecorderMessages {
    return { ...RECORDER_MESSAGES, ...this.messages };
  }

  private get named(): string {
    return this.description.title.trim() || this.words.untitled;
  }

  private get consent(): { agreed: boolean; people: string } {
    const { agreed, people } = this.description;
    return { agreed, people: people.trim() };
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
      this.description = { title: known.title, ...known.consent, tags: known.tags ?? [] };
    }
  }

  private describe(change: Partial<Description>): void {
    this.description = { ...this.description, ...change };
    const current = this.currentRecording;
    if (current && change.tags) {
      void this.device?.tag(current, change.tags);
    } else if (current) {
      void this.device?.describe(current, this.named, this.consent);
    }
  }

  private deviceChanged(): void {
    this.requestUpdate();
    const state = this.device?.state;
    const key = JSON.stringify(state);
    if (state && key !== this.lastState) {
      this.lastState = key;
      this.quietness.begin();
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
      this.drawLevels(this.device);
    }
    if (this.isConnected && this.state === 'recording') {
      this.frame = requestAnimationFrame(() => this.draw());
    }
  }

  private drawLevels({ levels }: CaptureDevice): void {
    drawLevels(this.renderRoot, levels);
    const quiet = this.quietness.is(levels.main) && this.state === 'recording';
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
    this.freeBytes = await freeBytes();
  }

  private chooseMicrophone(deviceId: string): void {
    this.deviceId = deviceId;
    this.second = this.second === deviceId ? '' : this.second;
    this.requestUpdate();
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
    this.microphones = await namedMicrophones();
  }

  private onKey(event: KeyboardEvent): void {
    const command = commandOf(event, this, this.state);
    if (command) {
      this[command]();
      event.preventDefault();
    }
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
