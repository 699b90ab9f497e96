import type { LocalRecording } from './chunk-store.js';
import type { Mark } from './protocol.js';

/** The limits of docs/capture-protocol.md: what exceeds them is left out here, with words, and never refused there. */
export const MAX_MARKS = 500;
export const MAX_LABEL = 200;
export const MAX_TAGS = 20;
export const MAX_TAG = 40;

/** Adds a mark; there is no room for more than {@link MAX_MARKS}. */
export function withMark(old: LocalRecording, mark: Mark): LocalRecording {
  const marks = old.marks ?? [];
  return marks.length >= MAX_MARKS ? old : withMarks(old, [...marks, mark]);
}

export function withoutMark(old: LocalRecording, id: string): LocalRecording {
  return withMarks(old, (old.marks ?? []).filter((mark) => mark.id !== id));
}

export function withLabel(old: LocalRecording, id: string, label: string): LocalRecording {
  const words = oneLine(label).slice(0, MAX_LABEL);
  return withMarks(
    old,
    (old.marks ?? []).map((mark) => (mark.id === id ? { ...mark, label: words } : mark)),
  );
}

export function withTags(old: LocalRecording, tags: readonly string[]): LocalRecording {
  return sameTags(old.tags ?? [], tags) ? old : { ...old, tags, untold: { ...old.untold, tags: true } };
}

/** The recording once the server knows what was said of `told`; what changed meanwhile is still to be said. */
export function afterTelling(old: LocalRecording, told: LocalRecording): LocalRecording {
  const { untold, ...rest } = old;
  const marks = untold?.marks && JSON.stringify(old.marks) !== JSON.stringify(told.marks);
  const tags = untold?.tags && !sameTags(old.tags ?? [], told.tags ?? []);
  return marks || tags ? { ...rest, untold: { ...(marks ? { marks } : {}), ...(tags ? { tags } : {}) } } : rest;
}

export interface TagsTyped {
  readonly tags: readonly string[];
  /** What was left out, and why. */
  readonly trouble?: 'tag-too-long' | 'too-many-tags';
}

/** Adds what somebody typed, one tag or several with commas: one line each, none twice however it is written. */
export function addTags(present: readonly string[], typed: string): TagsTyped {
  const tags = [...present];
  let trouble: TagsTyped['trouble'];
  for (const word of typed.split(',')) {
    const tag = oneLine(word).replace(/^[#\s]+/, '');
    if (tag === '' || tags.some((known) => sameTag(known, tag))) {
      continue;
    }
    if (tag.length > MAX_TAG) {
      trouble = 'tag-too-long';
    } else if (tags.length >= MAX_TAGS) {
      trouble ??= 'too-many-tags';
    } else {
      tags.push(tag);
    }
  }
  return trouble ? { tags, trouble } : { tags };
}

/** What to offer while somebody types: known tags that are not given yet and hold what was typed, best first. */
export function suggestTags(known: readonly string[], given: readonly string[], typed: string, limit: number): string[] {
  const part = fold(oneLine(typed).replace(/^[#\s]+/, ''));
  const fitting = known.filter((tag) => fold(tag).includes(part) && !given.some((one) => sameTag(one, tag)));
  const begins = (tag: string) => (fold(tag).startsWith(part) ? 0 : 1);
  return fitting.sort((a, b) => begins(a) - begins(b)).slice(0, limit);
}

export function sameTag(a: string, b: string): boolean {
  return fold(a) === fold(b);
}

function withMarks(old: LocalRecording, marks: readonly Mark[]): LocalRecording {
  return { ...old, marks, untold: { ...old.untold, marks: true } };
}

function sameTags(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function fold(tag: string): string {
  return tag.toLowerCase();
}

function oneLine(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** Whether title and consent of the two are the same. */
export function sameDescription(a: LocalRecording, b: LocalRecording): boolean {
  return a.title === b.title && a.consent.agreed === b.consent.agreed && a.consent.people === b.consent.people;
}
