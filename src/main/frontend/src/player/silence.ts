import { pieceAt, type Piece } from './timeline.js';

/** A pause that nobody misses is at least this long; breath and thought stay. */
const LEAST_MS = 1_500;
/** What is left of a pause at either end, so that no sound is cut. */
const MARGIN_MS = 300;

/**
 * The stretches in which nobody speaks, in order, as they may be left out: what is spoken with a margin around it is
 * not in them, nor is anything in `kept` (speech that gave no text).
 */
export function silences(spoken: readonly Piece[], kept: readonly Piece[], lengthMs: number): Piece[] {
  const sounds = [...spoken, ...kept].sort((a, b) => a.startMs - b.startMs);
  const found: Piece[] = [];
  let heardTo = -MARGIN_MS; // at the beginning nothing was cut
  for (const sound of [...sounds, { startMs: lengthMs + MARGIN_MS, endMs: lengthMs + MARGIN_MS }]) {
    if (sound.startMs - heardTo >= LEAST_MS) {
      found.push({ startMs: heardTo + MARGIN_MS, endMs: sound.startMs - MARGIN_MS });
    }
    heardTo = Math.max(heardTo, sound.endMs);
  }
  return spoken.length === 0 ? [] : found.filter((silence) => silence.endMs > silence.startMs);
}

/** Where to go on at `ms`: the end of the silence it lies in, or undefined. */
export function afterSilence(quiet: readonly Piece[], ms: number): number | undefined {
  return quiet[pieceAt(quiet, ms)]?.endMs;
}

/** How much is left out in all. */
export function savedMs(quiet: readonly Piece[]): number {
  return quiet.reduce((sum, silence) => sum + silence.endMs - silence.startMs, 0);
}
