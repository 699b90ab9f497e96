/**
 * The service worker of the capture page, for the scope `/capture/`; Vaadin's pages are none of its business. Each part
 * adds its own listeners and knows nothing of the others.
 */
import { precache } from './precache.js';
import { sendInBackground } from './send-in-background.js';
import { shareTarget } from './share-target.js';

const worker = self as unknown as ServiceWorkerGlobalScope;

for (const part of [shareTarget, precache, sendInBackground]) {
  part(worker);
}
