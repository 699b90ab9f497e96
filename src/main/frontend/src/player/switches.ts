import { html, type TemplateResult } from 'lit';
import { fill } from '../base/messages.js';
import { clockTime } from '../base/time.js';
import { FOLLOW, SKIP } from './icons.js';
import type { PlayerMessages } from './messages.js';

/** A key that jumps by ten seconds. */
export function jumpKey(words: string, sign: string, press: () => void): TemplateResult {
  return html`<button type="button" class="quiet" aria-label=${words} title=${words} @click=${press}>${sign}</button>`;
}

/** Whether silence is skipped, and how much that saves. */
export function skipSwitch(savedMs: number, on: boolean, messages: PlayerMessages, press: () => void): TemplateResult {
  const words = `${messages.skip}, ${fill(messages.saves, { time: clockTime(savedMs) })}`;
  return html`<button
    type="button"
    class="switch skip quiet"
    title=${words}
    aria-label=${words}
    aria-pressed=${on}
    @click=${press}
  >
    <svg viewBox="0 0 24 24" aria-hidden="true">${SKIP}</svg><span>−${clockTime(savedMs)}</span>
  </button>`;
}

/** Whether the transcript follows the voice. */
export function followSwitch(on: boolean, messages: PlayerMessages, press: () => void): TemplateResult {
  return html`<button
    type="button"
    class="switch follow quiet"
    title=${messages.follow}
    aria-label=${messages.follow}
    aria-pressed=${on}
    @click=${press}
  >
    <svg viewBox="0 0 24 24" aria-hidden="true">${FOLLOW}</svg>
  </button>`;
}
