import { html, nothing, type TemplateResult } from 'lit';
import { fill } from '../base/messages.js';
import { clockTime } from '../base/time.js';
import type { PlayerMessages } from './messages.js';
import type { MissingSound, Sound } from './sound.js';

/** What a listener should know: sound that is missing here, a picture or the sound itself that could not be loaded. */
export interface Noted {
  readonly met: MissingSound | undefined;
  readonly waveFailed: boolean;
  readonly trouble: Sound['trouble'];
}

export function notes(
  { met, waveFailed, trouble }: Noted,
  messages: PlayerMessages,
  again: { wave(): void; sound(): void },
): TemplateResult {
  const retry = (press: () => void) => html`<button type="button" class="quiet" @click=${press}>${messages.retry}</button>`;
  return html`<div role="status">
      ${met
        ? html`<p class="note">
            ${fill(met.lengthMs > 0 ? messages.gap : messages.gapUnknown, { time: clockTime(met.lengthMs), cause: met.cause })}
          </p>`
        : nothing}
      ${waveFailed && !trouble ? html`<p class="note">${messages.noWave} ${retry(again.wave)}</p>` : nothing}
    </div>
    <div role="alert">
      ${trouble ? html`<p class="note trouble">${messages[trouble]} ${retry(again.sound)}</p>` : nothing}
    </div>`;
}
