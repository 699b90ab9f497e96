import { AykaUploader } from './upload/ayka-uploader.js';

if (!customElements.get('ayka-uploader')) {
  customElements.define('ayka-uploader', AykaUploader);
}

declare global {
  interface HTMLElementTagNameMap {
    'ayka-uploader': AykaUploader;
  }
}
