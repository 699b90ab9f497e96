import { wordAt, type TimedWord } from './words.js';

/** The name of the highlight in style sheets: `::highlight(ayka-word)`. */
const LIGHT = 'ayka-word';

/**
 * Paints the word that is heard over its text, by the CSS Custom Highlight API: nothing is laid out anew, whatever the
 * length of the transcript. A browser without it shows the line alone.
 */
export class WordLight {
  private text: HTMLElement | undefined;
  private word: TimedWord | undefined;

  show(text: HTMLElement, words: readonly TimedWord[], ms: number): void {
    const word = words[wordAt(words, ms)];
    if (word === this.word && text === this.text) {
      return;
    }
    this.text = text;
    this.word = word;
    const range = word && rangeOf(text, word.from, word.to);
    if (range && 'highlights' in CSS) {
      CSS.highlights.set(LIGHT, new Highlight(range));
    } else {
      this.dim();
    }
  }

  clear(): void {
    this.text = undefined;
    this.word = undefined;
    this.dim();
  }

  /** The place in the text that a pointer is on; undefined beside it. */
  placeOf(text: HTMLElement, x: number, y: number): number | undefined {
    const caret = caretAt(x, y);
    if (!caret || !text.contains(caret.node)) {
      return undefined;
    }
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(caret.node, caret.offset);
    return before.toString().length;
  }

  /** Selects the word after (1) or before (-1) the selected one. */
  choose(text: HTMLElement, words: readonly TimedWord[], step: -1 | 1): void {
    const at = this.chosen(text);
    const now = at === undefined ? (step === 1 ? -1 : words.length) : words.findIndex((word) => word.from === at);
    const word = words[Math.min(words.length - 1, Math.max(0, now + step))];
    const range = word && rangeOf(text, word.from, word.to);
    if (range) {
      getSelection()?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    }
  }

  /** Where the selection begins in this text; undefined when it is elsewhere or none. */
  chosen(text: HTMLElement): number | undefined {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !text.contains(selection.anchorNode)) {
      return undefined;
    }
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(selection.getRangeAt(0).startContainer, selection.getRangeAt(0).startOffset);
    return before.toString().length;
  }

  private dim(): void {
    if ('highlights' in CSS) {
      CSS.highlights.delete(LIGHT);
    }
  }
}

/** The text is cut into several nodes where something in it is marked. */
function rangeOf(text: HTMLElement, from: number, to: number): Range | undefined {
  const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let begun = false;
  let at = 0;
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const length = node.nodeValue?.length ?? 0;
    if (!begun && from < at + length) {
      range.setStart(node, from - at);
      begun = true;
    }
    if (begun && to <= at + length) {
      range.setEnd(node, to - at);
      return range;
    }
    at += length;
  }
  return undefined;
}

interface Caret {
  readonly node: Node;
  readonly offset: number;
}

function caretAt(x: number, y: number): Caret | undefined {
  const page = document as Document & { caretPositionFromPoint?(x: number, y: number): CaretPosition | null };
  const position = page.caretPositionFromPoint?.(x, y);
  if (position) {
    return { node: position.offsetNode, offset: position.offset };
  }
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : undefined;
}
