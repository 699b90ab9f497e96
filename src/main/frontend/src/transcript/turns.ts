/** One utterance as the server tells it; milliseconds from the start of the recording, end exclusive. */
export interface Line {
  readonly speaker: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly doubtful: boolean;
  /** For each word heard: milliseconds since the end of the one before (the first: since the line's start), and its length. */
  readonly times?: readonly number[];
  /** Places of the words that the recogniser was not sure of. */
  readonly unsure?: readonly number[];
  /** The words that the times belong to, where they are not those of the text. */
  readonly heard?: readonly string[];
}

/** Neighbouring lines of one speaker, under one name. */
export interface Turn {
  readonly speaker: number;
  readonly lines: readonly Line[];
}

/** Lines of one speaker that follow each other, in order of time. */
export function turns(lines: readonly Line[]): Turn[] {
  const found: { speaker: number; lines: Line[] }[] = [];
  for (const line of lines) {
    const last = found.at(-1);
    if (last && last.speaker === line.speaker) {
      last.lines.push(line);
    } else {
      found.push({ speaker: line.speaker, lines: [line] });
    }
  }
  return found;
}

/** A stretch of a line's text that looks like nothing else beside it. */
export interface Piece {
  readonly text: string;
  readonly found: boolean;
  readonly unsure: boolean;
}

/**
 * The text cut where the words that are looked for begin and end, and where words are unsure (places in the text, in
 * order, not overlapping). What is looked for counts more.
 */
export function marked(
  text: string,
  wanted: string,
  unsure: readonly { readonly from: number; readonly to: number }[] = [],
): Piece[] {
  const found = placesOf(text, wanted);
  const cuts = new Set([0, text.length]);
  for (const { from, to } of [...found, ...unsure]) {
    cuts.add(from).add(to);
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((from, index) => {
    const to = places[index + 1] ?? text.length;
    const inside = (one: { from: number; to: number }) => one.from <= from && to <= one.to;
    return { text: text.slice(from, to), found: found.some(inside), unsure: unsure.some(inside) };
  });
}

function placesOf(text: string, wanted: string): { from: number; to: number }[] {
  const needle = wanted.trim().toLowerCase();
  const folded = text.toLowerCase();
  const places: { from: number; to: number }[] = [];
  for (let at = needle ? folded.indexOf(needle) : -1; at >= 0; at = folded.indexOf(needle, at + needle.length)) {
    places.push({ from: at, to: at + needle.length });
  }
  return places;
}
