import { AykaRecorder } from './recorder/ayka-recorder.js';

if (!customElements.get('ayka-recorder')) {
  customElements.define('ayka-recorder', AykaRecorder);
}

declare global {
  interface HTMLElementTagNameMap {
    'ayka-recorder': AykaRecorder;
  }
}
