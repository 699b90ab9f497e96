import { Connection } from '../connection/connection.js';
import { ConnectionStore } from '../connection/connection-store.js';
import { sendOnce } from '../connection/send-once.js';

export const SEND = 'ayka-send';

interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

/**
 * Sends what waits on the device once the network is back, also when no page is open any more. Browsers without
 * Background Sync never ask; the page does it there. A failure makes the browser ask again later.
 */
export function sendInBackground(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener('sync' as keyof ServiceWorkerGlobalScopeEventMap, (event) => {
    const sync = event as unknown as SyncEvent;
    if (sync.tag === SEND) {
      sync.waitUntil(ConnectionStore.open().then((store) => sendOnce(new Connection(store))));
    }
  });
}
