import { AykaTranscript } from './transcript/ayka-transcript.js';

if (!customElements.get('ayka-transcript')) {
  customElements.define('ayka-transcript', AykaTranscript);
}

declare global {
  interface HTMLElementTagNameMap {
    'ayka-transcript': AykaTranscript;
  }
}
