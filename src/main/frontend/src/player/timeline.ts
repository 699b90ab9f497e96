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

/** How loud a recording is, bucket after bucket, 0 to 1. */
export interface Wave {
  readonly bucketMs: number;
  readonly loud: readonly number[];
}

/**
 * Reads a waveform file: the letters AYPK, then little-endian a 16-bit version (1), a 16-bit bucket length in
 * milliseconds, a 32-bit number of buckets, and for each bucket two signed bytes, its smallest and largest sample.
 * Undefined for anything else.
 */
export function readWave(file: ArrayBuffer): Wave | undefined {
  if (file.byteLength < HEADER_BYTES || new TextDecoder().decode(file.slice(0, 4)) !== 'AYPK') {
    return undefined;
  }
  const view = new DataView(file);
  const bucketMs = view.getUint16(6, true);
  const count = Math.min(view.getUint32(8, true), (file.byteLength - HEADER_BYTES) >> 1);
  if (view.getUint16(4, true) !== 1 || bucketMs === 0 || count === 0) {
    return undefined;
  }
  const samples = new Int8Array(file, HEADER_BYTES, count * 2);
  const loud = Array.from({ length: count }, (_, index) =>
    Math.min(1, Math.max(-(samples[index * 2] ?? 0), samples[index * 2 + 1] ?? 0) / 127),
  );
  return { bucketMs, loud };
}

/** The loudest bucket of each of `count` equal parts of the time from `fromMs` to `toMs`; silence outside. */
export function bars(wave: Wave, count: number, fromMs: number, toMs: number): number[] {
  const step = (toMs - fromMs) / count / wave.bucketMs;
  return Array.from({ length: count }, (_, bar) => {
    const from = Math.floor(fromMs / wave.bucketMs + bar * step);
    const to = Math.max(from + 1, Math.floor(fromMs / wave.bucketMs + (bar + 1) * step));
    let loudest = 0;
    for (let at = Math.max(0, from); at < Math.min(to, wave.loud.length); at++) {
      loudest = Math.max(loudest, wave.loud[at] ?? 0);
    }
    return loudest;
  });
}
