import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CaptureApi, Refused, type Mark } from '../src/capture/protocol.js';
import { SentRecordings } from '../src/capture/sent-recordings.js';
import { Uploader } from '../src/capture/uploader.js';
import {
  addTags,
  afterTelling,
  MAX_MARKS,
  suggestTags,
  withLabel,
  withMark,
  withoutMark,
  withTags,
} from '../src/capture/words.js';
import { FakeServer } from './fake-server.js';
import { addChunk, aDevice, aRecording, aTake, openStore } from './support.js';

const GRANT = { recording: 'r', token: 't', base: '/api' };

function aMark(id: string, atMs: number): Mark {
  return { id, atMs, at: '2026-11-20T18:41:00.000Z' };
}

async function aFinishedRecording() {
  const store = await openStore(aDevice());
  await store.addRecording(aRecording('r', { grant: GRANT, described: true, phase: 'ended' }));
  await store.addTake({ ...aTake('r', 0), ended: { chunks: 1, capturedMs: 4000 } });
  await addChunk(store, 'r', 0, 0);
  return store;
}

function sender(store: Awaited<ReturnType<typeof openStore>>, server: FakeServer): Uploader {
  return new Uploader(store, { grants: async () => GRANT, api: (grant) => new CaptureApi(grant, server.fetch) });
}

test('a mark is added, named and taken back, and never beyond the limit', () => {
  let recording = withMark(aRecording('r'), aMark('a', 1000));
  recording = withMark(recording, aMark('b', 500));
  recording = withLabel(recording, 'a', '  the \n price ');
  assert.deepEqual(recording.marks?.map((mark) => [mark.id, mark.label]), [
    ['a', 'the price'],
    ['b', undefined],
  ]);
  assert.deepEqual(recording.untold, { marks: true });
  assert.deepEqual(withoutMark(recording, 'a').marks?.map((mark) => mark.id), ['b']);
  for (let index = 0; index < MAX_MARKS; index++) {
    recording = withMark(recording, aMark(`m${index}`, index));
  }
  assert.equal(recording.marks?.length, MAX_MARKS);
});

test('what changes while it is told is told again', () => {
  const first = withTags(withMark(aRecording('r'), aMark('a', 1)), ['fair']);
  assert.equal(afterTelling(first, first).untold, undefined);
  assert.deepEqual(afterTelling(withMark(first, aMark('b', 2)), first).untold, { marks: true });
  assert.deepEqual(afterTelling(withTags(first, ['fair', 'rail']), first).untold, { tags: true });
  assert.equal(withTags(first, ['fair']), first, 'the same tags are no news');
});

test('tags are one line each, none twice however written, and what does not fit is said', () => {
  assert.deepEqual(addTags([], ' Fair  2026 , #rail,, RAIL'), { tags: ['Fair 2026', 'rail'] });
  assert.deepEqual(addTags(['a'], 'x'.repeat(41)), { tags: ['a'], trouble: 'tag-too-long' });
  const twenty = Array.from({ length: 20 }, (_, index) => `tag ${index}`);
  assert.deepEqual(addTags(twenty, 'one more'), { tags: twenty, trouble: 'too-many-tags' });
  assert.deepEqual(addTags(twenty, 'TAG 3'), { tags: twenty }, 'a known one is no trouble');
});

test('suggested are the known tags that fit and are not given, those that begin so first', () => {
  const known = ['Work', 'Network', 'Fair', 'works council'];
  assert.deepEqual(suggestTags(known, ['Fair'], '', 9), ['Work', 'Network', 'works council']);
  assert.deepEqual(suggestTags(known, [], ' WORK', 9), ['Work', 'works council', 'Network']);
  assert.deepEqual(suggestTags(known, ['work'], 'w', 1), ['works council']);
});

test('marks and tags reach the server after the sound, once, and again when they changed', async () => {
  const store = await aFinishedRecording();
  const server = new FakeServer();
  await store.updateRecording('r', (old) => withTags(withMark(old, aMark('a', 1000)), ['fair']));
  await sender(store, server).sync();
  await sender(store, server).sync();
  assert.deepEqual(server.said, [{ marks: [aMark('a', 1000)], tags: ['fair'] }]);
  assert.ok(server.stores('r', 0, 0));
  assert.equal((await store.recording('r'))?.phase, 'sealed');

  await store.updateRecording('r', (old) => withoutMark(old, 'a'));
  await sender(store, server).sync();
  assert.deepEqual(server.said.at(-1), { marks: [] }, 'after sealing, and of the tags nothing');
});

test('a mark set just before everything is decoded is not forgotten with the recording', async () => {
  const store = await aFinishedRecording();
  const server = new FakeServer();
  await sender(store, server).sync();
  server.recording('r').takes.get(0)!.decoded = true;
  const fetch: typeof server.fetch = async (input, init) => {
    const answer = await server.fetch(input, init);
    if (init?.method === 'GET') {
      await store.updateRecording('r', (old) => withMark(old, aMark('late', 9)));
    }
    return answer;
  };
  await new Uploader(store, { grants: async () => GRANT, api: (grant) => new CaptureApi(grant, fetch) }).sync();
  assert.deepEqual(server.said, [{ marks: [aMark('late', 9)] }]);
  assert.equal(await store.recording('r'), undefined);
});

test('marks that a server refuses hold no sound up', async () => {
  const store = await aFinishedRecording();
  const server = new FakeServer();
  await store.updateRecording('r', (old) => withMark(old, aMark('a', 1000)));
  server.refuses = 'PATCH';
  await sender(store, server).sync();
  assert.equal((await store.recording('r'))?.phase, 'sealed');
});

test('a sent recording is asked about until it is transcribed, and forgotten a day later', async () => {
  let now = 0;
  const answers = [{ transcribed: false }, undefined, { transcribed: true }];
  const api = () => ({
    state: async () => {
      const answer = answers.shift();
      if (!answer) {
        throw new Error('no connection');
      }
      return { recording: 'r', state: 'SEALED' as const, takes: [], gaps: [], ...answer };
    },
  });
  const sent = await SentRecordings.open(aDevice(), api, () => now);
  await sent.add({ id: 'r', owner: 'anna', title: 'Fair', ms: 4000, grant: GRANT });
  assert.equal(await sent.ask(), true);
  assert.equal(await sent.ask(), true, 'a failure is no news');
  assert.equal(await sent.ask(), false);
  assert.deepEqual((await sent.of('anna')).map((one) => one.transcribed), [true]);
  assert.deepEqual(await sent.of('ben'), []);
  now = 25 * 3_600_000;
  await sent.ask();
  assert.deepEqual(await sent.of('anna'), []);
});

test('a sent recording that the server no longer opens is forgotten', async () => {
  const api = () => ({ state: () => Promise.reject(new Refused(404, {})) });
  const sent = await SentRecordings.open(aDevice(), api, () => 0);
  await sent.add({ id: 'r', owner: 'anna', title: 'Fair', ms: 4000, grant: GRANT });
  assert.equal(await sent.ask(), false);
  assert.deepEqual(await sent.of('anna'), []);
});

test('sound that is sent as a new recording takes its marks and tags along', async () => {
  const store = await aFinishedRecording();
  await store.updateRecording('r', (old) => ({ ...withTags(withMark(old, aMark('a', 1000)), ['fair']), untold: {} }));
  assert.ok(await store.copyAs('r', 'fresh'));
  const copy = await store.recording('fresh');
  assert.deepEqual(copy?.marks, [aMark('a', 1000)]);
  assert.deepEqual(copy?.tags, ['fair']);
  assert.deepEqual(copy?.untold, { marks: true, tags: true });
});
