import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refused, Unreachable } from '../src/capture/protocol.js';
import { NotNow } from '../src/capture/grants.js';
import { sendFiles } from '../src/connection/send-files.js';
import { keepShared, NOBODY } from '../src/upload/shared-file.js';
import { UploadStore } from '../src/upload/upload-store.js';
import { FakeUploads, sum } from './fake-uploads.js';
import { aFile, allDone, Browser, bytesOf, close, MB, nobody, stages, until } from './upload-world.js';

const never = new AbortController().signal;

async function share(browser: Browser, file: File, owner?: string, title?: string) {
  return keepShared(await UploadStore.open(browser.factory), file, owner, title);
}

test('a shared sound goes the way of every file, under the name that the other app gave', async () => {
  const server = new FakeUploads();
  const browser = new Browser();
  await share(browser, aFile('New_Recording 7.flac', 9 * MB).file, 'anna');
  await share(browser, aFile('x.flac', 1 * MB, 3).file, 'anna', 'Call with Ben');
  const drafts: string[] = [];
  const grant = (draft: { recording: string; title: string }) => {
    drafts.push(draft.title);
    return server.grant(draft);
  };
  const queue = await browser.tab({ ...server, api: server.api, put: server.put, grant } as FakeUploads);
  const rows = await until(queue, allDone);
  assert.deepEqual(new Set(drafts), new Set(['New Recording 7', 'Call with Ben']));
  assert.equal(server.sha256(rows[0]?.recording ?? ''), sum(bytesOf(9 * MB)));
  assert.deepEqual(await (await UploadStore.open(browser.factory)).all(), [], 'nothing of it is left on the device');
});

test('what is shared while the page is open is taken in once, at its next look', async () => {
  const server = new FakeUploads();
  const browser = new Browser();
  const queue = await browser.tab(server);
  await share(browser, aFile('memo.flac', 1 * MB).file, 'anna');
  await Promise.all([queue.look(), queue.look()]);
  await until(queue, allDone);
  assert.equal(queue.views.length, 1);
  assert.equal(server.sealed.length, 1);
});

test('a sound that the server has already is asked about before anything of it is sent', async () => {
  const server = new FakeUploads();
  const browser = new Browser();
  const queue = await browser.tab(server);
  await queue.add([aFile('talk.flac', 2 * MB)], nobody);
  await until(queue, allDone);
  const puts = server.puts.length;
  await share(browser, aFile('forwarded.flac', 2 * MB).file, 'anna');
  await queue.look();
  const [, asked] = await until(queue, (rows) => rows[1]?.stage === 'duplicate');
  assert.equal(asked?.known?.title, 'talk.flac');
  assert.equal(server.puts.length, puts);
  browser.closeTabs();
  const later = await browser.tab(server);
  assert.deepEqual(stages(later.views), ['duplicate'], 'the question outlives the page');
  await later.anyway(asked?.id ?? '');
  await until(later, allDone);
  assert.equal(server.sealed.length, 2);
});

test('a shared sound that was paused, or cut off in the middle, goes on after a restart with what is missing', async () => {
  const server = new FakeUploads();
  const browser = new Browser();
  await share(browser, aFile('long.flac', 30 * MB).file, 'anna');
  const queue = await browser.tab(server);
  await until(queue, (rows) => (rows[0]?.sentBytes ?? 0) >= 8 * MB);
  await queue.pause(queue.views[0]?.id ?? '');
  const stored = server.puts.length;
  assert.ok(stored > 0 && stored < 4, `${stored} parts`);
  close(queue, server);
  browser.closeTabs();
  server.fault = () => 'none';
  const later = await browser.tab(server);
  assert.deepEqual(stages(later.views), ['paused']);
  await later.again(later.views[0]?.id ?? '');
  await until(later, allDone);
  assert.equal(server.puts.length, 4, 'no part twice');
});

test('what is no sound is told in words, and holds up no other file', async () => {
  const server = new FakeUploads();
  const browser = new Browser();
  await share(browser, new File([new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...new Array(50).fill(0)])], 'me.mp3'), 'anna');
  await share(browser, aFile('memo.flac', 1 * MB).file, 'anna');
  const queue = await browser.tab(server);
  await until(queue, (rows) => rows.some((row) => row.stage === 'done'));
  assert.deepEqual(
    queue.views.map((row) => [row.name, row.problem]).sort(),
    [['me.mp3', 'picture'], ['memo.flac', undefined]],
  );
});

test('what is another account’s, or nobody’s, waits; what a person claims is sent', async () => {
  const server = new FakeUploads();
  const browser = new Browser();
  await share(browser, aFile('bens.flac', 1 * MB, 1).file, 'ben');
  await share(browser, aFile('nobodys.flac', 1 * MB, 2).file);
  const queue = await browser.tab(server);
  assert.equal(queue.views.length, 0);
  await (await UploadStore.open(browser.factory)).give(NOBODY, 'anna');
  await queue.look();
  await until(queue, allDone);
  assert.deepEqual(queue.views.map((row) => row.name), ['nobodys.flac']);
  assert.deepEqual((await (await UploadStore.open(browser.factory)).all()).map((row) => row.owner), ['ben']);
});

test('who connects again goes on with what their being cut off had stopped', async () => {
  const server = new FakeUploads();
  const browser = new Browser();
  await share(browser, aFile('memo.flac', 20 * MB).file, 'anna');
  const queue = await browser.tab(server);
  await until(queue, (rows) => (rows[0]?.sentBytes ?? 0) >= 8 * MB);
  queue.leave();
  assert.deepEqual(queue.views, []);
  await queue.signIn('ben');
  assert.deepEqual(queue.views, []);
  await queue.signIn('anna');
  await until(queue, allDone);
  assert.equal(server.sealed.length, 1);
});

test('a token that was taken back in the middle is asked for again, without a complaint', async () => {
  const server = new FakeUploads();
  const browser = new Browser();
  await share(browser, aFile('memo.flac', 20 * MB).file, 'anna');
  let refusals = 2;
  server.fault = (what) => {
    if (what === 'parts' && refusals-- > 0) {
      throw new Refused(refusals ? 401 : 404, {});
    }
    return 'none';
  };
  const queue = await browser.tab(server);
  await until(queue, allDone);
  assert.ok(server.grants > 1);
});

test('without a page a worker sends what can be sent, and leaves the questions to a page', async () => {
  const server = new FakeUploads();
  const browser = new Browser();
  const first = await browser.tab(server);
  await first.add([aFile('talk.flac', 1 * MB)], nobody);
  await until(first, allDone);
  first.leave();
  await share(browser, aFile('same.flac', 1 * MB).file, 'anna');
  await share(browser, aFile('new.flac', 9 * MB, 5).file, 'anna');
  const inWorker = await browser.tab(server, '');
  await sendFiles(inWorker, 'anna', never);
  assert.equal(server.sealed.length, 2);
  const page = await browser.tab(server);
  assert.deepEqual(page.views.map((row) => [row.name, row.stage]), [['same.flac', 'duplicate']]);
});

test('a worker without a network, or cut off, asks to be called again; what is on a page it leaves to the page', async () => {
  for (const failure of [new Unreachable('no network'), new NotNow('cut off')]) {
    const server = new FakeUploads();
    const browser = new Browser();
    await share(browser, aFile('memo.flac', 1 * MB).file, 'anna');
    const away = { ...server, api: server.api, put: server.put, grant: () => Promise.reject(failure) };
    await assert.rejects(sendFiles(await browser.tab(away as unknown as FakeUploads, ''), 'anna', never), Unreachable);
    const page = await browser.tab(server);
    await sendFiles(await browser.tab(server, ''), 'anna', never);
    await until(page, allDone);
    assert.equal(page.views.length, 1);
    assert.equal(server.sealed.length, 1);
  }
});
