import { html, type TemplateResult } from 'lit';
import type { Levels } from '../capture/inputs.js';
import type { RecorderMessages } from './messages.js';

const QUIET_AFTER_MS = 15_000;
const QUIET_BELOW = 0.08;

/** One meter, or two with their names where a second input is mixed in. */
export function meters(second: boolean, messages: RecorderMessages): TemplateResult {
  const meter = (name: keyof Levels, label: string) => html`<div
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
        <span>${messages.microphoneName}</span>${meter('main', messages.microphoneName)}
        <span>${messages.secondName}</span>${meter('second', messages.secondName)}
      </div>`
    : meter('main', messages.level);
}

/** Sixty times a second: straight to the DOM, past the template. */
export function drawLevels(root: ParentNode, levels: Levels): void {
  for (const [input, level] of Object.entries(levels)) {
    const meter = root.querySelector<HTMLElement>(`.level[data-input=${input}]`);
    meter?.style.setProperty('--level', level.toFixed(3));
    meter?.setAttribute('aria-valuenow', String(Math.round(level * 100)));
  }
}

/** Whether very little has been heard for a while. */
export class Quiet {
  private lastHeard = 0;

  /** What comes now is another matter. */
  begin(): void {
    this.lastHeard = performance.now();
  }

  is(level: number): boolean {
    const now = performance.now();
    if (level > QUIET_BELOW) {
      this.lastHeard = now;
    }
    return now - this.lastHeard > QUIET_AFTER_MS;
  }
}
