/** One utterance as the server tells it; milliseconds from the start of the recording, end exclusive. */
export interface Line {
  readonly speaker: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly doubtful: boolean;
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

/** The text cut where the words that are looked for begin and end; found pieces are at odd places. */
export function pieces(text: string, wanted: string): string[] {
  const needle = wanted.trim().toLowerCase();
  if (!needle) {
    return [text];
  }
  const parts: string[] = [];
  const folded = text.toLowerCase();
  let from = 0;
  for (let at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, from)) {
    parts.push(text.slice(from, at), text.slice(at, at + needle.length));
    from = at + needle.length;
  }
  return [...parts, text.slice(from)];
}
