import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { liveRecording } from '../src/capture/state.js';
import type { Whereabouts } from '../src/capture/whereabouts.js';
import { deviceName } from '../src/capture-page/device-name.js';
import { rows } from '../src/capture-page/rows.js';
import { words } from '../src/capture-page/words.js';
import type { ListedRecording } from '../src/connection/device-api.js';
import { cacheName, isOwnNavigation, obsolete } from '../src/worker/precache-plan.js';

test('a new version keeps the one before it and drops what is older, and nothing that is not ours', () => {
  const names = ['vaadin-precache', cacheName('1'), cacheName('2'), cacheName('3'), 'other'];
  assert.deepEqual(obsolete(names, cacheName('3'), 2), [cacheName('1')]);
  assert.deepEqual(obsolete([cacheName('3')], cacheName('3'), 2), []);
});

test('the page is answered for itself only, whatever is behind the question mark', () => {
  const page = 'https://ayka.example/capture/';
  assert.equal(isOwnNavigation('navigate', `${page}?shared=2`, page), true);
  assert.equal(isOwnNavigation('navigate', `${page}nothing`, page), false);
  assert.equal(isOwnNavigation('cors', page, page), false);
  assert.equal(isOwnNavigation('navigate', 'https://ayka.example/recordings', page), false);
});

const whereabouts = (over: Partial<Whereabouts>): Whereabouts => ({
  id: 'a',
  title: 'Fair',
  phase: 'ended',
  capturedMs: 60_000,
  storedMs: 0,
  gaps: [],
  marks: [],
  tags: [],
  untold: false,
  ...over,
});

const listed = (over: Partial<ListedRecording>): ListedRecording => ({
  recording: 'a',
  title: 'Fair',
  source: 'CAPTURE',
  recordedAt: '2026-03-12T10:40:00Z',
  durationMs: 60_000,
  state: 'completed',
  step: null,
  done: 0,
  total: 0,
  reason: null,
  ...over,
});

test('a recording is in the list once, from the device until it has let go of it', () => {
  const both = rows([whereabouts({})], undefined, [listed({}), listed({ recording: 'b' })]);
  assert.deepEqual(
    both.map((row) => [row.id, row.where]),
    [
      ['a', 'device'],
      ['b', 'server'],
    ],
  );
});

test('a row says in words where its sound is', () => {
  const line = (one: Whereabouts, current?: string) => rows([one], current, [])[0]?.line;
  assert.equal(line(whereabouts({})), '1:00 on this device');
  assert.equal(line(whereabouts({ storedMs: 30_000 })), '0:30 of 1:00 safe on the server');
  assert.equal(line(whereabouts({ storedMs: 60_000 })), 'Safe on the server; it is being checked');
  assert.equal(line(whereabouts({ phase: 'capturing' }), 'a'), 'Recording now');
  const running = rows([], undefined, [listed({ state: 'running', step: 'transcribe', done: 2, total: 9 })]);
  assert.equal(running[0]?.line, 'Writing down what was said, 2 of 9');
  const waiting = rows([], undefined, [listed({ state: 'waiting', reason: 'No model. Fetch one.' })]);
  assert.equal(waiting[0]?.line, 'No model.');
});

test('a recording that was cut off is not told to go on', () => {
  const line = (current?: string) => rows([whereabouts({ phase: 'capturing' })], current, [])[0]?.line;
  assert.equal(line(liveRecording({ name: 'paused', recording: 'a' })), words('state.recording'));
  assert.equal(line(liveRecording({ name: 'interrupted', recording: 'a' })), words('state.cut'));
  assert.equal(liveRecording({ name: 'idle' }), undefined);
});

test('every word of the page is in its bundle', async () => {
  const folder = 'src/capture-page';
  const keys = new Set<string>();
  for (const name of (await readdir(folder)).filter((one) => one.endsWith('.ts'))) {
    const source = await readFile(`${folder}/${name}`, 'utf8');
    for (const [, key] of source.matchAll(/words\(\s*'([^']+)'/g)) {
      keys.add(key ?? '');
    }
    for (const [, yes, no] of source.matchAll(/words\([^()]*\? '([^']+)' : '([^']+)'/g)) {
      keys.add(yes ?? '').add(no ?? '');
    }
  }
  assert.ok(keys.size > 35, `found ${keys.size}`);
  for (const key of keys) {
    assert.ok(!words(key).startsWith('!'), key);
  }
  for (const state of ['capturing', 'queued', 'running', 'waiting', 'completed', 'failed', 'stopped']) {
    assert.ok(!words(`state.${state}`).startsWith('!'), state);
  }
  for (const step of ['prepare', 'transcribe', 'voices', 'leads', 'summary']) {
    assert.ok(!words(`step.${step}`).startsWith('!'), step);
  }
});

test('a device is called by what a person sees', () => {
  const android = 'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36';
  const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1';
  assert.equal(deviceName({ userAgent: android }), 'Chrome · Android');
  assert.equal(deviceName({ userAgent: iphone }), 'Safari · iPhone');
  assert.equal(deviceName({ userAgent: '' }), '? · ?');
});
