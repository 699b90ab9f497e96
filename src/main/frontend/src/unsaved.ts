import { AykaUnsaved } from './unsaved/ayka-unsaved.js';

if (!customElements.get('ayka-unsaved')) {
  customElements.define('ayka-unsaved', AykaUnsaved);
}
