import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IDBObjectStore as FakeObjectStore } from 'fake-indexeddb';
import { DeviceFull } from '../src/capture/chunk-store.js';
import { aDevice, addChunk, aRecording, aTake, openStore, soundOf } from './support.js';

const objects = FakeObjectStore.prototype as IDBObjectStore;

test('a chunk survives the closing of the store', async () => {
  const device = aDevice();
  const store = await openStore(device);
  await store.addRecording(aRecording('r'));
  await store.addTake(aTake('r', 0));
  await addChunk(store, 'r', 0, 0);
  store.close();
  const again = await openStore(device);
  const found = await again.sound({ recording: 'r', take: 0, number: 0 });
  assert.deepEqual(new Uint8Array(found!), new Uint8Array(soundOf('r', 0, 0)));
  assert.equal((await again.chunks('r'))[0]?.state, 'captured');
});

test('a connection that the browser dropped is opened again', async () => {
  const store = await openStore(aDevice());
  await store.addRecording(aRecording('r'));
  store.close();
  await addChunk(store, 'r', 0, 0);
  assert.equal((await store.chunks('r')).length, 1);
});

test('a chunk that is written again is the same one, and other sound never takes its number', async () => {
  const store = await openStore(aDevice());
  await addChunk(store, 'r', 0, 0);
  await addChunk(store, 'r', 0, 0);
  const [chunk] = await store.chunks('r');
  await assert.rejects(store.addChunk({ ...chunk!, sha256: 'f'.repeat(64) }, soundOf('s', 1, 1)));
  assert.equal((await store.chunks('r')).length, 1);
  assert.deepEqual(new Uint8Array((await store.sound(chunk!))!), new Uint8Array(soundOf('r', 0, 0)));
});

test('sound that came too late becomes a recording of its own, all of it', async () => {
  const store = await openStore(aDevice());
  await store.addRecording(aRecording('r', { phase: 'ended', refusal: { kind: 'sealed', detail: 'too late' } }));
  await store.addTake({ ...aTake('r', 0), opened: true });
  await addChunk(store, 'r', 0, 0);
  await addChunk(store, 'r', 0, 1);
  await store.markStored('r', 0, [0]);
  assert.equal(await store.copyAs('r', 's'), true);
  assert.equal(await store.recording('r'), undefined);
  assert.deepEqual(await store.chunks('r'), []);
  const { phase, refusal, title } = (await store.recording('s'))!;
  assert.deepEqual({ phase, refusal, title }, { phase: 'ended', refusal: undefined, title: 'Meetup' });
  assert.deepEqual((await store.takes('s')).map((take) => take.opened), [false]);
  assert.deepEqual((await store.chunks('s')).map(({ number, state, here }) => ({ number, state, here })), [
    { number: 0, state: 'captured', here: true },
    { number: 1, state: 'captured', here: true },
  ]);
  assert.deepEqual(new Uint8Array((await store.sound({ recording: 's', take: 0, number: 1 }))!), new Uint8Array(soundOf('r', 0, 1)));
  assert.equal(await store.copyAs('r', 't'), false);
});

test('recordings whose ids begin alike are kept apart', async () => {
  const store = await openStore(aDevice());
  await addChunk(store, 'r', 0, 0);
  await addChunk(store, 'r1', 0, 0);
  await store.forgetRecording('r');
  assert.equal((await store.chunks('r1')).length, 1);
  assert.equal((await store.chunks('r')).length, 0);
});

test('a full device lets go of stored bytes, oldest first, and never of others', async () => {
  const store = await openStore(aDevice());
  await store.addRecording(aRecording('old', { recordedAt: '2026-01-01T00:00:00Z' }));
  await store.addRecording(aRecording('new', { recordedAt: '2026-02-01T00:00:00Z' }));
  for (const id of ['old', 'new']) {
    await addChunk(store, id, 0, 0);
    await addChunk(store, id, 0, 1);
    await store.markStored(id, 0, [0]);
  }
  await store.freeStored(1);
  assert.equal(await store.sound({ recording: 'old', take: 0, number: 0 }), undefined);
  assert.ok(await store.sound({ recording: 'new', take: 0, number: 0 }));
  await store.freeStored(Infinity);
  assert.equal(await store.sound({ recording: 'new', take: 0, number: 0 }), undefined);
  assert.ok(await store.sound({ recording: 'old', take: 0, number: 1 }));
  assert.ok(await store.sound({ recording: 'new', take: 0, number: 1 }));
});

test('with no room and nothing to let go of, the chunk is refused and nothing is half written', async (context) => {
  const store = await openStore(aDevice());
  const real = objects.add;
  context.mock.method(objects, 'add', function (this: IDBObjectStore, ...args: [unknown, IDBValidKey?]) {
    if (this.name === 'sound') {
      throw new DOMException('disk', 'QuotaExceededError');
    }
    return real.apply(this, args);
  });
  await assert.rejects(addChunk(store, 'r', 0, 0), DeviceFull);
  assert.equal((await store.chunks('r')).length, 0);
});

test('room made by stored bytes lets the chunk in', async (context) => {
  const store = await openStore(aDevice());
  await store.addRecording(aRecording('r'));
  await addChunk(store, 'r', 0, 0);
  await store.markStored('r', 0, [0]);
  const real = objects.add;
  let refusals = 1;
  context.mock.method(objects, 'add', function (this: IDBObjectStore, ...args: [unknown, IDBValidKey?]) {
    if (this.name === 'sound' && refusals-- > 0) {
      throw new DOMException('disk', 'QuotaExceededError');
    }
    return real.apply(this, args);
  });
  await addChunk(store, 'r', 0, 1);
  assert.equal(await store.sound({ recording: 'r', take: 0, number: 0 }), undefined);
  assert.ok(await store.sound({ recording: 'r', take: 0, number: 1 }));
});
