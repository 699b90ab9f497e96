import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BackOff } from '../src/base/back-off.js';
import { fill } from '../src/base/messages.js';
import { sha256Hex } from '../src/base/sha256.js';
import { clockTime, isoDuration } from '../src/base/time.js';
import { loudness } from '../src/capture/level-meter.js';
import { chooseFormat } from '../src/capture/mime.js';
import { next, type RecorderState } from '../src/capture/state.js';
import { pieceAt } from '../src/player/timeline.js';

test('the wait grows to its ceiling, starts over after success, and honours the server', () => {
  const backOff = new BackOff(1000, 5000, () => 1);
  assert.deepEqual([backOff.next(), backOff.next(), backOff.next(), backOff.next()], [1000, 2000, 4000, 5000]);
  assert.equal(backOff.next(30_000), 30_000);
  backOff.reset();
  assert.equal(backOff.next(), 1000);
});

test('Opus is preferred, MP4 taken, nothing else', () => {
  assert.equal(chooseFormat(() => true), 'audio/webm;codecs=opus');
  assert.equal(chooseFormat((type) => type.startsWith('audio/mp4')), 'audio/mp4;codecs=mp4a.40.2');
  assert.equal(chooseFormat((type) => type.startsWith('audio/ogg')), undefined);
});

test('SHA-256 is that of FIPS 180-2', async () => {
  const abc = new TextEncoder().encode('abc').buffer as ArrayBuffer;
  assert.equal(await sha256Hex(abc), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('time is written as people read it', () => {
  assert.equal(clockTime(0), '0:00');
  assert.equal(clockTime(65_999), '1:05');
  assert.equal(clockTime(3_723_000), '1:02:03');
  assert.equal(isoDuration(3_723_000), 'PT1H2M3S');
});

test('a message keeps what it has no value for', () => {
  assert.equal(fill('{a} of {b}', { a: 1 }), '1 of {b}');
});

test('the meter follows the ear', () => {
  assert.equal(loudness(new Float32Array(100)), 0);
  assert.equal(loudness(new Float32Array(100).fill(1)), 1);
  const half = loudness(new Float32Array(100).fill(0.0316228)); // -30 dB
  assert.ok(Math.abs(half - 0.5) < 0.001);
});

test('the utterance at a time is found, also between and at the edges', () => {
  const pieces = [
    { startMs: 0, endMs: 1000 },
    { startMs: 1000, endMs: 2000 },
    { startMs: 3000, endMs: 9000 },
    { startMs: 4000, endMs: 5000 },
  ];
  assert.deepEqual(
    [0, 999, 1000, 2500, 3000, 4500, 20_000].map((ms) => pieceAt(pieces, ms)),
    [0, 0, 1, -1, 2, 3, -1],
  );
  assert.equal(pieceAt([], 5), -1);
});

test('events that mean nothing in a state change nothing', () => {
  const recording: RecorderState = { name: 'recording', recording: 'r' };
  assert.equal(next(recording, { type: 'start' }), recording);
  assert.equal(next(recording, { type: 'stopped' }), recording);
  const stopping: RecorderState = { name: 'stopping', recording: 'r' };
  assert.equal(next(stopping, { type: 'lost', trouble: 'microphone-lost' }), stopping);
  const idle: RecorderState = { name: 'idle' };
  assert.equal(next(idle, { type: 'stop' }), idle);
});

test('a microphone refused while resuming leaves the recording resumable', () => {
  let state: RecorderState = { name: 'paused', recording: 'r', trouble: 'microphone-lost' };
  state = next(state, { type: 'resume' });
  assert.deepEqual(state, { name: 'asking', recording: 'r' });
  state = next(state, { type: 'refused', trouble: 'no-microphone' });
  assert.deepEqual(state, { name: 'interrupted', recording: 'r', trouble: 'no-microphone' });
});
