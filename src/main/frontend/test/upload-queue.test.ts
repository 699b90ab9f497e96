import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refused } from '../src/capture/protocol.js';
import { hashFile } from '../src/upload/file-hash.js';
import { FakeUploads, sum } from './fake-uploads.js';
import { seeded } from './support.js';
import { aFile, allDone, Browser, bytesOf, close, MB, nobody, quickly, stages, until } from './upload-world.js';

test('a file is hashed block by block to the same as at once', async () => {
  const { file } = aFile('talk.flac', 17 * MB + 5);
  const seen: number[] = [];
  const stop = new AbortController();
  assert.deepEqual(await hashFile(file, (bytes) => seen.push(bytes), stop.signal), await quickly(file, () => undefined, stop.signal));
  assert.deepEqual(seen, [8 * MB, 16 * MB, 17 * MB + 5]);
  stop.abort();
  await assert.rejects(hashFile(file, () => undefined, stop.signal), { name: 'AbortError' });
});

test('several files arrive whole, two at a time in three parts each', async () => {
  const server = new FakeUploads();
  server.putMs = 200;
  const queue = await new Browser().tab(server);
  const files = [1, 2, 3, 4].map((letter) => aFile(`talk ${letter}.flac`, 25 * MB, letter));
  await queue.add(files, { agreed: true, people: 'Ben' });
  await until(queue, allDone);
  assert.equal(server.sealed.length, 4);
  for (const [index, row] of queue.views.entries()) {
    assert.equal(server.sha256(row.recording), sum(bytesOf(25 * MB, index + 1)));
  }
  assert.ok(server.mostTogether <= 6, `${server.mostTogether} parts in memory`);
  assert.ok(server.mostTogether > 3, `${server.mostTogether} parts at a time`);
  assert.deepEqual(queue.summary, { ...queue.summary, files: 4, done: 4, going: 0, asking: 0, sentBytes: 100 * MB });
});

test('what cannot be sound is told at once and never sent', async () => {
  const server = new FakeUploads();
  const queue = await new Browser().tab(server);
  queue.limit = 50 * MB;
  const photo = new File([new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...new Array(50).fill(0)])], 'photo.mp3');
  const files = [photo, new File([], 'empty.wav'), new File(['Minutes of the meeting'], 'minutes.m4a')];
  await queue.add([...files.map((file) => ({ file, inFolder: false })), aFile('long.flac', 51 * MB)], nobody);
  assert.deepEqual(queue.views.map((row) => row.problem), ['picture', 'empty', 'text', 'tooBig']);
  assert.equal(server.grants, 0);
});

test('a pause sends nothing, and going on sends only what is not there', async () => {
  const server = new FakeUploads();
  const queue = await new Browser().tab(server);
  await queue.add([aFile('talk.flac', 48 * MB)], nobody);
  const [row] = await until(queue, () => server.puts.length >= 2);
  await queue.pause(row!.id);
  await new Promise((resolve) => setTimeout(resolve, 30));
  const { length } = server.puts;
  assert.deepEqual(stages(queue.views), ['paused']);
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.equal(server.puts.length, length);
  await queue.resumeAll();
  await until(queue, allDone);
  assert.equal(new Set(server.puts).size, server.puts.length, 'no part went twice');
});

test('a lost network, a busy server and expired addresses are waited out', async () => {
  const server = new FakeUploads();
  const queue = await new Browser().tab(server);
  const chance = seeded(4);
  server.fault = () => (['before', 'after', 'expired'] as const)[Math.floor(chance() * 6)] ?? 'none';
  const seen = new Set<unknown>();
  queue.addEventListener('change', () => queue.views.forEach((row) => seen.add(row.waiting)));
  await queue.add([aFile('one.flac', 20 * MB, 1), aFile('two.flac', 20 * MB, 2)], nobody);
  const rows = await until(queue, allDone);
  assert.ok(seen.has('network'));
  rows.forEach((row, index) => assert.equal(server.sha256(row.recording), sum(bytesOf(20 * MB, index + 1))));
});

test('a token that expired is renewed', async () => {
  const server = new FakeUploads();
  const queue = await new Browser().tab(server);
  await queue.add([aFile('talk.flac', 48 * MB)], nobody);
  await until(queue, () => server.puts.length >= 2);
  server.tokens.clear();
  await until(queue, allDone);
  assert.ok(server.grants > 1);
});

test('after a reload a copied file goes on by itself where it was', async () => {
  const server = new FakeUploads();
  const browser = new Browser();
  const first = await browser.tab(server);
  await first.add([aFile('talk.flac', 48 * MB)], { agreed: true, people: 'Ben' });
  await until(first, () => server.puts.length >= 2);
  assert.equal(first.losesFiles, false);
  close(first, server);
  browser.closeTabs();
  await new Promise((resolve) => setTimeout(resolve, 30));
  const before = server.puts.length;
  server.fault = () => 'none';
  const again = await browser.tab(server);
  const [row] = await until(again, allDone);
  assert.ok(row?.agreed);
  assert.equal(server.puts.length, 6);
  assert.ok(before < 6);
  assert.equal(server.sha256(row!.recording), sum(bytesOf(48 * MB)));
  assert.deepEqual((await browser.tab(server)).views, [], 'what has arrived is forgotten');
});

test('after a reload without a copy the same file is asked for, and another one is refused', async () => {
  const server = new FakeUploads();
  const browser = new Browser();
  browser.room = 0;
  const first = await browser.tab(server);
  const talk = aFile('talk.flac', 48 * MB);
  await first.add([talk], nobody);
  await until(first, () => server.puts.length >= 2);
  assert.equal(first.losesFiles, true);
  close(first, server);
  browser.closeTabs();
  await new Promise((resolve) => setTimeout(resolve, 30));
  server.fault = () => 'none';
  const again = await browser.tab(server);
  const [row] = again.views;
  assert.equal(row?.stage, 'needsFile');
  assert.ok(row!.share > 0.3 && row!.share < 1, `${row!.share}`);
  assert.equal(await again.attach(row!.id, aFile('talk.flac', 48 * MB, 9).file), false);
  assert.equal(again.views[0]?.problem, 'otherFile');
  await again.add([talk], nobody); // dropped again, it is recognised
  await until(again, allDone);
  assert.equal(again.views.length, 1);
  assert.equal(server.puts.length, 6, 'no part went twice');
});

test('a paused file stays paused over a reload', async () => {
  const server = new FakeUploads();
  const browser = new Browser();
  const first = await browser.tab(server);
  await first.add([aFile('talk.flac', 48 * MB)], nobody);
  await until(first, () => server.puts.length >= 2);
  await first.pauseAll();
  browser.closeTabs();
  const again = await browser.tab(server);
  assert.deepEqual(stages(again.views), ['paused']);
  await again.resumeAll();
  await until(again, allDone);
});

test('a file that changes on the disk is noticed and can be sent as it is now', async () => {
  const server = new FakeUploads();
  const queue = await new Browser().tab(server, 'anna', {
    hash: async (file, progress, signal) => {
      const hash = await hashFile(file, progress, signal);
      return { ...hash, blocks: hash.blocks.map((block, index) => (index === 3 ? '0'.repeat(64) : block)) };
    },
  });
  await queue.add([aFile('talk.flac', 40 * MB)], nobody);
  const [row] = await until(queue, (rows) => rows[0]?.stage === 'failed');
  assert.equal(row?.problem, 'changed');
  assert.equal(server.sealed.length, 0, 'a mixture of two files is never whole');
});

test('a file that cannot be read any more is asked for again', async () => {
  const server = new FakeUploads();
  const queue = await new Browser().tab(server);
  const talk = aFile('talk.flac', 40 * MB);
  const slice = talk.file.slice.bind(talk.file);
  let gone = false;
  talk.file.slice = (from, to) => {
    const piece = slice(from, to);
    if (gone) {
      piece.arrayBuffer = () => Promise.reject(new DOMException('moved', 'NotReadableError'));
    }
    return piece;
  };
  const started = queue.add([talk], nobody);
  await until(queue, () => server.puts.length >= 2);
  gone = true;
  await started;
  const [row] = await until(queue, (rows) => rows[0]?.stage === 'needsFile');
  assert.equal(row?.problem, 'gone');
  gone = false;
  await queue.add([aFile('talk.flac', 40 * MB)], nobody);
  await until(queue, allDone);
  assert.equal(new Set(server.puts).size, server.puts.length);
});

test('a duplicate is not sent before a person says so, and leaves nothing behind', async () => {
  const server = new FakeUploads();
  const browser = new Browser();
  const queue = await browser.tab(server);
  await queue.add([aFile('talk.flac', 9 * MB)], nobody);
  await until(queue, allDone);
  const first = queue.views[0]!.recording;
  await queue.add([aFile('copy of talk.flac', 9 * MB)], nobody);
  const rows = await until(queue, (all) => all[1]?.stage === 'duplicate');
  assert.equal(rows[1]?.known?.recording, first);
  assert.equal(server.puts.length, 2);
  assert.deepEqual([...server.files.values()].map((file) => file.state), ['sealed', 'deleted']);
  browser.closeTabs();
  const again = await browser.tab(server);
  assert.deepEqual(stages(again.views), ['duplicate'], 'the question outlives a reload');
  await again.anyway(again.views[0]!.id);
  await until(again, allDone);
  assert.equal(server.sealed.length, 2);
});

test('what is taken off the list is thrown away on the server too', async () => {
  const server = new FakeUploads();
  const browser = new Browser();
  const queue = await browser.tab(server);
  await queue.add([aFile('talk.flac', 48 * MB)], nobody);
  await until(queue, () => server.puts.length >= 2);
  await queue.remove(queue.views[0]!.id);
  assert.deepEqual([...server.files.values()].map((file) => file.state), ['deleted']);
  browser.closeTabs();
  assert.deepEqual((await browser.tab(server)).views, []);
});

test('a refusal is told in the words of the server', async () => {
  const server = new FakeUploads();
  const queue = await new Browser().tab(server, 'anna', {
    api: (grant) => ({
      ...server.api(grant),
      openUpload: () => Promise.reject(new Refused(413, { detail: 'up to 5 MB are taken.' })),
    }),
  });
  await queue.add([aFile('talk.flac', 9 * MB)], nobody);
  const [row] = await until(queue, (rows) => rows[0]?.stage === 'failed');
  assert.equal(row?.problem, 'refused');
  assert.equal(row?.reason, 'up to 5 MB are taken.');
});

test('another tab leaves alone what is being sent, and takes over when that one closes', async () => {
  const server = new FakeUploads();
  const browser = new Browser();
  const first = await browser.tab(server);
  await first.add([aFile('talk.flac', 48 * MB)], nobody);
  await until(first, () => server.puts.length >= 2);
  const second = await browser.tab(server);
  assert.deepEqual(second.views, []);
  await first.pauseAll();
  close(first, server);
  server.fault = () => 'none';
  browser.closeTabs();
  await until(second, (rows) => rows.length === 1);
  await second.resumeAll();
  await until(second, allDone);
});

test('a file begun on another device is shown and gone on with', async () => {
  const server = new FakeUploads();
  const far = await new Browser().tab(server);
  await far.add([aFile('talk.flac', 48 * MB)], nobody);
  await until(far, () => server.puts.length >= 2);
  await far.pauseAll();
  await new Promise((resolve) => setTimeout(resolve, 20));
  const [begun] = far.views;
  const unfinished = [
    { recording: begun!.recording, fileName: 'talk.flac', contentType: 'audio/flac', bytes: 48 * MB, storedBytes: 32 * MB },
  ];
  const here = await new Browser().tab(server);
  await here.learn(unfinished);
  assert.deepEqual(stages(here.views), ['needsFile']);
  const before = server.puts.length;
  await here.add([aFile('talk.flac', 48 * MB, 9)], nobody);
  const [row] = await until(here, (rows) => rows[0]?.problem === 'otherFile');
  assert.equal(row?.stage, 'needsFile');
  assert.equal(server.puts.length, before, 'nothing of another file is mixed in');
  await here.add([aFile('talk.flac', 48 * MB)], nobody);
  await until(here, allDone);
  assert.equal(server.puts.length, 6);
});

test('files of another account are not shown', async () => {
  const server = new FakeUploads();
  const browser = new Browser();
  const queue = await browser.tab(server);
  await queue.add([aFile('talk.flac', 48 * MB)], nobody);
  await queue.pauseAll();
  browser.closeTabs();
  assert.deepEqual((await browser.tab(server, 'ben')).views, []);
});
