import assert from 'node:assert/strict';
import test from 'node:test';
import { readFile } from 'node:fs/promises';
import type { HttpOptions } from '@capacitor/core';
import { SafeKeeper } from '../src/connection-keeper.js';
import { findServer } from '../src/find-server.js';
import { PhonePush } from '../src/phone-push.js';
import { Reminder } from '../src/reminder.js';
import { SharedSounds } from '../src/shared-sounds.js';

const connection = { owner: 'o', name: 'Ada', device: 'd', token: 'secret', server: 'https://a.example' };

function aSafe() {
  const kept = new Map<string, string>();
  return {
    kept,
    get: async (key: string) => kept.get(key) ?? null,
    set: async (key: string, data: string) => void kept.set(key, data),
    remove: async (key: string) => kept.delete(key),
  };
}

test('a token is kept in the safe and known only to the server it came from', async () => {
  const safe = aSafe();
  await new SafeKeeper(safe, 'https://a.example').write(connection);
  assert.deepEqual(await new SafeKeeper(safe, 'https://a.example').read(), connection);
  assert.equal(await new SafeKeeper(safe, 'https://b.example').read(), undefined);
  await new SafeKeeper(safe, 'https://a.example').write(undefined);
  assert.equal(safe.kept.size, 0);
});

test('a safe that gives nonsense is an unconnected phone, not a broken one', async () => {
  const safe = aSafe();
  await safe.set('connection', '{half');
  assert.equal(await new SafeKeeper(safe, 'https://a.example').read(), undefined);
});

const answering = (status: number, data: unknown) => {
  const asked: HttpOptions[] = [];
  const http = async (options: HttpOptions) => {
    asked.push(options);
    return { status, data, headers: {}, url: options.url };
  };
  return { asked, http };
};

test('AYKA is known by what it says to a stranger', async () => {
  const { http, asked } = answering(401, { type: 'urn:ayka:capture:not-connected' });
  assert.deepEqual(await findServer('ayka.example.org', http), { ok: true, origin: 'https://ayka.example.org', plain: false });
  assert.equal(asked[0]!.url, 'https://ayka.example.org/api/capture/v1/me');
  assert.equal(asked[0]!.disableRedirects, true, 'a token must not follow to somebody else');
  const asText = answering(401, '{"type":"urn:ayka:capture:not-connected"}');
  assert.equal((await findServer('http://192.168.0.2:8080', asText.http)).ok, true);
});

test('what is not AYKA, or not there, is said so', async () => {
  for (const [status, data] of [[200, '<html>'], [404, ''], [401, 'Basic'], [302, '']] as const) {
    assert.deepEqual(await findServer('x.example', answering(status, data).http), { ok: false, why: 'not-ayka' });
  }
  const dead = () => Promise.reject(new Error('refused'));
  assert.deepEqual(await findServer('x.example', dead), { ok: false, why: 'no-answer' });
  const never = () => assert.fail('nothing is asked of an address that may not be used');
  assert.deepEqual(await findServer('http://x.example', never), { ok: false, why: 'not-secure' });
});

function aPush(receive: string, serves: unknown, token: string | Error = 'token-1') {
  const asked: { method: string; url: string; body: unknown; authorization: string }[] = [];
  const service = {
    receive,
    checkPermissions: async () => ({ receive: service.receive }),
    requestPermissions: async () => ({ receive: (service.receive = receive === 'prompt' ? 'granted' : receive) }),
    register: async () => {
      if (token instanceof Error) {
        throw token;
      }
      return token;
    },
    unregister: async () => void (service.receive = 'off'),
  };
  const keeper = new SafeKeeper(aSafe(), 'https://a.example');
  const push = new PhonePush('android', service, keeper, 'https://a.example', async (url, init = {}) => {
    const { authorization } = Object.fromEntries(new Headers(init.headers));
    asked.push({ method: init.method!, url, body: init.body && JSON.parse(init.body as string), authorization: authorization! });
    return init.method === 'GET' ? Response.json(serves) : new Response(null, { status: 204 });
  });
  return { push, asked, keeper };
}

test('a phone that takes pushes tells its server under which token', async () => {
  const { push, asked, keeper } = aPush('prompt', { android: true, ios: false });
  await keeper.write(connection);
  assert.equal(await push.turnOn(), true);
  assert.deepEqual(asked.at(-1), {
    method: 'PUT',
    url: 'https://a.example/api/push/v1/phone',
    body: { platform: 'android', token: 'token-1' },
    authorization: 'Bearer secret',
  });
  await push.turnOff();
  assert.equal(asked.at(-1)!.method, 'DELETE');
});

test('nobody is asked where pushes cannot come, and nothing is told where they are not allowed', async () => {
  for (const [receive, serves, token] of [
    ['granted', { android: false, ios: true }, 'x'],
    ['granted', 'nonsense', 'x'],
    ['denied', { android: true }, 'x'],
    ['granted', { android: true }, new Error('no Firebase')],
  ] as const) {
    const { push, asked, keeper } = aPush(receive, serves, token);
    await keeper.write(connection);
    assert.equal(await push.renew(), false);
    assert.equal(asked.some(({ method }) => method === 'PUT'), false);
  }
  const { push, asked } = aPush('granted', { android: true });
  assert.equal(await push.isOffered(), false, 'not connected: there is nobody to ask');
  assert.equal(asked.length, 0);
});

test('who leaves with sound that is nowhere else is reminded once, and not when they come back', async () => {
  const scheduled = new Map<number, Date>();
  const allowed = { display: 'granted' };
  const reminder = new Reminder(
    {
      checkPermissions: async () => allowed,
      schedule: async ({ notifications }) => notifications.forEach(({ id, schedule }) => scheduled.set(id, schedule.at)),
      cancel: async ({ notifications }) => notifications.forEach(({ id }) => scheduled.delete(id)),
    },
    { title: 't', body: 'b' },
    () => new Date('2026-11-21T10:00:00Z'),
  );
  await reminder.left(0);
  assert.equal(scheduled.size, 0);
  await reminder.left(4_000);
  await reminder.left(8_000);
  assert.deepEqual([...scheduled.values()], [new Date('2026-11-21T12:00:00Z')]);
  await reminder.calm();
  assert.equal(scheduled.size, 0);
  allowed.display = 'denied';
  await reminder.left(4_000);
  assert.equal(scheduled.size, 0);
});

test('shared files wait until the page wants them', async () => {
  const shared = new SharedSounds(
    (path) => `https://localhost/_capacitor_file_${path}`,
    async (address) => new Response(address.endsWith('gone') ? null : 'sound', { status: address.endsWith('gone') ? 404 : 200 }),
  );
  shared.add([{ name: 'talk.m4a', type: 'audio/mp4', path: '/cache/1' }]);
  const files: Promise<File>[] = [];
  shared.setConsumer((launch) => files.push(...launch.files.map((file) => file.getFile())));
  shared.add([{ name: 'gone.m4a', type: 'audio/mp4', path: '/cache/gone' }]);
  const [file, gone] = await Promise.allSettled(files);
  assert.equal(file!.status, 'fulfilled');
  const read = (file as PromiseFulfilledResult<File>).value;
  assert.deepEqual([read.name, read.type, await read.text()], ['talk.m4a', 'audio/mp4', 'sound']);
  assert.equal(gone!.status, 'rejected');
});

test('every word that the app says is in its bundle, and every word in the bundle is said', async () => {
  const bundle = await readFile('messages/mobile.properties', 'utf8');
  const told = new Set([...bundle.matchAll(/^mobile\.([\w.-]+)=/gm)].map((line) => line[1]!));
  const names = ['start', 'ask-for-server', 'settings'];
  const source = (await Promise.all(names.map((name) => readFile(`src/${name}.ts`, 'utf8')))).join('\n');
  const said = new Set([...source.matchAll(/words\('([\w.-]+)'/g)].map((call) => call[1]!));
  for (const why of ['empty', 'unreadable', 'not-secure', 'user-info', 'no-answer', 'not-ayka']) {
    said.add(`server.${why}`);
  }
  assert.deepEqual([...said].sort(), [...told].sort());
});
