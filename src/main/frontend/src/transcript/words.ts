import type { Line } from './turns.js';

/** A word of a line: when it is said (milliseconds from the start of the recording, end exclusive) and where it stands. */
export interface TimedWord {
  readonly startMs: number;
  readonly endMs: number;
  /** Places in the line's text, end exclusive. */
  readonly from: number;
  readonly to: number;
  /** The recogniser was not sure. */
  readonly unsure: boolean;
}

interface Token {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The words of a line with their times. Where somebody corrected the line, words that stayed keep their time, and those
 * between share the time of what was there before. Empty when nobody measured the words.
 */
export function timedWords(line: Line): TimedWord[] {
  const times = line.times ?? [];
  const count = times.length >> 1;
  if (count === 0) {
    return [];
  }
  const tokens = tokensOf(line.text);
  const heard = line.heard ?? tokens.map((token) => token.text);
  if (heard.length !== count) {
    return []; // not of this text
  }
  const spans: { startMs: number; endMs: number }[] = [];
  let at = line.startMs;
  for (let i = 0; i < count; i++) {
    const startMs = at + (times[2 * i] ?? 0);
    at = startMs + (times[2 * i + 1] ?? 0);
    spans.push({ startMs, endMs: at });
  }
  const unsure = new Set(line.unsure ?? []);
  const same = (token: number, word: number) => tokens[token]?.text === heard[word];
  const fewer = Math.min(tokens.length, count);
  let head = 0;
  while (head < fewer && same(head, head)) {
    head++;
  }
  let tail = 0;
  while (tail < fewer - head && same(tokens.length - 1 - tail, count - 1 - tail)) {
    tail++;
  }
  const asHeard = (token: Token, word: number): TimedWord => ({
    startMs: spans[word]?.startMs ?? line.startMs,
    endMs: spans[word]?.endMs ?? line.endMs,
    from: token.from,
    to: token.to,
    unsure: unsure.has(word),
  });
  const shift = count - tokens.length;
  const middle = tokens.slice(head, tokens.length - tail);
  return [
    ...tokens.slice(0, head).map((token, index) => asHeard(token, index)),
    ...spread(
      middle,
      spans[head]?.startMs ?? spans[head - 1]?.endMs ?? line.startMs,
      spans[count - tail - 1]?.endMs ?? spans[head]?.startMs ?? line.endMs,
    ),
    ...tokens.slice(tokens.length - tail).map((token, index) => asHeard(token, tokens.length - tail + index + shift)),
  ];
}

/** The word that is being heard, or was last: a breath between two words belongs to the first. -1 before and after. */
export function wordAt(words: readonly TimedWord[], ms: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((words[middle]?.startMs ?? Infinity) <= ms) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const last = words[low - 1];
  return last && (low < words.length || ms < last.endMs) ? low - 1 : -1;
}

/** The word at a place in the text, the one before where it lies between two; -1 without words. */
export function wordAtPlace(words: readonly TimedWord[], place: number): number {
  const next = words.findIndex((word) => word.from > place);
  return next < 0 ? words.length - 1 : Math.max(0, next - 1);
}

/** Words of the text as they were cut by whoever measured them. */
export function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(/\S+/g), (match) => ({
    text: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }));
}

/** Nobody knows when these were said: each has its share by its length. */
function spread(tokens: readonly Token[], startMs: number, endMs: number): TimedWord[] {
  const letters = tokens.reduce((sum, token) => sum + token.text.length, 0);
  const each = Math.max(0, endMs - startMs) / Math.max(1, letters);
  let at = startMs;
  return tokens.map((token) => {
    const begin = at;
    at += token.text.length * each;
    return { startMs: Math.round(begin), endMs: Math.round(at), from: token.from, to: token.to, unsure: false };
  });
}
