/// <reference lib="webworker" />

/** A push as the server sends it (docs/push.md). */
export interface Push {
  topic: string;
  title: string;
  text: string;
  link: string;
  unread: number;
}

/** What a page keeps for the worker, so that it can say which subscription a new one takes the place of. */
export interface Remembered {
  endpoint: string;
  secret: string;
  key: string;
}

const MEMORY = 'ayka-push';
const REMEMBERED = '/app/push-subscription';
const ANSWER_MS = 1000;

type Worker = ServiceWorkerGlobalScope;

/** Shows each push; a second one of its topic takes the place of the first, silently. */
export function showing(worker: Worker): void {
  worker.addEventListener('push', (event) => {
    event.waitUntil(show(worker, read(event.data)));
  });
}

function read(data: PushMessageData | null): Push {
  try {
    const push = data?.json() as Partial<Push> | undefined;
    return {
      topic: String(push?.topic ?? ''),
      title: String(push?.title ?? 'AYKA'),
      text: String(push?.text ?? ''),
      link: String(push?.link ?? '/'),
      unread: Number(push?.unread ?? 0),
    };
  } catch {
    return { topic: '', title: 'AYKA', text: '', link: '/', unread: 0 };
  }
}

async function show(worker: Worker, push: Push): Promise<void> {
  await worker.registration.showNotification(push.title, {
    body: push.text,
    tag: push.topic,
    data: { link: push.link },
    icon: '/styles/ayka.svg',
  });
  await badge(worker, push.unread);
}

async function badge(worker: Worker, unread: number): Promise<void> {
  const device = worker.navigator as WorkerNavigator & { setAppBadge?: (count: number) => Promise<void> };
  try {
    await device.setAppBadge?.(unread);
  } catch {
    // not installed, or not allowed: a badge is an extra
  }
}

/** Opens what a push is about, in a page that is there if one answers, else in a new one. */
export function opening(worker: Worker): void {
  worker.addEventListener('notificationclick', (event) => {
    event.notification.close();
    const link = within(worker.location.origin, (event.notification.data as { link?: string } | null)?.link);
    event.waitUntil(open(worker, link));
  });
}

/** Only to pages of this installation, whatever a push says. */
export function within(origin: string, link: string | undefined): string {
  try {
    const url = new URL(link ?? '/', origin);
    return url.origin === origin ? url.pathname + url.search : '/';
  } catch {
    return '/';
  }
}

async function open(worker: Worker, link: string): Promise<void> {
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  // the one that is looked at first
  const sorted = [...pages].sort((a, b) => Number(b.focused) - Number(a.focused));
  for (const page of sorted) {
    if (await answered(page, link)) {
      await page.focus();
      return;
    }
  }
  await worker.clients.openWindow(link);
}

/** A page that records is not loaded anew: it is asked to go there by itself. */
function answered(page: WindowClient, link: string): Promise<boolean> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    const done = (here: boolean): void => {
      clearTimeout(late);
      channel.port1.close();
      resolve(here);
    };
    const late = setTimeout(() => done(false), ANSWER_MS);
    channel.port1.onmessage = () => done(true);
    page.postMessage({ type: 'ayka-open', link }, [channel.port2]);
  });
}

/** The browser gave up a subscription: makes another and says which one it takes the place of. */
export function renewing(worker: Worker): void {
  worker.addEventListener('pushsubscriptionchange', (event) => {
    const change = event as ExtendableEvent & { newSubscription?: PushSubscription | null };
    change.waitUntil(renew(worker, change.newSubscription ?? null));
  });
}

async function renew(worker: Worker, given: PushSubscription | null): Promise<void> {
  const memory = await caches.open(MEMORY);
  const kept = await memory.match(REMEMBERED);
  if (!kept) {
    return;
  }
  const before = (await kept.json()) as Remembered;
  const fresh =
    given ??
    (await worker.registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: before.key,
    }));
  const keys = fresh.toJSON().keys ?? {};
  const answer = await fetch('/api/push/v1/browser', {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    credentials: 'omit',
    body: JSON.stringify({
      before: { endpoint: before.endpoint, secret: before.secret },
      endpoint: fresh.endpoint,
      key: keys['p256dh'],
      secret: keys['auth'],
    }),
  });
  if (answer.ok) {
    await remember({ endpoint: fresh.endpoint, secret: keys['auth'] ?? '', key: before.key });
  }
}

export async function remember(subscription: Remembered | null): Promise<void> {
  const memory = await caches.open(MEMORY);
  if (subscription) {
    await memory.put(REMEMBERED, Response.json(subscription));
  } else {
    await memory.delete(REMEMBERED);
  }
}

export async function remembered(): Promise<Remembered | null> {
  const kept = await (await caches.open(MEMORY)).match(REMEMBERED);
  return kept ? ((await kept.json()) as Remembered) : null;
}
