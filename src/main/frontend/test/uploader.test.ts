import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BackOff } from '../src/base/back-off.js';
import { CaptureApi, Unreachable } from '../src/capture/protocol.js';
import { NotNow } from '../src/capture/grants.js';
import { Uploader } from '../src/capture/uploader.js';
import type { UploaderEvents } from '../src/capture/uploader-events.js';
import type { ChunkStore } from '../src/capture/chunk-store.js';
import { FakeServer } from './fake-server.js';
import { aDevice, addChunk, aRecording, aTake, openStore, seeded, soundOf } from './support.js';

function uploader(store: ChunkStore, server: FakeServer, on: Partial<UploaderEvents> = {}): Uploader {
  return new Uploader(store, {
    grants: async ({ recording }) => ({ recording, token: 't', base: '/api' }),
    api: (grant) => new CaptureApi(grant, server.fetch),
    backOff: new BackOff(1, 2, () => 0),
    on,
  });
}

async function aStoreWith(chunks: number): Promise<ChunkStore> {
  const store = await openStore(aDevice());
  await store.addRecording(aRecording('r'));
  await store.addTake(aTake('r', 0));
  for (let number = 0; number < chunks; number++) {
    await addChunk(store, 'r', 0, number);
  }
  return store;
}

async function end(store: ChunkStore, id: string): Promise<void> {
  for (const take of await store.takes(id)) {
    const chunks = await store.chunks(id, take.take);
    await store.updateTake(id, take.take, (old) => ({
      ...old,
      ended: { chunks: chunks.length, capturedMs: chunks.length * 4000 },
    }));
  }
  await store.updateRecording(id, (old) => ({ ...old, phase: 'ended' }));
}

test('chunk 0 is stored before any other', async () => {
  const store = await aStoreWith(5);
  const server = new FakeServer();
  await uploader(store, server).sync();
  assert.deepEqual(server.firstPuts, [0]);
  assert.equal((await store.chunks('r')).filter((chunk) => chunk.state === 'stored').length, 5);
});

test('sound stays on the device after it is stored and sealed, and goes when it is decoded', async () => {
  const store = await aStoreWith(3);
  const server = new FakeServer();
  await end(store, 'r');
  const told: string[] = [];
  const sender = uploader(store, server, { sealed: () => told.push('sealed'), decoded: () => told.push('decoded') });
  assert.equal(await sender.sync(), true);
  assert.equal((await store.recording('r'))?.phase, 'sealed');
  assert.equal(await sender.sync(), true);
  assert.ok(await store.sound({ recording: 'r', take: 0, number: 2 }), 'still here');

  server.recording('r').takes.get(0)!.decoded = true;
  assert.equal(await sender.sync(), false);
  assert.equal(await store.recording('r'), undefined);
  assert.equal(await store.sound({ recording: 'r', take: 0, number: 2 }), undefined);
  assert.deepEqual(told, ['sealed', 'decoded']);
});

test('a chunk that the server lost before sealing is sent again', async () => {
  const store = await aStoreWith(3);
  const server = new FakeServer();
  const sender = uploader(store, server);
  await sender.sync();
  server.recording('r').takes.get(0)!.objects.delete(1);
  await end(store, 'r');
  await assert.rejects(sender.sync(), Unreachable);
  await sender.sync();
  assert.equal((await store.recording('r'))?.phase, 'sealed');
  assert.ok(server.stores('r', 0, 1));
});

test('sound that nobody has any more waits for a decision, and is sealed as a gap after it', async () => {
  const store = await aStoreWith(3);
  const server = new FakeServer();
  let gaps = 0;
  const sender = uploader(store, server, { gaps: (_recording, missing) => (gaps = missing.length) });
  await sender.sync();
  await store.freeStored(Infinity);
  server.recording('r').takes.get(0)!.objects.delete(1);
  await end(store, 'r');
  await sender.sync();
  assert.equal(gaps, 1);
  assert.equal((await store.recording('r'))?.phase, 'ended');
  const before = server.requests;
  await sender.sync();
  assert.equal(server.requests, before, 'it does not ask again until somebody decided');

  await store.updateRecording('r', (old) => ({ ...old, acceptGaps: { cause: 'lost on the device' } }));
  await sender.sync();
  assert.deepEqual(server.recording('r').sealed?.acceptGaps, { cause: 'lost on the device' });
});

test('a refused recording does not hold up the next one', async () => {
  const store = await aStoreWith(1);
  await store.addRecording(aRecording('s', { recordedAt: '2026-11-21T08:00:00.000Z' }));
  await store.addTake(aTake('s', 0));
  await addChunk(store, 's', 0, 0);
  const server = new FakeServer();
  const refused: string[] = [];
  const sender = new Uploader(store, {
    grants: async ({ recording }) => ({ recording, token: 't', base: recording === 'r' ? '/elsewhere' : '/api' }),
    api: (grant) => new CaptureApi(grant, server.fetch),
    on: { refused: (recording) => refused.push(recording) },
  });
  assert.equal(await sender.sync(), false);
  assert.deepEqual(refused, ['r']);
  const before = server.requests;
  await sender.sync();
  assert.equal(server.requests, before, 'it is left alone until somebody asks');
  assert.equal((await store.recording('r'))?.grant, undefined, 'a new grant is asked for next time');
  assert.ok(server.stores('s', 0, 0));
});

test('a recording of another account waits for its owner and is nobody else’s', async () => {
  const store = await aStoreWith(1);
  await store.addRecording(aRecording('s', { owner: 'ben', recordedAt: '2026-01-01T08:00:00.000Z' }));
  await store.addTake(aTake('s', 0));
  await addChunk(store, 's', 0, 0);
  const server = new FakeServer();
  const seen: boolean[] = [];
  const sender = new Uploader(store, {
    grants: async ({ recording }, owner) => {
      if (owner !== 'anna') {
        throw new NotNow('not signed in');
      }
      return { recording, token: 't', base: '/api' };
    },
    api: (grant) => new CaptureApi(grant, server.fetch),
    on: { connection: (working) => seen.push(working) },
  });
  assert.equal(await sender.sync(), false);
  assert.ok(server.stores('r', 0, 0));
  assert.equal(server.recordings.has('s'), false);
  assert.deepEqual(seen, [true], 'no network has failed');
});

test('what is being recorded goes before a long queue, also when it is said while the queue is sent', async () => {
  const store = await openStore(aDevice());
  for (let number = 0; number < 30; number++) {
    const id = `q${String(number).padStart(2, '0')}`;
    const recordedAt = new Date(Date.UTC(2026, 1, 28 - number)).toISOString();
    await store.addRecording(aRecording(id, { recordedAt, phase: 'ended' }));
    await store.addTake({ ...aTake(id, 0), ended: { chunks: 1, capturedMs: 4000 } });
    await addChunk(store, id, 0, 0);
  }
  await store.addRecording(aRecording('live', { recordedAt: '2026-03-01T08:00:00.000Z' }));
  await store.addTake(aTake('live', 0));
  await addChunk(store, 'live', 0, 0);
  const server = new FakeServer();
  const sealed: string[] = [];
  let livePuts = 0;
  const sender: Uploader = uploader(store, server, {
    sealed: (id) => {
      sealed.push(id);
      livePuts = Math.max(livePuts, server.recording('live').takes.get(0)?.objects.size ?? 0);
      if (sealed.length === 3) {
        void addChunk(store, 'live', 0, 1).then(() => sender.nudge());
      }
      if (sealed.length === 10) {
        assert.ok(server.stores('live', 0, 1), 'seven recordings later it is there');
      }
    },
  });
  await sender.sync();
  assert.ok(server.stores('live', 0, 0) && server.stores('live', 0, 1));
  assert.equal(sealed.length, 30);
  assert.deepEqual(sealed.slice(0, 2), ['q29', 'q28'], 'the oldest first');
});

test('what ends while something else is sent is not overlooked', async () => {
  const store = await aStoreWith(1);
  await end(store, 'r');
  await store.addRecording(aRecording('s', { recordedAt: '2026-11-21T08:00:00.000Z' }));
  await store.addTake(aTake('s', 0));
  await addChunk(store, 's', 0, 0);
  const server = new FakeServer();
  let done: () => void = () => undefined;
  const both = new Promise<void>((resolve) => (done = resolve));
  const sender: Uploader = uploader(store, server, {
    sealed: (id) => {
      if (id === 'r') {
        void end(store, 's').then(() => sender.nudge());
      } else {
        done();
      }
    },
  });
  const stop = new AbortController();
  const running = sender.run(stop.signal);
  await both;
  stop.abort();
  await running;
});

test('hundreds of sealed recordings are asked about in turn', async () => {
  const store = await openStore(aDevice());
  const server = new FakeServer();
  for (let number = 0; number < 50; number++) {
    await store.addRecording(aRecording(`s${number}`, { phase: 'sealed', described: true }));
    await store.addTake({ ...aTake(`s${number}`, 0), ended: { chunks: 1, capturedMs: 4000 } });
    await addChunk(store, `s${number}`, 0, 0);
    server.recording(`s${number}`).takes.set(0, { declared: new Map(), objects: new Map(), startOffsetMs: 0, decoded: true });
  }
  const sender = uploader(store, server);
  const left = [];
  for (let pass = 0; pass < 3; pass++) {
    const before = server.requests;
    await sender.sync();
    assert.ok(server.requests - before <= 20);
    left.push((await store.recordings()).length);
  }
  assert.deepEqual(left, [30, 10, 0]);
});

test('a server that does not answer one wish for a grant is not asked for five hundred more', async () => {
  const store = await openStore(aDevice());
  for (let number = 0; number < 5; number++) {
    await store.addRecording(aRecording(`g${number}`, { phase: 'ended' }));
  }
  let wishes = 0;
  const sender = new Uploader(store, {
    grants: () => {
      wishes++;
      return Promise.reject(new Unreachable('no answer'));
    },
  });
  await assert.rejects(sender.sync(), Unreachable);
  assert.equal(wishes, 1);
});

test('whoever agreed to one gap did not agree to another', async () => {
  const store = await aStoreWith(4);
  const server = new FakeServer();
  const sender = uploader(store, server);
  await sender.sync();
  await store.freeStored(Infinity);
  const objects = server.recording('r').takes.get(0)!.objects;
  objects.delete(1);
  await end(store, 'r');
  await sender.sync();
  await store.updateRecording('r', (old) => ({ ...old, acceptGaps: { cause: 'lost on the device' } }));
  objects.delete(3);
  await sender.sync();
  assert.equal(server.recording('r').sealed, undefined);
  const asked = (await store.recording('r'))!;
  assert.deepEqual(asked.refusedGaps?.map((gap) => gap.chunks), [[1, 1], [3, 3]]);
  assert.equal(asked.acceptGaps, undefined);
});

test('sound that is agreed to be missing, and turns up, is sent', async () => {
  const store = await aStoreWith(3);
  const server = new FakeServer();
  const sender = uploader(store, server);
  await sender.sync();
  await end(store, 'r');
  await store.updateRecording('r', (old) => ({ ...old, acceptGaps: { cause: 'lost on the device' } }));
  server.recording('r').takes.get(0)!.objects.delete(2);
  await assert.rejects(sender.sync(), Unreachable);
  await sender.sync();
  assert.ok(server.stores('r', 0, 2));
  assert.equal(server.recording('r').sealed?.acceptGaps, undefined);
});

test('bytes that vanished from the device are named when it is sealed, not waited for for ever', async () => {
  const store = await aStoreWith(2);
  const server = new FakeServer();
  const gone = store.sound.bind(store);
  store.sound = async (chunk) => (chunk.number === 1 ? undefined : gone(chunk));
  await end(store, 'r');
  const asked: unknown[] = [];
  await uploader(store, server, { gaps: (_id, gaps) => asked.push(...gaps) }).sync();
  assert.equal(asked.length, 1);
});

test('a changed title reaches the server, also when it changes while it is sent', async () => {
  const store = await aStoreWith(1);
  const server = new FakeServer();
  await store.updateRecording('r', (old) => ({ ...old, grant: { recording: 'r', token: 't', base: '/api' } }));
  server.fault = () => {
    server.fault = () => 'none';
    void store.updateRecording('r', (old) => ({ ...old, title: 'Second', described: false }));
    return 'none';
  };
  await uploader(store, server).sync();
  await uploader(store, server).sync();
  assert.equal(server.recording('r').title, 'Second');
  assert.equal((await store.recording('r'))?.described, true);
});

test('the loop waits after a failure whatever is nudged, and goes on at once when the network is back', async () => {
  const store = await aStoreWith(1);
  const server = new FakeServer();
  server.fault = () => 'before';
  const seen: boolean[] = [];
  let fail: () => void = () => undefined;
  const failed = new Promise<void>((resolve) => (fail = resolve));
  let work: () => void = () => undefined;
  const worked = new Promise<void>((resolve) => (work = resolve));
  const sender = new Uploader(store, {
    grants: async ({ recording }) => ({ recording, token: 't', base: '/api' }),
    api: (grant) => new CaptureApi(grant, server.fetch),
    backOff: new BackOff(3_600_000, 3_600_000, () => 1),
    on: {
      connection: (working) => {
        seen.push(working);
        (working ? work : fail)();
      },
    },
  });
  const stop = new AbortController();
  const running = sender.run(stop.signal);
  await failed;
  const before = server.requests;
  sender.nudge();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(server.requests, before);
  server.fault = () => 'none';
  sender.retryNow();
  await worked;
  assert.ok(server.stores('r', 0, 0));
  stop.abort();
  await running;
  assert.deepEqual(seen, [false, true]);
});

test('after an hour without a network the next attempt comes within a minute and brings everything', async (t) => {
  const HOUR = 3_600_000;
  const store = await aStoreWith(1);
  const server = new FakeServer();
  let now = 0;
  let heard = 1;
  server.fault = () => (now < HOUR ? 'before' : 'none');
  const sender = new Uploader(store, {
    grants: async ({ recording }) => ({ recording, token: 't', base: '/api' }),
    api: (grant) => new CaptureApi(grant, server.fetch),
  });
  const waits: number[] = [];
  let arrived = (_at: number): void => undefined;
  const everything = new Promise<number>((resolve) => (arrived = resolve));
  // time passes only while the uploader waits: a chunk every four seconds, each of which nudges it
  t.mock.method(globalThis, 'setTimeout', (wake: () => void, ms = 0) => {
    setImmediate(async () => {
      if (server.recordings.get('r')?.sealed) {
        arrived(now);
        return;
      }
      now += ms;
      waits.push(ms);
      for (; heard * 4000 < Math.min(now, HOUR); heard++) {
        await addChunk(store, 'r', 0, heard);
        sender.nudge();
      }
      if (now >= HOUR && (await store.recording('r'))?.phase === 'capturing') {
        await end(store, 'r');
      }
      wake();
    });
  });
  const stop = new AbortController();
  const running = sender.run(stop.signal);

  const at = await everything;

  stop.abort();
  t.mock.restoreAll();
  await running;
  assert.ok(at - HOUR <= 60_000, `${at - HOUR} ms after the network is back`);
  assert.ok(Math.max(...waits) <= 60_000);
  assert.ok(waits.length > 60 && waits.length < 140, `${waits.length} attempts: neither rare nor a storm`);
  assert.equal(heard, 900);
  assert.ok(Array.from({ length: heard }, (_, number) => server.stores('r', 0, number)).every(Boolean));
});

/**
 * Sound is captured, sent over a network that fails before or after the server acts, pressed out by a full disk, cut by
 * crashes; whatever happens in whatever order, sound that the server has not decoded is on the device, or was let go
 * under pressure after the server had stored it.
 */
for (let seed = 1; seed <= 60; seed++) {
  test(`no chunk is forgotten before it is decoded: sequence ${seed}`, async () => {
    const chance = seeded(seed);
    const device = aDevice();
    let store = await openStore(device);
    const server = new FakeServer();
    server.fault = () => (chance() < 0.15 ? 'before' : chance() < 0.15 ? 'after' : 'none');
    let sender = uploader(store, server);
    const captured: [string, number, number][] = [];
    const ids = ['a', 'b'];
    const takes = new Map<string, number>();
    const counts = new Map<string, number>();
    const ended = new Set<string>();
    const pressed = new Set<string>();

    const check = async () => {
      for (const [id, take, number] of captured) {
        if (!server.decodes(id, take)) {
          const here = await store.sound({ recording: id, take, number });
          const letGo = pressed.has(`${id}/${take}/${number}`) && server.stores(id, take, number);
          assert.ok(here || letGo, `${id}/${take}/${number} was forgotten`);
          if (here) {
            assert.deepEqual(new Uint8Array(here), new Uint8Array(soundOf(id, take, number)));
          }
        }
      }
    };

    for (let step = 0; step < 60; step++) {
      const id = ids[Math.floor(chance() * ids.length)]!;
      const dice = chance();
      if (dice < 0.35 && !ended.has(id)) {
        if (!takes.has(id)) {
          await store.addRecording(aRecording(id));
          await store.addTake(aTake(id, 0));
          takes.set(id, 0);
        }
        const take = takes.get(id)!;
        const number = counts.get(`${id}/${take}`) ?? 0;
        await addChunk(store, id, take, number);
        counts.set(`${id}/${take}`, number + 1);
        captured.push([id, take, number]);
      } else if (dice < 0.7) {
        await sender.sync().catch(() => undefined);
      } else if (dice < 0.78) {
        store.close(); // a crash: nothing but the disk survives
        store = await openStore(device);
        sender = uploader(store, server);
        if (takes.has(id) && !ended.has(id)) {
          takes.set(id, takes.get(id)! + 1);
          await store.addTake(aTake(id, takes.get(id)!));
        }
      } else if (dice < 0.84) {
        await store.freeStored(Math.floor(chance() * 60));
        for (const [recording, take, number] of captured) {
          if (!(await store.sound({ recording, take, number }))) {
            pressed.add(`${recording}/${take}/${number}`);
          }
        }
      } else if (dice < 0.9 && takes.has(id) && !ended.has(id)) {
        await end(store, id);
        ended.add(id);
      } else if (server.recordings.get(id)?.sealed) {
        for (const take of server.recording(id).takes.values()) {
          take.decoded ||= chance() < 0.5;
        }
      }
      await check();
    }

    // Calm weather: everything arrives, is decoded, and leaves the device.
    server.fault = () => 'none';
    for (const id of takes.keys()) {
      if (!ended.has(id)) {
        await end(store, id);
      }
    }
    for (let round = 0; round < 4; round++) {
      await sender.sync().catch(() => undefined);
      await check();
    }
    for (const [id, take, number] of captured) {
      assert.ok(server.stores(id, take, number), `${id}/${take}/${number} arrived`);
    }
    for (const recording of server.recordings.values()) {
      recording.takes.forEach((take) => (take.decoded = true));
    }
    await sender.sync();
    assert.deepEqual(await store.recordings(), []);
  });
}
