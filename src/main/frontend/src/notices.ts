import { PushHere } from './push/push-here.js';

if (!customElements.get('ayka-push-here')) {
  customElements.define('ayka-push-here', PushHere);
}
