import assert from 'node:assert/strict';
import { test } from 'node:test';
import { opening, remember, remembered, renewing, showing, within } from '../src/push/worker.js';
import { given } from './browser-globals.js';

const ORIGIN = 'https://ayka.example.org';

test('a push opens pages of this installation only', () => {
  assert.equal(within(ORIGIN, '/recordings/1?t=5'), '/recordings/1?t=5');
  for (const link of ['https://evil.example/x', '//evil.example/x', 'javascript:alert(1)', 'http://[', undefined, '']) {
    assert.equal(within(ORIGIN, link), '/');
  }
});

interface Shown {
  title: string;
  options: NotificationOptions;
}

/** As much of a worker as the handlers use. */
function worker(pages: { focused: boolean; answers: boolean; log: string[] }[]) {
  const listeners = new Map<string, (event: unknown) => void>();
  const shown: Shown[] = [];
  const opened: string[] = [];
  const scope = {
    location: { origin: ORIGIN },
    navigator: {},
    registration: {
      showNotification: async (title: string, options: NotificationOptions) => void shown.push({ title, options }),
    },
    clients: {
      matchAll: async () =>
        pages.map((page) => ({
          focused: page.focused,
          focus: async () => void page.log.push('focus'),
          postMessage: (message: { link: string }, ports: MessagePort[]) => {
            page.log.push(message.link);
            if (page.answers) {
              ports[0]?.postMessage('here');
            }
          },
        })),
      openWindow: async (link: string) => void opened.push(link),
    },
    addEventListener: (name: string, listener: (event: unknown) => void) => listeners.set(name, listener),
  };
  const fire = async (name: string, event: object) => {
    let done: Promise<unknown> = Promise.resolve();
    listeners.get(name)?.({ ...event, waitUntil: (work: Promise<unknown>) => (done = work) });
    await done;
  };
  return { scope: scope as unknown as ServiceWorkerGlobalScope, shown, opened, fire };
}

test('a push is shown under its topic, and one that cannot be read is shown too', async () => {
  const { scope, shown, fire } = worker([]);
  showing(scope);
  const push = { topic: 't', title: 'Hallway is ready', text: 'One.', link: '/recordings/1', unread: 2 };
  await fire('push', { data: { json: () => push } });
  await fire('push', {
    data: {
      json: () => {
        throw new SyntaxError('no JSON');
      },
    },
  });
  await fire('push', { data: null });
  assert.deepEqual(
    shown.map(({ title, options }) => [title, options.tag, (options.data as { link: string }).link]),
    [
      ['Hallway is ready', 't', '/recordings/1'],
      ['AYKA', '', '/'],
      ['AYKA', '', '/'],
    ],
  );
});

const pressed = (link: string) => ({ notification: { close: () => undefined, data: { link } } });

test('a pressed push goes to the page that is looked at, and no second one opens', async () => {
  const behind = { focused: false, answers: true, log: [] };
  const front = { focused: true, answers: true, log: [] };
  const { scope, opened, fire } = worker([behind, front]);
  opening(scope);
  await fire('notificationclick', pressed('/recordings/1'));
  assert.deepEqual(front.log, ['/recordings/1', 'focus']);
  assert.deepEqual(behind.log, []);
  assert.deepEqual(opened, []);
});

test('where no page answers a new one opens', async () => {
  const signIn = { focused: true, answers: false, log: [] };
  const { scope, opened, fire } = worker([signIn]);
  opening(scope);
  await fire('notificationclick', pressed('/recordings/1'));
  assert.deepEqual(opened, ['/recordings/1']);
});

const BEFORE = { endpoint: 'https://push.example/1', secret: 'c2VjcmV0', key: 'BPublic' };

function subscription(endpoint: string) {
  let gone = false;
  return {
    endpoint,
    toJSON: () => ({ keys: { p256dh: `point of ${endpoint}`, auth: `secret of ${endpoint}` } }),
    unsubscribe: async () => (gone = true),
    isGone: () => gone,
  };
}

/** Caches in memory, and a server that answers with a status; what it was told. */
function aBrowser(status = 204) {
  const kept = new Map<string, string>();
  given('caches', {
    open: async () => ({
      match: async (key: string) => (kept.has(key) ? new Response(kept.get(key)) : undefined),
      put: async (key: string, value: Response) => void kept.set(key, await value.text()),
      delete: async (key: string) => kept.delete(key),
    }),
  });
  const told: { url: string; init: RequestInit }[] = [];
  given('fetch', async (url: string, init: RequestInit) => {
    told.push({ url, init });
    return new Response(null, { status });
  });
  return told;
}

function renewingWorker(fresh: ReturnType<typeof subscription>) {
  const { scope, fire } = worker([]);
  const asked: unknown[] = [];
  const subscribe = async (wish: unknown) => (asked.push(wish), fresh);
  Object.assign(scope.registration, { pushManager: { subscribe } });
  renewing(scope);
  return { asked, fire };
}

test('a subscription that the browser gave up is made anew, and says which one it takes the place of', async () => {
  const told = aBrowser();
  await remember(BEFORE);
  const { asked, fire } = renewingWorker(subscription('https://push.example/2'));

  await fire('pushsubscriptionchange', {});

  assert.deepEqual(asked, [{ userVisibleOnly: true, applicationServerKey: 'BPublic' }]);
  const [{ url, init }] = told as [(typeof told)[0]];
  assert.deepEqual([url, init.method, init.credentials], ['/api/push/v1/browser', 'PUT', 'omit']);
  assert.deepEqual(JSON.parse(String(init.body)), {
    before: { endpoint: BEFORE.endpoint, secret: BEFORE.secret },
    endpoint: 'https://push.example/2',
    key: 'point of https://push.example/2',
    secret: 'secret of https://push.example/2',
  });
  assert.deepEqual(await remembered(), {
    endpoint: 'https://push.example/2',
    secret: 'secret of https://push.example/2',
    key: 'BPublic',
  });
});

test('a new subscription that the browser brings itself is used, and one that is not known here left alone', async () => {
  const told = aBrowser();
  const { asked, fire } = renewingWorker(subscription('https://push.example/2'));
  const change = { newSubscription: subscription('https://push.example/3') };
  await fire('pushsubscriptionchange', change);
  assert.deepEqual(told, []);

  await remember(BEFORE);
  await fire('pushsubscriptionchange', change);
  assert.deepEqual(asked, []);
  assert.equal((await remembered())?.endpoint, 'https://push.example/3');
});

test('as long as the server does not know the new subscription, the old one is what is remembered', async () => {
  aBrowser(503);
  await remember(BEFORE);
  const { fire } = renewingWorker(subscription('https://push.example/2'));
  await fire('pushsubscriptionchange', {});
  assert.deepEqual(await remembered(), BEFORE);
});

/** A page in which somebody may ask for pushes. */
async function aPage(permission: NotificationPermission, answer: NotificationPermission, present?: string) {
  aBrowser();
  const page = { current: present ? subscription(present) : null, asked: [] as unknown[], registered: [] as unknown[] };
  const registration = {
    active: {},
    pushManager: {
      getSubscription: async () => (page.current?.isGone() ? null : page.current),
      subscribe: async (wish: unknown) => {
        page.asked.push(wish);
        return (page.current = subscription('https://push.example/new'));
      },
    },
  };
  const notification = { permission, requestPermission: async () => (notification.permission = answer) };
  given('HTMLElement', class extends EventTarget {});
  given('window', { isSecureContext: true, PushManager: {}, Notification: notification });
  given('Notification', notification);
  given('navigator', {
    serviceWorker: Object.assign(new EventTarget(), {
      register: async (...wish: unknown[]) => void page.registered.push(wish),
      getRegistration: async (scope: string) => (scope === '/app/' ? registration : undefined),
    }),
  });
  const { PushHere } = await import('../src/push/push-here.js');
  const here = new PushHere();
  here.publicKey = 'BPublic';
  const heard: [string, Record<string, unknown>][] = [];
  for (const name of ['state', 'subscribed', 'ended', 'failed']) {
    here.addEventListener(`ayka-push-${name}`, (event) => void heard.push([name, (event as CustomEvent).detail]));
  }
  const press = async (wish: string) => {
    const click = new Event('click');
    Object.defineProperty(click, 'target', { value: { closest: () => ({ getAttribute: () => wish }) } });
    here.dispatchEvent(click);
    await settled();
  };
  here.connectedCallback();
  await settled();
  return { here, heard, press, page };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('a press asks for the permission and subscribes with the key of this installation', async () => {
  const { here, heard, press, page } = await aPage('default', 'granted');
  assert.deepEqual(heard, [['state', { state: 'off', endpoint: '' }]]);
  assert.deepEqual(page.asked, [], 'nothing is asked before somebody presses');
  await press('on');
  assert.deepEqual(page.registered, [['/app/push-worker.js', { updateViaCache: 'none' }]]);
  assert.deepEqual(page.asked, [{ userVisibleOnly: true, applicationServerKey: 'BPublic' }]);
  const endpoint = 'https://push.example/new';
  assert.deepEqual(heard.at(-1), [
    'subscribed',
    { endpoint, key: `point of ${endpoint}`, secret: `secret of ${endpoint}`, fresh: true },
  ]);

  await here.kept();
  assert.deepEqual(heard.at(-1), ['state', { state: 'on', endpoint }]);
  assert.deepEqual(await remembered(), { endpoint, secret: `secret of ${endpoint}`, key: 'BPublic' });

  await press('off');
  assert.equal(page.current?.isGone(), true);
  assert.deepEqual(heard.slice(-2), [
    ['ended', { endpoint }],
    ['state', { state: 'off', endpoint: '' }],
  ]);
  assert.equal(await remembered(), null);
});

test('who says no is subscribed to nothing', async () => {
  const { heard, press, page } = await aPage('default', 'denied');
  await press('on');
  assert.deepEqual([page.asked, page.registered], [[], []]);
  assert.deepEqual(heard.at(-1), ['state', { state: 'denied', endpoint: '' }]);
});

test('a subscription that the server may not know is brought when the page opens', async () => {
  const { heard } = await aPage('granted', 'granted', 'https://push.example/4');
  assert.deepEqual(heard.map(([name, detail]) => [name, detail['endpoint'], detail['fresh']]), [
    ['subscribed', 'https://push.example/4', true],
  ]);
});
