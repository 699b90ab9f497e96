import { html, nothing, type TemplateResult } from 'lit';
import { fill } from '../base/messages.js';
import { clockTime } from '../base/time.js';
import type { CaptureDevice } from '../capture/device.js';
import type { Whereabouts } from '../capture/whereabouts.js';
import type { RecorderMessages } from './messages.js';
import { soundLine } from './sound-line.js';

type Shown = TemplateResult | typeof nothing;

/** Other recordings that are still on this device, each with what a person can do about it. */
export function outbox(device: CaptureDevice | undefined, current: string | undefined, messages: RecorderMessages): Shown {
  const others = (device?.whereabouts ?? []).filter((one) => one.id !== current);
  if (!device || others.length === 0) {
    return nothing;
  }
  return html`<ul>
    ${others.map(
      (one) => html`<li>
        <strong>${one.title}</strong>
        <span>${soundLine(one, device.connected, messages)}</span>
        ${gaps(one, device, messages)} ${refusal(one, device, messages)}
      </li>`,
    )}
  </ul>`;
}

function gaps(one: Whereabouts, device: CaptureDevice, messages: RecorderMessages): Shown {
  if (one.gaps.length === 0) {
    return nothing;
  }
  return html`<div class="note" role="alert">
    ${one.gaps.map(
      (gap) =>
        html`<div>${fill(messages.missing, { length: clockTime(gap.lengthMs), start: clockTime(gap.startMs) })}</div>`,
    )}
    <div class="actions">
      <button type="button" @click=${() => void device.acceptGaps(one.id)}>${messages.finishWithout}</button>
    </div>
  </div>`;
}

function refusal(one: Whereabouts, device: CaptureDevice, messages: RecorderMessages): Shown {
  if (!one.refusal) {
    return nothing;
  }
  const late = one.refusal.kind === 'sealed' || one.refusal.kind === 'deleted';
  return html`<div class="note" role="alert">
    <div>${fill(messages.refused, { reason: one.refusal.detail })}</div>
    ${late
      ? html`<div class="actions">
          <button type="button" @click=${() => void device.sendAsNew(one.id)}>${messages.sendAsNew}</button>
        </div>`
      : nothing}
  </div>`;
}
