/// <reference lib="webworker" />
/**
 * The service worker that shows pushes. Its scope is `/app/`, where no page is: it controls none, answers no request and
 * gets in no other worker's way.
 */
import { opening, renewing, showing } from './push/worker.js';

const worker = self as unknown as ServiceWorkerGlobalScope;

worker.addEventListener('install', () => void worker.skipWaiting());
for (const part of [showing, opening, renewing]) {
  part(worker);
}
