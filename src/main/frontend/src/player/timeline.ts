/** A piece of transcript on the time axis: milliseconds from the start of the recording, end exclusive. */
export interface Piece {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * The index of the piece that is spoken at `ms`, or -1 between and outside pieces. Pieces are in order of their start;
 * where two overlap, the one that began later counts.
 */
export function pieceAt(pieces: readonly Piece[], ms: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pieces[middle]?.startMs ?? Infinity) <= ms) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const piece = pieces[low - 1];
  return piece && ms < piece.endMs ? low - 1 : -1;
}

/** Loudness bars from a file of unsigned bytes spread evenly over the recording: the loudest byte of each bar, 0 to 1. */
export function bars(peaks: Uint8Array, count: number): number[] {
  const result: number[] = [];
  for (let bar = 0; bar < count; bar++) {
    const from = Math.floor((bar * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / count));
    let loudest = 0;
    for (let at = from; at < to && at < peaks.length; at++) {
      loudest = Math.max(loudest, peaks[at] ?? 0);
    }
    result.push(loudest / 255);
  }
  return result;
}
