import '../recorder.js';
import { AykaCaptureFiles } from './ayka-capture-files.js';
import { AykaCaptureList } from './ayka-capture-list.js';
import { AykaCapturePage } from './ayka-capture-page.js';
import { AykaConnect } from './ayka-connect.js';

customElements.define('ayka-connect', AykaConnect);
customElements.define('ayka-capture-files', AykaCaptureFiles);
customElements.define('ayka-capture-list', AykaCaptureList);
customElements.define('ayka-capture-page', AykaCapturePage);
