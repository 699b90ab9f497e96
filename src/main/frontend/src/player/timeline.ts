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

const HEADER_BYTES = 12;

/**
 * The loudness of each bucket, 0 to 1, of a waveform file: the letters AYPK, then little-endian a 16-bit version (1), a
 * 16-bit bucket length in milliseconds, a 32-bit number of buckets, and for each bucket two signed bytes, its smallest
 * and largest sample. Empty for anything else.
 */
export function readPeaks(file: ArrayBuffer): number[] {
  if (file.byteLength < HEADER_BYTES || new TextDecoder().decode(file.slice(0, 4)) !== 'AYPK') {
    return [];
  }
  const view = new DataView(file);
  if (view.getUint16(4, true) !== 1) {
    return [];
  }
  const count = Math.min(view.getUint32(8, true), (file.byteLength - HEADER_BYTES) >> 1);
  const samples = new Int8Array(file, HEADER_BYTES, count * 2);
  return Array.from({ length: count }, (_, index) =>
    Math.min(1, Math.max(-(samples[index * 2] ?? 0), samples[index * 2 + 1] ?? 0) / 127),
  );
}

/** The loudest bucket of each of `count` equal parts. */
export function bars(peaks: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / count));
    return peaks.slice(from, to).reduce((loudest, peak) => Math.max(loudest, peak), 0);
  });
}
