import { html, nothing, type TemplateResult } from 'lit';
import { fill } from '../base/messages.js';
import { clockTime } from '../base/time.js';
import type { CaptureDevice } from '../capture/device.js';
import type { Mark } from '../capture/protocol.js';
import type { Trouble } from '../capture/state.js';
import type { RecorderMessages } from './messages.js';

type Shown = TemplateResult | typeof nothing;

/** The mark that was just set, as long as it can be taken back; `full` when there was no room for it. */
export type Marked = { readonly recording: string; readonly mark: Mark } | 'full' | undefined;

export function troubleNote(trouble: Trouble | undefined, messages: RecorderMessages): Shown {
  return trouble ? html`<p class="note" role="alert">${messages[trouble]}</p>` : nothing;
}

export function cutOffNote(elapsedMs: number, messages: RecorderMessages): TemplateResult {
  return html`<p class="note calm" role="status">${fill(messages.cutOff, { captured: clockTime(elapsedMs) })}</p>`;
}

/** What is wrong with what the microphone brings; goes away by itself. */
export function hearingInWords(
  device: CaptureDevice | undefined,
  quiet: boolean,
  messages: RecorderMessages,
): string | undefined {
  if (device?.state.name !== 'recording' || device.input.mainEnded) {
    return undefined;
  }
  const { hearing } = device.input;
  return hearing !== 'sound' ? messages[hearing] : quiet ? messages.quiet : undefined;
}

export function hearingNote(device: CaptureDevice | undefined, quiet: boolean, messages: RecorderMessages): TemplateResult {
  const words = hearingInWords(device, quiet, messages);
  const silent = device?.input.hearing !== 'sound';
  const note = words ? html`<p class="note ${silent ? 'warning' : 'calm'}">${words}</p>` : nothing;
  return html`<div role="status">${note}</div>`;
}

/** Which of two inputs ended or was refused, each with the way to have it again. */
export function inputNotes(device: CaptureDevice | undefined, messages: RecorderMessages): Shown {
  if (!device || (device.state.name !== 'recording' && device.state.name !== 'paused')) {
    return nothing;
  }
  const { secondTrouble, mainEnded } = device.input;
  const note = (words: string, again: string, act: () => Promise<void>) => html`<div class="note calm" role="status">
    <div>${words}</div>
    <div class="actions"><button type="button" @click=${() => void act().catch(() => undefined)}>${again}</button></div>
  </div>`;
  return html`
    ${mainEnded ? note(messages.mainEnded, messages.mainAgain, () => device.addMicrophone()) : nothing}
    ${secondTrouble ? note(messages[`second-${secondTrouble}`], messages.secondAgain, () => device.addSecond()) : nothing}
  `;
}

/** What was marked; `live` keeps its place while it may come. */
export function markedLine(marked: Marked, live: boolean, messages: RecorderMessages, undo: () => void): TemplateResult {
  const words =
    marked === undefined
      ? nothing
      : marked === 'full'
        ? html`<span>${messages.noMoreMarks}</span>`
        : html`<span>${fill(messages.marked, { at: clockTime(marked.mark.atMs) })}</span>
            <button type="button" @click=${undo}>${messages.undo}</button>`;
  return html`<div class="marked ${live ? 'live' : ''}" role="status">${words}</div>`;
}
