import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IDBFactory } from 'fake-indexeddb';
import { ChunkStore, type LocalRecording } from '../src/capture/chunk-store.js';
import { Refused, Unreachable, type Grant } from '../src/capture/protocol.js';
import { NotNow } from '../src/capture/grants.js';
import { Connection } from '../src/connection/connection.js';
import type { ConnectionKeeper, KeptConnection } from '../src/connection/connection-store.js';
import { ConnectionStore } from '../src/connection/connection-store.js';
import type { DeviceApi, ListedRecording, Pairing, Token } from '../src/connection/device-api.js';
import { DeviceApi as RealApi } from '../src/connection/device-api.js';
import { LatestRecordings } from '../src/connection/latest-recordings.js';
import { claim, countOthers, GrantFeeder } from '../src/connection/owners.js';
import { keepShared, NOBODY } from '../src/upload/shared-file.js';
import { UploadStore } from '../src/upload/upload-store.js';

const ANNA: KeptConnection = { owner: 'anna', name: 'Anna', device: 'd', token: 't', server: '' };
const DRAFT = { recording: 'r', title: 'x', recordedAt: '2026-03-12T10:40:00Z', consent: { agreed: false, people: '' } };
const GRANT: Grant = { recording: 'r', token: 'g', base: '/api/capture/v1' };

function keeper(kept: KeptConnection | undefined): ConnectionKeeper & { kept: KeptConnection | undefined } {
  return {
    kept,
    async read() {
      return this.kept;
    },
    async write(next) {
      this.kept = next;
    },
  };
}

async function connected(api: Partial<DeviceApi>, kept: KeptConnection | null = ANNA) {
  const where = keeper(kept ?? undefined);
  const connection = await new Connection(where, () => api as DeviceApi).read();
  connection.close();
  return { where, connection };
}

function pairing(over: Partial<Pairing> = {}): Pairing {
  return {
    deviceCode: 'secret',
    userCode: 'BCDF-GHJK',
    address: '/connect?code=BCDF-GHJK',
    addressToType: '/connect',
    expires: new Date(Date.now() + 60_000).toISOString(),
    intervalSeconds: 0.01,
    ...over,
  };
}

test('a device asks until it is answered, through moments without a network', async () => {
  const answers: (Token | undefined | Error)[] = [
    undefined,
    new Unreachable('no network'),
    undefined,
    { token: 't', device: 'd', owner: 'anna' },
  ];
  const { where, connection } = await connected(
    {
      beginPairing: async () => pairing(),
      collectToken: async () => {
        const answer = answers.shift();
        if (answer instanceof Error) {
          throw answer;
        }
        return answer;
      },
      me: async () => ({ owner: 'anna', name: 'Anna', timeZone: 'UTC', device: 'd', maxUploadBytes: 5, tags: ['fair'] }),
    },
    null,
  );
  let shown = '';
  const end = await connection.connect('Phone', 'page', ({ userCode }) => (shown = userCode), new AbortController().signal);
  assert.equal(end, 'connected');
  assert.equal(shown, 'BCDF-GHJK');
  assert.equal(connection.state, 'connected');
  assert.equal(connection.name, 'Anna');
  assert.deepEqual(connection.tags, ['fair']);
  assert.equal(where.kept?.token, 't');
});

test('a refusal, an old code and a stop end the asking', async () => {
  for (const [failure, end] of [
    [new Refused(403, { type: 'urn:ayka:capture:refused' }), 'refused'],
    [new Refused(410, { type: 'urn:ayka:capture:expired' }), 'expired'],
  ] as const) {
    const { connection } = await connected(
      { beginPairing: async () => pairing(), collectToken: () => Promise.reject(failure) },
      null,
    );
    assert.equal(await connection.connect('Phone', undefined, () => undefined, new AbortController().signal), end);
    assert.equal(connection.state, 'never');
  }
  const stopping = new AbortController();
  const { connection } = await connected(
    { beginPairing: async () => pairing({ intervalSeconds: 60 }), collectToken: async () => undefined },
    null,
  );
  const asking = connection.connect('Phone', undefined, () => stopping.abort(), stopping.signal);
  assert.equal(await asking, 'stopped');
});

test('a device that was cut off notices, forgets its token and keeps whose it was', async () => {
  const { where, connection } = await connected({
    grant: () => Promise.reject(new Refused(401, { type: 'urn:ayka:capture:not-connected' })),
  });
  let changes = 0;
  connection.addEventListener('change', () => changes++);
  await assert.rejects(connection.grant(DRAFT, 'anna'), NotNow);
  assert.equal(connection.state, 'cut-off');
  assert.equal(connection.owner, 'anna');
  assert.equal(where.kept?.token, undefined);
  assert.equal(changes, 1);
  await assert.rejects(connection.grant(DRAFT, 'anna'), NotNow);
});

test('a refusal of an old token does not cut off what another tab has connected meanwhile', async () => {
  const { where, connection } = await connected({ me: () => Promise.reject(new Refused(401, {})) });
  where.kept = { ...ANNA, token: 'newer' };
  await assert.rejects(connection.refresh(), NotNow);
  assert.equal(connection.state, 'connected');
  assert.equal(where.kept.token, 'newer');
});

test('what was begun for one account is not sent with the token of another', async () => {
  let asked = 0;
  const { connection } = await connected({
    grant: async () => {
      asked++;
      return GRANT;
    },
  });
  await assert.rejects(connection.grant(DRAFT, 'ben'), NotNow);
  await assert.rejects(connection.grant(DRAFT, undefined), NotNow);
  assert.equal(asked, 0);
  assert.equal(await connection.grant(DRAFT, 'anna'), GRANT);
});

test('a connection that is given up stays given up without a network', async () => {
  const { where, connection } = await connected({ disconnect: () => Promise.reject(new Unreachable('no network')) });
  await connection.disconnect();
  assert.equal(connection.state, 'cut-off');
  assert.equal(where.kept?.token, undefined);
});

test('the connection outlives the page in its store', async () => {
  const factory = new IDBFactory();
  await (await ConnectionStore.open(factory)).write(ANNA);
  assert.deepEqual(await (await ConnectionStore.open(factory)).read(), ANNA);
  await (await ConnectionStore.open(factory)).write(undefined);
  assert.equal(await (await ConnectionStore.open(factory)).read(), undefined);
});

test('the wire: no cookie goes along, problems and proxies are told apart', async () => {
  const calls: [string, RequestInit][] = [];
  let answer = new Response('{}', { status: 202 });
  const api = new RealApi('https://ayka.example', async (url, init) => {
    calls.push([url, init ?? {}]);
    return answer;
  });
  assert.equal(await api.collectToken('secret'), undefined);
  assert.equal(calls[0]?.[0], 'https://ayka.example/api/capture/v1/devices/token');
  assert.equal(calls[0]?.[1].credentials, 'omit');
  answer = Response.json({ recording: 'r', token: 'g', base: '/api/capture/v1' });
  assert.equal((await api.grant('t', DRAFT, 'CAPTURE')).base, 'https://ayka.example/api/capture/v1');
  answer = new Response('<html>', { status: 502 });
  await assert.rejects(api.me('t'), Unreachable);
  answer = new Response('<html>sign in to the hotel network</html>', { status: 200 });
  await assert.rejects(api.me('t'), Unreachable);
  answer = Response.json({ type: 'urn:ayka:capture:not-connected', detail: 'no' }, { status: 401 });
  await assert.rejects(api.me('t'), (failure: Refused) => failure.status === 401 && failure.kind === 'not-connected');
});

function local(id: string, owner: string): LocalRecording {
  return {
    id,
    owner,
    title: id,
    consent: { agreed: false, people: '' },
    recordedAt: '2026-03-12T10:40:00Z',
    phase: 'ended',
    described: false,
  };
}

test('what nobody has claimed is claimed by a person, and what is another account’s is left alone', async () => {
  const factory = new IDBFactory();
  const store = await ChunkStore.open(factory);
  const files = await UploadStore.open(factory);
  await store.addRecording(local('before', NOBODY));
  await store.addRecording(local('bens', 'ben'));
  await store.addRecording(local('mine', 'anna'));
  await keepShared(files, new File(['x'], 'memo.m4a'));
  await keepShared(files, new File(['x'], 'bens.m4a'), 'ben');
  assert.deepEqual(await countOthers(store, files, 'anna'), { unclaimed: 2, foreign: 2 });
  await claim(store, files, 'anna');
  assert.deepEqual(await countOthers(store, files, 'anna'), { unclaimed: 0, foreign: 2 });
  assert.equal((await store.recording('bens'))?.owner, 'ben');
  assert.equal((await store.recording('before'))?.owner, 'anna');
});

test('a recording that waits for a grant because another tab cannot ask is fed with one', async () => {
  const store = await ChunkStore.open(new IDBFactory());
  await store.addRecording(local('mine', 'anna'));
  await store.addRecording(local('bens', 'ben'));
  const asked: string[] = [];
  const { connection } = await connected({
    grant: async (_token, draft) => {
      asked.push(draft.recording);
      return GRANT;
    },
  });
  const feeder = new GrantFeeder(store, connection);
  await feeder.feed();
  assert.deepEqual(asked, [], 'the tab that sends is given time');
  await feeder.feed();
  assert.deepEqual(asked, ['mine']);
  assert.deepEqual((await store.recording('mine'))?.grant, GRANT);
  assert.equal((await store.recording('bens'))?.grant, undefined);
});

test('the latest recordings are there without a network, and not for somebody else', async () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  let now = 0;
  let asked = 0;
  const one = { recording: 'r', state: 'completed' } as ListedRecording;
  const { connection } = await connected({
    recordings: async () => {
      asked++;
      return [one];
    },
  });
  const latest = new LatestRecordings(connection, () => undefined, storage, () => now);
  now = 100_000;
  await latest.readIfDue();
  await latest.readIfDue();
  assert.equal(asked, 1);
  const offline = await connected({});
  assert.deepEqual(new LatestRecordings(offline.connection, () => undefined, storage).list, [one]);
  const ben = await connected({}, { ...ANNA, owner: 'ben' });
  assert.deepEqual(new LatestRecordings(ben.connection, () => undefined, storage).list, []);
});
