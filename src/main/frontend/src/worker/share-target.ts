import { ConnectionStore } from '../connection/connection-store.js';
import { keepShared } from '../upload/shared-file.js';
import { UploadStore } from '../upload/upload-store.js';

/**
 * Takes in what other apps share with AYKA: the manifest's `share_target` posts a form to `share`, which never reaches
 * the server. The files lie on the device before the page opens, for the account to which it is connected; the page
 * sends them.
 */
export function shareTarget(worker: ServiceWorkerGlobalScope): void {
  const share = new URL('share', worker.registration.scope);
  worker.addEventListener('fetch', (event) => {
    const { request } = event;
    if (request.method === 'POST' && new URL(request.url).pathname === share.pathname) {
      event.respondWith(take(request, new URL('./', share)));
    }
  });
}

async function take(request: Request, page: URL): Promise<Response> {
  let kept = 0;
  let failed = 0;
  try {
    const form = await request.formData();
    const store = await UploadStore.open();
    const owner = (await (await ConnectionStore.open()).read())?.owner;
    const title = form.get('title');
    for (const part of form.values()) {
      if (typeof part !== 'string' && part.size > 0) {
        try {
          await keepShared(store, part, owner, typeof title === 'string' ? title : '');
          kept++;
        } catch {
          failed++; // no room for it
        }
      }
    }
  } catch {
    failed++;
  }
  page.search = new URLSearchParams({ shared: String(kept), ...(failed ? { failed: String(failed) } : {}) }).toString();
  return Response.redirect(page.href, 303);
}
