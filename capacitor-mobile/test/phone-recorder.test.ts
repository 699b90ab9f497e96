import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import test from 'node:test';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { CaptureApi } from '#page/capture/protocol.js';
import { Uploader } from '#page/capture/uploader.js';
import { PhoneRecorder } from '../src/phone-recorder.js';
import { PhoneStore } from '../src/phone-store.js';
import { FakePhone } from './fake-phone.js';
import { FakeServer } from '../../src/main/frontend/test/fake-server.js';

globalThis.IDBKeyRange = IDBKeyRange;

const consent = { agreed: true, people: 'both' };
const beginning = { owner: 'me', title: 'Lunch', consent };

async function aPhone(phone = new FakePhone(), factory = new IDBFactory()) {
  const store = await PhoneStore.onPhone(phone, factory, 'phone');
  let kept = 0;
  const recorder = new PhoneRecorder(
    phone,
    store,
    { changed: () => undefined, kept: () => kept++, stream: () => undefined },
    { now: () => 0, date: () => new Date('2026-11-21T10:00:00Z'), newId: () => randomUUID() },
  );
  await recorder.recover('me');
  return { phone, store, recorder, factory, kept: () => kept };
}

/** Until what the phone told is in the books. */
async function settle(store: PhoneStore): Promise<void> {
  for (let i = 0; i < 5; i++) {
    await new Promise((resolve) => setImmediate(resolve));
    await store.adopt();
  }
}

test('what the phone records is in the books as if the page had recorded it, and its bytes are the phone’s', async () => {
  const { phone, store, recorder } = await aPhone();
  await recorder.start(beginning);
  assert.equal(recorder.state.name, 'recording');
  phone.hear();
  phone.hear();
  await settle(store);
  const [recording] = await store.recordings();
  const chunks = await store.chunks(recording!.id);
  assert.deepEqual(chunks.map((chunk) => chunk.number), [0, 1]);
  for (const chunk of chunks) {
    const sound = await store.sound(chunk);
    assert.equal(createHash('sha256').update(new Uint8Array(sound!)).digest('hex'), chunk.sha256);
    assert.equal(sound!.byteLength, chunk.bytes);
  }
  await recorder.stop();
  assert.equal(recorder.state.name, 'idle');
  assert.equal((await store.recording(recording!.id))!.phase, 'ended');
  assert.deepEqual((await store.takes(recording!.id))[0]!.ended, { chunks: 2, capturedMs: 8_000 });
});

test('a phone call while the page looks on is a paused recording that goes on by itself, with the gap and its cause', async () => {
  const { phone, store, recorder } = await aPhone();
  await recorder.start(beginning);
  phone.hear();
  phone.call();
  await settle(store);
  assert.deepEqual({ ...recorder.state, recording: '' }, { name: 'paused', recording: '', trouble: 'microphone-lost' });
  phone.callOver(90_000);
  phone.hear();
  await settle(store);
  assert.equal(recorder.state.name, 'recording');
  const id = (await store.recordings())[0]!.id;
  assert.deepEqual((await store.takes(id))[1]!.lostBefore, { lengthMs: 90_000, cause: 'phone call' });
  assert.equal((await store.takes(id))[1]!.startOffsetMs, 4_000);
});

test('a recording stopped on the lock screen while the page was away is ended, and its marks are there once', async () => {
  const first = await aPhone();
  await first.recorder.start(beginning);
  first.phone.hear();
  first.phone.markOnLockScreen(3_000);
  first.phone.hear();
  first.phone.markOnLockScreen(7_000);
  first.phone.stopOnLockScreen();
  const { store, recorder } = await aPhone(first.phone, first.factory); // the page is loaded anew
  assert.equal(recorder.state.name, 'idle');
  const [recording] = await store.recordings();
  assert.equal(recording!.phase, 'ended');
  const marks = async () => (await store.recording(recording!.id))!.marks ?? [];
  assert.deepEqual((await marks()).map((mark) => mark.atMs), [3_000, 7_000]);
  await store.updateRecording(recording!.id, (old) => ({ ...old, marks: [] }));
  await store.adopt();
  assert.deepEqual(await marks(), [], 'a mark that a person took off stays off');
});

test('a page that is loaded again while the phone records looks on', async () => {
  const first = await aPhone();
  await first.recorder.start(beginning);
  first.phone.hear();
  const second = await aPhone(first.phone, first.factory);
  assert.equal(second.recorder.state.name, 'recording');
  assert.equal(second.recorder.elapsedMs, 4_000);
});

test('what a kill cut off is gone on with in a new take of the same recording', async () => {
  const first = await aPhone();
  await first.recorder.start(beginning);
  first.phone.hear();
  first.phone.killed();
  const { phone, store, recorder } = await aPhone(first.phone, first.factory);
  assert.equal(recorder.state.name, 'interrupted');
  assert.equal(recorder.elapsedMs, 4_000);
  await recorder.start(beginning);
  phone.hear();
  await recorder.stop();
  const [recording, ...others] = await store.recordings();
  assert.equal(others.length, 0);
  assert.deepEqual(
    (await store.takes(recording!.id)).map((take) => [take.ended!.chunks, take.lostBefore?.cause]),
    [
      [1, undefined],
      [1, 'the app was ended while recording'],
    ],
  );
});

test('what a kill cut off can be finished with what there is', async () => {
  const first = await aPhone();
  await first.recorder.start(beginning);
  first.phone.hear();
  first.phone.killed();
  const { phone, store, recorder } = await aPhone(first.phone, first.factory);
  await recorder.stop();
  const [recording] = await store.recordings();
  assert.equal(recording!.phase, 'ended');
  assert.equal([...phone.disk.values()][0]!.ended, true);
  assert.deepEqual((await store.takes(recording!.id))[0]!.ended, { chunks: 1, capturedMs: 4_000 });
});

test('when the system has thrown the page’s database away, the phone’s disk brings everything back', async () => {
  const first = await aPhone();
  await first.recorder.start(beginning);
  first.phone.hear();
  first.phone.hear();
  await first.recorder.stop();
  const before = (await first.store.recordings())[0]!;
  const { store } = await aPhone(first.phone, new IDBFactory());
  const after = (await store.recordings())[0]!;
  assert.deepEqual(
    [after.id, after.title, after.owner, after.consent, after.phase],
    [before.id, 'Lunch', 'me', consent, 'ended'],
  );
  assert.equal((await store.chunks(after.id)).length, 2);
});

test('a refused microphone leaves no recording and says why', async () => {
  const { phone, store, recorder } = await aPhone();
  for (const code of ['denied', 'device-full', 'something else']) {
    phone.refuses = code;
    await recorder.start(beginning);
    assert.deepEqual(recorder.state, { name: 'idle', trouble: code === 'something else' ? 'failed' : code });
    assert.equal((await store.recordings()).length, 0);
  }
});

test('a pause is not an interruption', async () => {
  const { phone, store, recorder } = await aPhone();
  await recorder.start(beginning);
  phone.hear();
  await recorder.pause();
  await settle(store);
  assert.equal(recorder.state.name, 'paused');
  assert.equal('trouble' in recorder.state, false);
  await recorder.resume();
  await settle(store);
  assert.equal(recorder.state.name, 'recording');
  const id = (await store.recordings())[0]!.id;
  assert.deepEqual((await store.takes(id)).map((take) => take.paused), [true, false]);
});

test('another account’s recording is not shown and not ended', async () => {
  const first = await aPhone();
  await first.recorder.start({ ...beginning, owner: 'somebody else' });
  first.phone.hear();
  first.phone.killed();
  const { store, recorder } = await aPhone(first.phone, first.factory);
  assert.equal(recorder.state.name, 'idle');
  assert.equal((await store.recordings())[0]!.phase, 'capturing');
});

test('sound that came too late becomes a recording of its own, with its bytes', async () => {
  const { phone, store, recorder } = await aPhone();
  await recorder.start(beginning);
  phone.hear();
  phone.hear();
  await recorder.stop();
  const old = (await store.recordings())[0]!.id;
  const fresh = randomUUID();
  assert.equal(await store.copyAs(old, fresh), true);
  await store.adopt();
  assert.deepEqual((await store.recordings()).map((one) => one.id), [fresh]);
  for (const chunk of await store.chunks(fresh)) {
    const sound = await store.sound(chunk);
    assert.equal(createHash('sha256').update(new Uint8Array(sound!)).digest('hex'), chunk.sha256);
  }
  assert.equal(phone.disk.size, 0);
});

test('a microphone that brings nothing is told within seconds, and that it is back', async () => {
  let now = 0;
  const phone = new FakePhone();
  const store = await PhoneStore.onPhone(phone, new IDBFactory(), 'phone');
  let changes = 0;
  const listener = { changed: () => changes++, kept: () => undefined, stream: () => undefined };
  const ports = { now: () => now, date: () => new Date(), newId: () => randomUUID() };
  const recorder = new PhoneRecorder(phone, store, listener, ports);
  await recorder.recover('me');
  await recorder.start(beginning);
  const look = async () => {
    now += 500;
    void recorder.level;
    await settle(store);
    return recorder.hearing;
  };
  assert.equal(await look(), 'sound');
  phone.level = 0;
  for (let i = 0; i < 9; i++) {
    await look();
  }
  assert.equal(recorder.hearing, 'silent');
  assert.ok(now <= 5_500);
  phone.level = 0.1;
  assert.equal(await look(), 'sound');
});

test('only new chunks are asked for', async () => {
  const { phone, store, recorder } = await aPhone();
  await recorder.start(beginning);
  for (let i = 0; i < 3; i++) {
    phone.hear();
    await settle(store);
  }
  const asked = phone.calls.filter((call) => call.startsWith('chunks'));
  assert.deepEqual([...new Set(asked)], ['chunks 0 0', 'chunks 0 1', 'chunks 0 2']);
  assert.equal(asked.length, 3);
});

test('room is made on a full phone by what the server stores already, and nothing else', async () => {
  const { phone, store, recorder } = await aPhone();
  await recorder.start(beginning);
  phone.hear();
  phone.hear();
  await settle(store);
  const id = (await store.recordings())[0]!.id;
  await store.markStored(id, 0, [0]);
  phone.full();
  await settle(store);
  assert.deepEqual([...phone.bytes.keys()].map((key) => key.split('/')[2]), ['1']);
  assert.deepEqual((await store.chunks(id)).map((chunk) => chunk.here), [false, true]);
});

test('the page’s own uploader sends it all and lets the phone go of it only when it is decoded', async () => {
  const { phone, store, recorder } = await aPhone();
  const server = new FakeServer();
  const uploader = new Uploader(store, {
    grants: async ({ recording }) => ({ recording, token: 'secret', base: '/api' }),
    api: (grant) => new CaptureApi(grant, server.fetch),
  });
  await recorder.start(beginning);
  phone.hear();
  phone.call();
  await settle(store);
  phone.callOver(5_000);
  phone.hear();
  phone.hear();
  await settle(store);
  await recorder.stop();
  await uploader.sync();
  assert.equal(phone.bytes.size, 3, 'stored and sealed, but not decoded');
  assert.equal(server.recordings.size, 1);
  for (const take of [...server.recordings.values()][0]!.takes.values()) {
    take.decoded = true;
  }
  await uploader.sync();
  assert.equal(phone.bytes.size, 0);
  assert.equal(phone.disk.size, 0);
  assert.equal((await store.recordings()).length, 0);
});
