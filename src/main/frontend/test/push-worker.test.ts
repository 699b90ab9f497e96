import assert from 'node:assert/strict';
import { test } from 'node:test';
import { opening, showing, within } from '../src/push/worker.js';

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
