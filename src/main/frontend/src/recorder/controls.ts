import { html, type TemplateResult } from 'lit';
import type { RecorderState } from '../capture/state.js';
import { FLAG, MICROPHONE } from './icons.js';
import type { RecorderMessages } from './messages.js';

/** What a person may tell the recorder. */
export interface Commands {
  record(): void;
  pause(): void;
  resume(): void;
  finish(): void;
  mark(): void;
}

/** The keys that mean something in this state; `ready` says whether a recording can begin. */
export function controls(
  state: RecorderState['name'],
  ready: boolean,
  messages: RecorderMessages,
  act: Commands,
): TemplateResult {
  switch (state) {
    case 'recording':
      return html`${markButton(messages, act)}<button type="button" @click=${() => act.pause()}>${messages.pause}</button>
        <button type="button" class="primary" @click=${() => act.finish()}>${messages.stop}</button>`;
    case 'paused':
      return html`${markButton(messages, act)}<button type="button" @click=${() => act.resume()}>${messages.resume}</button>
        <button type="button" class="primary" @click=${() => act.finish()}>${messages.stop}</button>`;
    case 'interrupted':
      return html`<button type="button" class="primary" @click=${() => act.record()}>${messages.goOn}</button>
        <button type="button" @click=${() => act.finish()}>${messages.finish}</button>`;
    case 'asking':
    case 'stopping':
      return html`<p class="line" role="status">${messages[state]}</p>`;
    case 'idle':
      return html`<button type="button" class="record" ?disabled=${!ready} @click=${() => act.record()}>
        ${MICROPHONE}<span>${messages.record}</span>
      </button>`;
  }
}

function markButton(messages: RecorderMessages, act: Commands): TemplateResult {
  return html`<button
    type="button"
    class="mark"
    title=${messages.markTitle}
    aria-keyshortcuts="m"
    @click=${() => act.mark()}
  >
    ${FLAG}<span>${messages.mark}</span>
  </button>`;
}
