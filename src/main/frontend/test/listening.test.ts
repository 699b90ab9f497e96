import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meant, speedStep } from '../src/player/keys.js';
import { afterSilence, savedMs, silences } from '../src/player/silence.js';
import { bars, readWave } from '../src/player/timeline.js';
import { speakerOf } from '../src/player/wave-picture.js';
import { marked, type Line } from '../src/transcript/turns.js';
import { timedWords, wordAt, wordAtPlace } from '../src/transcript/words.js';

const line = (text: string, more: Partial<Line> = {}): Line => ({
  speaker: 0,
  startMs: 1000,
  endMs: 3000,
  text,
  doubtful: false,
  ...more,
});

test('a waveform file is read as it is written, and anything else is no waveform', () => {
  const file = new Uint8Array([...new TextEncoder().encode('AYPK'), 1, 0, 20, 0, 2, 0, 0, 0, 0x81, 10, 0, 127]);
  assert.deepEqual(readWave(file.buffer), { bucketMs: 20, loud: [1, 1] });
  assert.deepEqual(readWave(file.slice(0, 14).buffer), { bucketMs: 20, loud: [1] }, 'cut off');
  assert.equal(readWave(file.slice(0, 12).buffer), undefined, 'nothing left');
  assert.equal(readWave(new TextEncoder().encode('<html>not this</html>').buffer as ArrayBuffer), undefined);
  assert.equal(readWave(new ArrayBuffer(3)), undefined);
});

test('bars show the loudest of their part, for fewer and for more buckets than bars, and silence outside', () => {
  const wave = { bucketMs: 10, loud: [0, 1, 0, 0.2] };
  assert.deepEqual(bars(wave, 2, 0, 40), [1, 0.2]);
  assert.deepEqual(bars(wave, 2, 20, 40), [0, 0.2]);
  assert.deepEqual(bars({ bucketMs: 30, loud: [1] }, 3, 0, 30), [1, 1, 1]);
  assert.deepEqual(bars(wave, 3, -10, 20), [0, 0, 1]);
});

test('pauses are left out with a margin, and what was said without becoming text is kept', () => {
  const spoken = [
    { startMs: 5_000, endMs: 6_000 },
    { startMs: 6_900, endMs: 8_000 }, // a breath
    { startMs: 7_000, endMs: 20_000 }, // somebody falls in
    { startMs: 60_000, endMs: 61_000 },
  ];
  const quiet = silences(spoken, [{ startMs: 40_000, endMs: 41_000 }], 90_000);
  assert.deepEqual(quiet, [
    { startMs: 0, endMs: 4_700 },
    { startMs: 20_300, endMs: 39_700 },
    { startMs: 41_300, endMs: 59_700 },
    { startMs: 61_300, endMs: 90_000 },
  ]);
  assert.equal(savedMs(quiet), 4_700 + 19_400 + 18_400 + 28_700);
  assert.equal(afterSilence(quiet, 20_300), 39_700);
  assert.equal(afterSilence(quiet, 39_700), undefined);
  assert.equal(afterSilence(quiet, 5_500), undefined);
});

test('where nothing is known of what is said, nothing is left out', () => {
  assert.deepEqual(silences([], [], 90_000), []);
  assert.deepEqual(silences([{ startMs: 0, endMs: 900 }], [], 900), []);
});

test('words have their times and places', () => {
  const words = timedWords(line('We met  in Cork.', { times: [0, 100, 50, 200, 0, 100, 300, 250], unsure: [3] }));
  assert.deepEqual(words.at(1), { startMs: 1150, endMs: 1350, from: 3, to: 6, unsure: false });
  assert.deepEqual(words.at(3), { startMs: 1750, endMs: 2000, from: 11, to: 16, unsure: true });
  assert.deepEqual(
    [999, 1000, 1120, 1150, 1400, 1999, 2000].map((ms) => wordAt(words, ms)),
    [-1, 0, 0, 1, 2, 3, -1],
  );
  assert.deepEqual([0, 2, 3, 8, 99].map((place) => wordAtPlace(words, place)), [0, 0, 1, 2, 3]);
});

test('a corrected line keeps the times of the words that stayed', () => {
  const times = [0, 200, 0, 200, 0, 400, 0, 200];
  const heard = ['I', 'am', 'Deepack', 'here.'];
  const words = timedWords(line('I am Deepak Subramanian here.', { times, heard, unsure: [2] }));
  assert.deepEqual(words.map((word) => [word.startMs, word.endMs]), [
    [1000, 1200],
    [1200, 1400],
    [1400, 1541],
    [1541, 1800],
    [1800, 2000],
  ]);
  assert.ok(words.every((word) => !word.unsure), 'a person is sure');
  assert.deepEqual(timedWords(line('here.', { times, heard })).map((word) => word.startMs), [1600 + 200]);
  assert.equal(timedWords(line('I am so very here.', { times: [0, 200, 0, 200, 0, 400], heard: ['I', 'am', 'here.'] })).length, 5);
});

test('without measured words, or with those of another text, there are none', () => {
  assert.deepEqual(timedWords(line('We met in Cork.')), []);
  assert.deepEqual(timedWords(line('We met in Cork.', { times: [0, 100] })), []);
  assert.equal(wordAtPlace([], 3), -1);
});

test('the word of a moment is found at once in a talk of three hours', () => {
  const times = Array.from({ length: 60_000 }, () => 180);
  const long = timedWords(line(Array.from({ length: 30_000 }, (_, n) => `w${n}`).join(' '), { times }));
  const began = performance.now();
  let sum = 0;
  for (let ms = 1000; ms < 10_800_000; ms += 100) {
    sum += wordAt(long, ms) === Math.floor((ms - 1000 - 180) / 360) ? 1 : 0;
  }
  assert.ok(sum > 107_000, `${sum} of 107 990`);
  assert.ok(performance.now() - began < 1_000, 'a hundred thousand in a second');
});

test('keys mean what the dialog says, and nothing while somebody types', () => {
  const on = (name: string) => ({ matches: (selectors: string) => selectors.split(', ').some((one) => one.startsWith(name)) });
  const press = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });
  assert.deepEqual(meant(press(' '), on('body')), { name: 'toggle' });
  assert.deepEqual(meant(press('ArrowLeft'), on('body')), { name: 'jump', ms: -5_000 });
  assert.deepEqual(meant(press('L'), on('div')), { name: 'jump', ms: 10_000 });
  assert.deepEqual(meant(press('N'), on('div')), { name: 'neighbour', step: 1, turns: true });
  assert.deepEqual(meant(press('ArrowDown'), on('div')), { name: 'neighbour', step: 1, turns: false });
  assert.equal(meant(press('ArrowDown'), on('body')), undefined, 'scrolls');
  assert.equal(meant(press(' '), on('button')), undefined, 'presses the button');
  assert.equal(meant(press('l', { ctrlKey: true }), on('body')), undefined, 'the address bar');
  for (const field of ['textarea', 'select', '[contenteditable]', 'input:not([type=checkbox])']) {
    assert.equal(meant(press('m'), on(field)), undefined, field);
    assert.equal(meant(press(' '), on(field)), undefined, field);
  }
  assert.equal(meant(press('x'), on('body')), undefined);
});

test('speeds end at both ends', () => {
  assert.deepEqual([0.5, 1, 3].map((speed) => speedStep(speed, -1)), [0.5, 0.75, 2.5]);
  assert.deepEqual([0.5, 1, 3].map((speed) => speedStep(speed, 1)), [0.75, 1.25, 3]);
});

test('text is cut where it is looked for and where it is unsure', () => {
  const cut = marked('We met in Cork, in May', 'in', [{ from: 10, to: 15 }]);
  assert.equal(cut.map((piece) => piece.text).join(''), 'We met in Cork, in May');
  assert.deepEqual(cut.filter((piece) => piece.found).map((piece) => piece.text), ['in', 'in']);
  assert.deepEqual(cut.filter((piece) => piece.unsure).map((piece) => piece.text), ['Cork,']);
  assert.deepEqual(marked('', 'x'), []);
  assert.equal(marked('as it is', ' ').length, 1);
});

test('a bar has the colour of whoever has most of it, and none where several share it', () => {
  const spoken = [
    { startMs: 0, endMs: 1000, speaker: 0 },
    { startMs: 1000, endMs: 1400, speaker: 1 },
    { startMs: 1500, endMs: 2600, speaker: 2 },
  ];
  assert.equal(speakerOf(spoken, 0, 1200), 0);
  assert.equal(speakerOf(spoken, 500, 1400), undefined);
  assert.equal(speakerOf(spoken, 1600, 1700), 2, 'in the middle of a piece');
  assert.equal(speakerOf(spoken, 1400, 1500), undefined, 'nobody');
  assert.equal(speakerOf(spoken, 2600, 9000), undefined);
  assert.equal(speakerOf([], 0, 1), undefined);
});
