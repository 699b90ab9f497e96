import { html, nothing, type TemplateResult } from 'lit';
import { fill } from '../base/messages.js';
import type { UploaderMessages } from './messages.js';
import { isGoing, type UploadView } from './upload.js';
import { line, size } from './words.js';

/** What a person may do about one file. */
export interface RowActions {
  pause(id: string): void;
  again(id: string): void;
  remove(id: string): void;
  anyway(id: string): void;
  choose(id: string): void;
  permit(): void;
  open(recording: string): void;
}

const icon = (path: string) => html`<svg
  viewBox="0 0 24 24"
  fill="none"
  stroke="currentcolor"
  stroke-width="1.8"
  stroke-linecap="round"
  stroke-linejoin="round"
  aria-hidden="true"
>
  <path d=${path}></path>
</svg>`;
const PAUSE = icon('M8.5 5v14M15.5 5v14');
const PLAY = icon('M8 5l11 7-11 7z');
const CLOSE = icon('M6 6l12 12M18 6L6 18');

const MOVING = new Set(['checking', 'sending', 'finishing', 'paused', 'needsFile', 'needsLeave', 'queued']);
const RETRIED = new Set(['refused', 'failed', 'gone']);

export function uploadRow(one: UploadView, limit: number, words: UploaderMessages, act: RowActions): TemplateResult {
  const { name, stage } = one;
  const kind = stage === 'failed' ? 'trouble' : stage === 'done' ? 'done' : stage === 'duplicate' || stage.startsWith('needs') ? 'asks' : '';
  return html`<li class=${kind}>
    <div class="file">
      <strong title=${name}>${name}</strong>
      <span class="small">${size(one.bytes)}</span>
    </div>
    <div class="icons">${icons(one, words, act)}</div>
    ${MOVING.has(stage)
      ? html`<progress
          class=${isGoing(stage) && !one.waiting ? '' : 'resting'}
          max="1"
          .value=${stage === 'queued' ? 0 : one.share}
          aria-label=${name}
        ></progress>`
      : nothing}
    <p class="state small" role=${stage === 'failed' ? 'alert' : nothing}>
      ${line(one, limit, words)}${one.agreed && stage !== 'failed' ? html` · ${words.agreed}` : nothing}
    </p>
    ${actions(one, words, act)}
  </li>`;
}

function icons(one: UploadView, words: UploaderMessages, act: RowActions): TemplateResult {
  const { id, name, stage } = one;
  const button = (text: string, picture: TemplateResult, press: () => void) =>
    html`<button type="button" aria-label=${fill(text, { name })} title=${fill(text, { name })} @click=${press}>
      ${picture}
    </button>`;
  return html`${isGoing(stage) && stage !== 'finishing' ? button(words.pause, PAUSE, () => act.pause(id)) : nothing}
  ${stage === 'paused' ? button(words.resume, PLAY, () => act.again(id)) : nothing}
  ${stage === 'finishing'
    ? nothing
    : button(stage === 'done' || stage === 'failed' ? words.dismiss : words.cancel, CLOSE, () => act.remove(id))}`;
}

function actions(one: UploadView, words: UploaderMessages, act: RowActions): TemplateResult | typeof nothing {
  const { id, stage, problem = 'failed', known } = one;
  const button = (text: string, press: () => void) => html`<button type="button" @click=${press}>${text}</button>`;
  const row = (content: unknown) => html`<div class="actions">${content}</div>`;
  switch (stage) {
    case 'done':
      return row(button(words.open, () => act.open(one.recording)));
    case 'duplicate':
      return row([
        button(words.openKnown, () => known && act.open(known.recording)),
        button(words.anyway, () => act.anyway(id)),
      ]);
    case 'needsFile':
      return row(button(words.chooseAgain, () => act.choose(id)));
    case 'needsLeave':
      return row(button(words.permit, () => act.permit()));
    case 'failed':
      if (problem === 'changed' || problem === 'deleted') {
        return row(button(words.startOver, () => act.again(id)));
      }
      return RETRIED.has(problem) ? row(button(words.retry, () => act.again(id))) : nothing;
    default:
      return nothing;
  }
}
