import { cacheName, isOwnNavigation, obsolete, type Precache } from './precache-plan.js';

/** What the build has put into this version: replaced by esbuild. */
declare const AYKA_PRECACHE: Precache;

/** Long enough for a page of the version before to load what it still needs. */
const KEPT_VERSIONS = 2;

/**
 * Starts the page from the device's own store, network or not. All files of a version are fetched before it is
 * installed, so that a version is there whole or not at all. It waits until the page says that nothing runs
 * (`{type: 'activate'}`): a page is never exchanged under a recording.
 */
export function precache(worker: ServiceWorkerGlobalScope): void {
  const { version, files } = AYKA_PRECACHE;
  const name = cacheName(version);
  const page = new URL('./', worker.registration.scope).href;

  worker.addEventListener('install', (event) => {
    event.waitUntil(fill(name, files.map((file) => new URL(file, worker.registration.scope).href)));
  });

  worker.addEventListener('activate', (event) => {
    event.waitUntil(
      (async () => {
        for (const old of obsolete(await caches.keys(), name, KEPT_VERSIONS)) {
          await caches.delete(old);
        }
        await worker.clients.claim();
      })(),
    );
  });

  worker.addEventListener('message', (event) => {
    if ((event.data as { type?: string } | null)?.type === 'activate') {
      event.waitUntil(worker.skipWaiting());
    }
  });

  worker.addEventListener('fetch', (event) => {
    const { request } = event;
    if (request.method !== 'GET') {
      return;
    }
    if (isOwnNavigation(request.mode, request.url, page)) {
      event.respondWith(fromStore(name, page, request));
    } else if (files.some((file) => new URL(file, worker.registration.scope).href === request.url)) {
      event.respondWith(fromStore(name, request.url, request));
    } else if (new URL(request.url).pathname.startsWith(new URL('assets/', page).pathname)) {
      event.respondWith(fromAnyStore(request)); // of the version before
    }
  });
}

async function fill(name: string, urls: readonly string[]): Promise<void> {
  const cache = await caches.open(name);
  await Promise.all(
    urls.map(async (url) => {
      const answer = await fetch(url, { cache: 'reload', credentials: 'omit' });
      if (!answer.ok || answer.redirected) {
        throw new Error(`${url} answered ${answer.status}`); // the next look for a new version tries again
      }
      await cache.put(url, answer);
    }),
  );
}

async function fromStore(name: string, url: string, request: Request): Promise<Response> {
  const kept = await (await caches.open(name)).match(url);
  return kept ?? fetch(request);
}

async function fromAnyStore(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}
