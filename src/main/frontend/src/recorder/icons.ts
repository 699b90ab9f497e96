import { html } from 'lit';

export const MICROPHONE = html`<svg viewBox="0 0 24 24" fill="none" stroke="currentcolor" stroke-width="1.8" stroke-linecap="round" aria-hidden="true">
  <rect x="9" y="3" width="6" height="11" rx="3"></rect>
  <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"></path>
</svg>`;
export const FLAG = html`<svg viewBox="0 0 24 24" fill="none" stroke="currentcolor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round" aria-hidden="true">
  <path d="M6 21V4h11.5l-2.5 4.5 2.5 4.5H6"></path>
</svg>`;
