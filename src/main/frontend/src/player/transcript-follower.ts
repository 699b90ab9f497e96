import { pieceAt, type Piece } from './timeline.js';

/** A transcript that knows its words; a plain element with timed descendants will do without. */
export interface KnowsWords extends HTMLElement {
  /** Who speaks when. */
  readonly spoken?: readonly (Piece & { readonly speaker: number })[];
  /** Speech that gave no text. */
  readonly dropped?: readonly Piece[];
  /** Shows the word that is heard at `ms` in `line`, the element being heard; undefined between lines. */
  hear?(ms: number, line: HTMLElement | undefined): void;
  /** Milliseconds of the word that a click or key meant; undefined when it meant none. */
  msOf?(event: Event): number | undefined;
}

/** Keys with which a reader goes elsewhere. */
const SCROLL_KEYS = new Set(['PageUp', 'PageDown', 'Home', 'End']);

/**
 * Marks in a transcript what is being heard: an element with `data-start-ms` and `data-end-ms` gets
 * `aria-current="true"`. Elements may come and go; they are read again after a change.
 * Once the reader scrolls, the page stays where they are until they ask for the voice again.
 */
export class TranscriptFollower {
  private elements: readonly HTMLElement[] = [];
  private pieces: readonly Piece[] = [];
  private current: HTMLElement | undefined;
  private stale = true;
  private reading = false;
  private readonly observer: MutationObserver;
  private readonly listening = new AbortController();

  constructor(
    readonly root: KnowsWords,
    private readonly seek: (ms: number) => void,
    private readonly onReading: () => void,
  ) {
    this.observer = new MutationObserver(() => (this.stale = true));
    this.observer.observe(root, { childList: true, subtree: true, attributeFilter: ['data-start-ms', 'data-end-ms'] });
    const { signal } = this.listening;
    root.addEventListener('click', (event) => this.onClick(event), { signal });
    root.addEventListener('keydown', (event) => this.onKey(event), { signal });
    window.addEventListener('wheel', () => this.setReading(true), { signal, passive: true });
    window.addEventListener('touchmove', () => this.setReading(true), { signal, passive: true });
    window.addEventListener('keydown', (event) => SCROLL_KEYS.has(event.key) && this.setReading(true), { signal });
  }

  /** Whether the reader went somewhere else. */
  get away(): boolean {
    return this.reading;
  }

  /** Marks what is heard at `ms`, and brings it into view when `follow` says so and the reader is not elsewhere. */
  show(ms: number, follow: boolean): void {
    if (this.stale) {
      this.read();
    }
    const element = this.elements[pieceAt(this.pieces, ms)];
    this.root.hear?.(ms, element);
    if (element === this.current) {
      return;
    }
    this.current?.removeAttribute('aria-current');
    this.current = element;
    element?.setAttribute('aria-current', 'true');
    if (follow && !this.reading) {
      this.scroll();
    }
  }

  /** Back to the voice. */
  comeBack(): void {
    this.setReading(false);
    this.scroll();
  }

  /** Milliseconds at which the piece (or the first of a turn) before (-1) or after (1) the one at `ms` begins. */
  neighbour(ms: number, step: -1 | 1, turns: boolean): number | undefined {
    if (this.stale) {
      this.read();
    }
    const starts = this.pieces
      .filter((_, at) => !turns || this.elements[at]?.parentElement !== this.elements[at - 1]?.parentElement)
      .map((piece) => piece.startMs);
    return step === 1 ? starts.find((start) => start > ms) : starts.findLast((start) => start < ms - 1_000);
  }

  close(): void {
    this.observer.disconnect();
    this.listening.abort();
    this.current?.removeAttribute('aria-current');
    this.root.hear?.(0, undefined);
  }

  private onClick(event: MouseEvent): void {
    const target = event.target as HTMLElement;
    // Buttons, links and fields inside an utterance keep their own meaning, and so does selecting text.
    if (target.closest('a, button, input, textarea, select, vaadin-button, [contenteditable]') || hasSelection()) {
      return;
    }
    this.seekTo(target, event);
  }

  private onKey(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (event.key === 'Enter' && target.hasAttribute('data-start-ms')) {
      event.preventDefault();
      this.seekTo(target, event);
    }
  }

  private seekTo(target: HTMLElement, event: Event): void {
    const start = target.closest<HTMLElement>('[data-start-ms]')?.dataset['startMs'];
    if (start !== undefined && start !== '') {
      this.setReading(false);
      this.seek(this.root.msOf?.(event) ?? Number(start));
    }
  }

  private scroll(): void {
    const { current } = this;
    if (!current) {
      return;
    }
    const { top } = current.getBoundingClientRect();
    const far = top < -innerHeight || top > 2 * innerHeight;
    const still = far || matchMedia('(prefers-reduced-motion: reduce)').matches;
    current.scrollIntoView({ block: far ? 'center' : 'nearest', behavior: still ? 'instant' : 'smooth' });
  }

  private setReading(reading: boolean): void {
    if (reading !== this.reading && (!reading || this.current)) {
      this.reading = reading;
      this.onReading();
    }
  }

  private read(): void {
    this.stale = false;
    const found = [...this.root.querySelectorAll<HTMLElement>('[data-start-ms][data-end-ms]')].map((element) => ({
      element,
      startMs: Number(element.dataset['startMs']),
      endMs: Number(element.dataset['endMs']),
    }));
    found.sort((a, b) => a.startMs - b.startMs);
    this.elements = found.map(({ element }) => element);
    this.pieces = found;
  }
}

function hasSelection(): boolean {
  const selection = getSelection();
  return selection !== null && !selection.isCollapsed;
}
