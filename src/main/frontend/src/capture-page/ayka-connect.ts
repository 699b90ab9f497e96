import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { tokens } from '../base/tokens.js';
import type { Connection } from '../connection/connection.js';
import type { Pairing } from '../connection/device-api.js';
import type { Platform } from './platform.js';
import { pageStyles } from './styles.js';
import { words } from './words.js';

type Trouble = '' | 'refused' | 'expired' | 'failed';

/**
 * Connects this device: shows a code, opens the page on which it is compared, and waits for the answer there.
 *
 * Properties: `connection`, `platform`.
 */
export class AykaConnect extends LitElement {
  static override styles = [
    tokens,
    pageStyles,
    css`
      .code {
        font: 600 clamp(1.75rem, 9vw, 2.5rem) / 1.2 ui-monospace, monospace;
        letter-spacing: 0.06em;
      }
    `,
  ];
  static override properties = {
    connection: { attribute: false },
    platform: { attribute: false },
    pairing: { state: true },
    trouble: { state: true },
    asking: { state: true },
  };

  declare connection: Connection;
  declare platform: Platform;
  declare pairing: Pairing | undefined;
  declare trouble: Trouble;
  declare asking: boolean;

  private stopping = new AbortController();

  constructor() {
    super();
    this.pairing = undefined;
    this.trouble = '';
    this.asking = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  protected override render(): TemplateResult {
    const cutOff = this.connection.state === 'cut-off';
    return html`<section class="card" aria-label=${words('account')}>
      ${this.pairing
        ? this.renderCode(this.pairing)
        : html`<p>${words(cutOff ? 'cut-off.text' : 'connect.intro')}</p>
            ${this.trouble ? html`<p class="danger" role="alert">${words(`connect.${this.trouble}`)}</p>` : nothing}
            <div class="row">
              <button type="button" class="primary" ?disabled=${this.asking} @click=${() => void this.connect()}>
                ${words(cutOff ? 'connect-again' : 'connect')}
              </button>
            </div>`}
    </section>`;
  }

  private renderCode(pairing: Pairing): TemplateResult {
    const typed = new URL(pairing.addressToType, this.platform.server || location.href).href;
    return html`
      <p>${words('code.intro')}</p>
      <p class="code" translate="no">${pairing.userCode}</p>
      <div class="row">
        <button type="button" class="primary" @click=${() => this.open(pairing)}>${words('code.open')}</button>
        <button type="button" @click=${() => this.stop()}>${words('code.stop')}</button>
      </div>
      <p class="muted small">${words('code.elsewhere', { address: typed })}</p>
      <p class="muted small" role="status">${words('code.waiting')}</p>
    `;
  }

  private open(pairing: Pairing): void {
    this.platform.openAddress(new URL(pairing.address, this.platform.server || location.href).href);
  }

  private async connect(): Promise<void> {
    this.stopping = new AbortController();
    this.trouble = '';
    this.asking = true;
    try {
      const name = await this.platform.deviceName();
      const show = (pairing: Pairing) => {
        this.pairing = pairing;
        this.asking = false;
      };
      const end = await this.connection.connect(name, this.platform.back, show, this.stopping.signal);
      this.trouble = end === 'refused' || end === 'expired' ? end : '';
    } catch {
      this.trouble = 'failed';
    }
    this.asking = false;
    this.pairing = undefined;
  }

  private stop(): void {
    this.stopping.abort();
    this.pairing = undefined;
  }
}
