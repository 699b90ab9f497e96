import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UPLOADER_MESSAGES } from '../src/upload/messages.js';
import { Pace } from '../src/upload/pace.js';
import { summarize, type UploadView } from '../src/upload/upload.js';
import { left, leftOutLine, line, size, summaryLine } from '../src/upload/words.js';

const MB = 1024 * 1024;
const words = UPLOADER_MESSAGES;

function aRow(changes: Partial<UploadView>): UploadView {
  return {
    id: '1',
    recording: 'r',
    name: 'talk.m4a',
    bytes: 100 * MB,
    stage: 'sending',
    waiting: undefined,
    share: 0.4,
    sentBytes: 40 * MB,
    bytesPerSecond: 0,
    problem: undefined,
    reason: undefined,
    known: undefined,
    agreed: false,
    ...changes,
  };
}

test('sizes and times are short', () => {
  assert.deepEqual([size(0), size(1), size(1500), size(3.44 * MB), size(62 * MB), size(2048 * MB)], [
    '0 kB', '1 kB', '1 kB', '3.4 MB', '62 MB', '2 GB',
  ]);
  assert.deepEqual([left(20_000, words), left(61_000, words), left(2 * 3_600_000, words)], [
    'less than a minute', '2 min', '2 h 0 min',
  ]);
});

test('a row says where its file is, how fast it goes and why it rests', () => {
  assert.equal(line(aRow({}), 0, words), '40 % sent');
  assert.equal(line(aRow({ bytesPerSecond: MB }), 0, words), '40 % sent · 1 MB/s · 1 min left');
  assert.equal(line(aRow({ waiting: 'network' }), 0, words), 'No connection. It goes on by itself from 40 %.');
  assert.equal(line(aRow({ stage: 'needsFile' }), 0, words), 'Choose the same file again to go on at 40 %.');
  assert.equal(
    line(aRow({ stage: 'needsFile', problem: 'otherFile' }), 0, words),
    'That is another file. Choose the one that was begun, of 100 MB.',
  );
  assert.equal(
    line(aRow({ stage: 'failed', problem: 'tooBig' }), 2048 * MB, words),
    'It is larger than 2 GB, which is the most that one file may have.',
  );
});

test('one line sums up all files, without those that were never taken', () => {
  const views = [aRow({ bytesPerSecond: MB }), aRow({ stage: 'done', sentBytes: 100 * MB }), aRow({ stage: 'failed', sentBytes: 0 })];
  assert.equal(summaryLine(summarize(views), views, words), '1 of 2 files have arrived · 140 MB of 200 MB · 1 min left · 1 need you');
  const done = [aRow({ stage: 'done', sentBytes: 100 * MB })];
  assert.equal(summaryLine(summarize(done), done, words), 'talk.m4a has arrived and is being processed.');
  assert.equal(leftOutLine(['a', 'b', 'c', 'd', 'e'], words), 'Left out, no sound in them: a, b, c and 2 more');
});

test('the pace is that of the last seconds', () => {
  let now = 0;
  const pace = new Pace(() => now);
  pace.moved(0);
  assert.equal(pace.bytesPerSecond, 0);
  for (now = 1000; now <= 30_000; now += 1000) {
    pace.moved(now < 15_000 ? now * 10 : 150_000 + (now - 15_000) * 2);
  }
  now -= 1000;
  assert.ok(Math.abs(pace.bytesPerSecond - 2000) < 200, `${pace.bytesPerSecond}`);
  now += 20_000;
  assert.equal(pace.bytesPerSecond, 0);
});
