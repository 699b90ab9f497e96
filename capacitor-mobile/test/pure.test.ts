import assert from 'node:assert/strict';
import test from 'node:test';
import type { HttpOptions } from '@capacitor/core';
import { AppLock } from '../src/app-lock.js';
import { readLink } from '../src/links.js';
import { phoneFetch } from '../src/phone-fetch.js';
import { isPrivate, readServerAddress } from '../src/server-address.js';
import { RecorderWeb } from '../recorder/src/web.js';

test('an address is read as people type it', () => {
  for (const [typed, origin] of [
    ['ayka.example.org', 'https://ayka.example.org'],
    ['  https://AYKA.example.org/recordings/1?x#y ', 'https://ayka.example.org'],
    ['https://ayka.example.org:8443/', 'https://ayka.example.org:8443'],
    ['ayka.example.org:8443', 'https://ayka.example.org:8443'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://192.168.1.20:8080/capture/', 'http://192.168.1.20:8080'],
    ['http://[fd00::1]:8080', 'http://[fd00::1]:8080'],
    ['http://box.local', 'http://box.local'],
    ['bücher.example', 'https://xn--bcher-kva.example'],
  ] as const) {
    const read = readServerAddress(typed);
    assert.deepEqual(read, { ok: true, origin, plain: origin.startsWith('http:') }, typed);
  }
});

test('what is no address, not secure or not what it looks like is refused', () => {
  for (const [typed, why] of [
    ['', 'empty'],
    ['   ', 'empty'],
    ['http://ayka.example.org', 'not-secure'],
    ['http://8.8.8.8', 'not-secure'],
    ['http://172.32.0.1', 'not-secure'],
    ['http://192.168.1.20.evil.example', 'not-secure'],
    ['http://localhost.evil.example', 'not-secure'],
    ['http://[::ffff:8.8.8.8]', 'not-secure'],
    ['https://bank.example@evil.example', 'user-info'],
    ['ftp://ayka.example.org', 'unreadable'],
    ['javascript:alert(1)', 'unreadable'],
    ['https://', 'unreadable'],
    ['two words', 'unreadable'],
  ] as const) {
    assert.deepEqual(readServerAddress(typed), { ok: false, why }, typed);
  }
  assert.equal(isPrivate('[::ffff:c0a8:101]'), true);
  assert.equal(isPrivate('fe80::1'), true);
  assert.equal(isPrivate('2001:db8::1'), false);
});

const ID = '0b7a1c1e-4a3f-4c55-9d0a-2f6b8c1d9e10';

test('links lead where they say, and other people’s lead nowhere', () => {
  const server = 'https://ayka.example.org';
  assert.deepEqual(readLink('ayka://connected', server), { to: 'connected' });
  assert.deepEqual(readLink(`ayka://recordings/${ID}`, undefined), { to: 'recording', recording: ID });
  assert.deepEqual(readLink(`${server}/recordings/${ID.toUpperCase()}?x`, server), { to: 'recording', recording: ID });
  assert.deepEqual(readLink('ayka://server?address=https%3A%2F%2Fayka.example.org%2F', undefined), {
    to: 'server',
    address: 'https://ayka.example.org',
  });
  assert.deepEqual(readLink('file:///private/x.m4a', server), { to: 'file', path: 'file:///private/x.m4a' });
  for (const bad of [
    `https://evil.example/recordings/${ID}`,
    `${server}/recordings/..%2f..%2fadmin`,
    `${server}/admin`,
    'ayka://recordings/1',
    'ayka://server?address=http%3A%2F%2Fevil.example',
    'ayka://server',
    'ayka://other',
    'no address',
    'javascript:alert(1)',
  ]) {
    assert.equal(readLink(bad, server), undefined, bad);
  }
});

const PAGE = 'https://localhost/index.html';

function aFetch(answer: { status?: number; data?: unknown; headers?: Record<string, string> } = {}) {
  const asked: HttpOptions[] = [];
  const own: string[] = [];
  const fetch = phoneFetch(
    'https://ayka.example.org',
    PAGE,
    async (options) => {
      asked.push(options);
      return { status: 200, data: '', headers: {}, url: options.url, ...answer };
    },
    async (input) => {
      own.push(input);
      return new Response('own');
    },
  );
  return { fetch, asked, own };
}

test('what the page asks of its server goes there through the phone’s own client', async () => {
  const { fetch, asked, own } = aFetch({ data: { takes: [1] }, headers: { 'Content-Type': 'application/json', 'Retry-After': '7' } });
  const answer = await fetch('/api/capture/v1/me?x=1', { headers: { Authorization: 'Bearer t' } });
  assert.deepEqual(await answer.json(), { takes: [1] });
  assert.equal(answer.headers.get('retry-after'), '7');
  await fetch('https://store.example/u/1?X-Amz-Signature=a%2Fb', { method: 'GET' });
  assert.deepEqual(
    asked.map(({ url }) => url),
    ['https://ayka.example.org/api/capture/v1/me?x=1', 'https://store.example/u/1?X-Amz-Signature=a%2Fb'],
  );
  assert.equal(asked[0]!.headers!['authorization'], 'Bearer t');
  assert.equal(asked[0]!.shouldEncodeUrlParams, false, 'a signed address is sent as it is');
  await fetch('assets/x.svg');
  assert.deepEqual(own, ['assets/x.svg']);
});

test('an address of the embedded store, relative to the server, is the server’s', async () => {
  const { fetch, asked } = aFetch();
  await fetch('/objects/u/1?sig=2', { method: 'PUT', headers: { 'Content-Type': 'audio/mp4' }, body: new Uint8Array([1, 2, 255]) });
  const [{ url, method, data, dataType, headers }] = asked as [HttpOptions];
  assert.deepEqual(
    { url, method, data, dataType, type: headers!['content-type'] },
    { url: 'https://ayka.example.org/objects/u/1?sig=2', method: 'PUT', data: 'AQL/', dataType: 'file', type: 'audio/mp4' },
  );
});

test('bytes of any length survive the bridge', async () => {
  const { fetch, asked } = aFetch();
  const sound = new Uint8Array(100_003).map((_, i) => (i * 7) % 256);
  await fetch('https://store.example/x', { method: 'PUT', body: sound.buffer });
  assert.deepEqual(new Uint8Array(Buffer.from(asked[0]!.data as string, 'base64')), sound);
});

test('JSON is sent as JSON, and no answer is no body', async () => {
  const { fetch, asked } = aFetch({ status: 204 });
  const answer = await fetch('/api/x', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"a":[1]}' });
  assert.equal(answer.status, 204);
  assert.deepEqual(asked[0]!.data, { a: [1] });
});

test('a request that was given up is not waited for', async () => {
  const fetch = phoneFetch('https://a.example', PAGE, () => new Promise(() => undefined), async () => new Response());
  await assert.rejects(fetch('/api/x', { signal: AbortSignal.timeout(5) }), { name: 'TimeoutError' });
  await assert.rejects(fetch('/api/x', { signal: AbortSignal.abort() }), { name: 'AbortError' });
});

test('a phone without a network fails as a browser does', async () => {
  const fetch = phoneFetch('https://a.example', PAGE, () => Promise.reject(new Error('offline')), async () => new Response());
  await assert.rejects(fetch('/api/x'), /offline/);
});

function aLock(on: boolean) {
  const phone = { on, secure: true, knows: true, asked: 0, now: 0 };
  const lock = new AppLock(
    {
      checkBiometry: async () => ({ isAvailable: false, deviceIsSecure: phone.secure }),
      authenticate: async () => {
        phone.asked++;
        if (!phone.knows) {
          throw new Error('not the owner');
        }
      },
    },
    { read: async () => phone.on, write: async (value) => void (phone.on = value) },
    'Open AYKA',
    () => undefined,
    () => phone.now,
  );
  return { lock, phone };
}

test('without the wish nothing is asked', async () => {
  const { lock, phone } = aLock(false);
  assert.equal(await lock.begin(), true);
  assert.equal(phone.asked, 0);
});

test('a stranger sees nothing until the owner is there, after a minute away again', async () => {
  const { lock, phone } = aLock(true);
  phone.knows = false;
  assert.equal(await lock.begin(), false);
  phone.knows = true;
  assert.equal(await lock.ask(), true);
  lock.left();
  phone.now = 30_000;
  await lock.back();
  assert.equal(phone.asked, 2, 'half a minute is a look at another app');
  lock.left();
  phone.now = 100_000;
  phone.knows = false;
  await lock.back();
  assert.equal(lock.open, false);
});

test('a clock that was set back opens nothing', async () => {
  const { lock, phone } = aLock(true);
  await lock.begin();
  phone.now = 1_000_000;
  lock.left();
  phone.now = 0;
  phone.knows = false;
  await lock.back();
  assert.equal(lock.open, false);
});

test('only its owner turns the lock on or off, and a phone that cannot lock any more locks nobody out', async () => {
  const { lock, phone } = aLock(true);
  phone.knows = false;
  assert.equal(await lock.turn(false), false);
  assert.equal(phone.on, true);
  phone.secure = false;
  assert.equal(await lock.begin(), true);
});

test('in a browser the plug-in holds nothing and says so', async () => {
  const web = new RecorderWeb();
  await assert.rejects(web.start(), { code: 'unsupported' });
  await assert.rejects(web.resume(), { code: 'unsupported' });
  assert.equal((await web.status()).state, 'idle');
  assert.deepEqual(await web.recordings(), { recordings: [] });
  assert.deepEqual(await web.read(), {});
  assert.equal((await web.stop()).state, 'idle');
});
