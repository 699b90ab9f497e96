import { AykaUploader } from './upload/ayka-uploader.js';

if (!customElements.get('ayka-uploader')) {
  AykaUploader.worker = new URL('./hash-worker.js', import.meta.url);
  customElements.define('ayka-uploader', AykaUploader);
}

declare global {
  interface HTMLElementTagNameMap {
    'ayka-uploader': AykaUploader;
  }
}
