import { html, nothing, type TemplateResult } from 'lit';
import { sharesSound, type SecondSource } from '../capture/second-input.js';
import type { RecorderMessages } from './messages.js';

/** What there is to hear with, and what somebody chose of it. */
export interface InputChoice {
  readonly microphones: readonly MediaDeviceInfo[];
  /** The id of a microphone, or empty for the device's own choice. */
  readonly main: string;
  /** `display`, the id of a microphone, or empty for none. */
  readonly second: string;
  /** Whether another input can be mixed in. */
  readonly mixes: boolean;
}

export interface Choosing {
  main(deviceId: string): void;
  second(source: string): void;
}

/** Which microphone, and what to record beside it. */
export function inputFields(choice: InputChoice, messages: RecorderMessages, choose: Choosing): TemplateResult {
  const { microphones, main, mixes } = choice;
  return html`
    ${microphones.length < 2
      ? nothing
      : html`<label class="field">
          <span>${messages.microphone}</span>
          <select @change=${(event: Event) => choose.main((event.target as HTMLSelectElement).value)}>
            <option value="">${messages.defaultMicrophone}</option>
            ${microphones.map(
              ({ deviceId, label }) => html`<option value=${deviceId} ?selected=${deviceId === main}>${label}</option>`,
            )}
          </select>
        </label>`}
    ${mixes ? secondField(choice, messages, choose) : nothing}
  `;
}

function secondField({ microphones, main, second }: InputChoice, messages: RecorderMessages, choose: Choosing): TemplateResult {
  const others = microphones.filter(({ deviceId }) => deviceId !== main && deviceId !== 'default');
  const canShare = sharesSound();
  return html`
    <label class="field">
      <span>${messages.second}</span>
      <select @change=${(event: Event) => choose.second((event.target as HTMLSelectElement).value)}>
        <option value="" ?selected=${second === ''}>${messages.secondNone}</option>
        <option value="display" ?selected=${second === 'display'} ?disabled=${!canShare}>
          ${canShare ? messages.secondDisplay : messages.secondDisplayCannot}
        </option>
        ${others.map(
          ({ deviceId, label }) => html`<option value=${deviceId} ?selected=${deviceId === second}>${label}</option>`,
        )}
      </select>
    </label>
    ${second === 'display' ? html`<p class="hint">${messages.secondHint}</p>` : nothing}
  `;
}

/** What a choice of {@link InputChoice.second} means to the device. */
export function secondSource(second: string): SecondSource | undefined {
  if (second === '') {
    return undefined;
  }
  return second === 'display' ? { kind: 'display' } : { kind: 'microphone', deviceId: second };
}

/** The microphones that have a name: before permission is given the browser names none of them. */
export async function namedMicrophones(): Promise<readonly MediaDeviceInfo[]> {
  try {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter(({ kind, label, deviceId }) => kind === 'audioinput' && label && deviceId);
  } catch {
    return [];
  }
}
