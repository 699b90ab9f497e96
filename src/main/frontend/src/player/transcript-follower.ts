import { pieceAt, type Piece } from './timeline.js';

/**
 * Marks in a transcript what is being heard: an element with `data-start-ms` and `data-end-ms` gets
 * `aria-current="true"`. Elements may come and go; they are read again after a change.
 */
export class TranscriptFollower {
  private elements: readonly HTMLElement[] = [];
  private pieces: readonly Piece[] = [];
  private current: HTMLElement | undefined;
  private stale = true;
  private readonly observer: MutationObserver;

  constructor(
    readonly root: HTMLElement,
    private readonly seek: (ms: number) => void,
  ) {
    this.observer = new MutationObserver(() => (this.stale = true));
    this.observer.observe(root, { childList: true, subtree: true, attributeFilter: ['data-start-ms', 'data-end-ms'] });
    root.addEventListener('click', this.onClick);
    root.addEventListener('keydown', this.onKey);
  }

  /** Marks what is heard at `ms`, and brings it into view when `follow` says so. */
  show(ms: number, follow: boolean): void {
    if (this.stale) {
      this.read();
    }
    const element = this.elements[pieceAt(this.pieces, ms)];
    if (element === this.current) {
      return;
    }
    this.current?.removeAttribute('aria-current');
    this.current = element;
    element?.setAttribute('aria-current', 'true');
    if (follow) {
      element?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
    }
  }

  /** Milliseconds at which the piece before (-1) or after (1) the one at `ms` begins. */
  neighbour(ms: number, step: -1 | 1): number | undefined {
    if (this.stale) {
      this.read();
    }
    const starts = this.pieces.map((piece) => piece.startMs);
    return step === 1 ? starts.find((start) => start > ms) : starts.findLast((start) => start < ms - 1_000);
  }

  close(): void {
    this.observer.disconnect();
    this.root.removeEventListener('click', this.onClick);
    this.root.removeEventListener('keydown', this.onKey);
    this.current?.removeAttribute('aria-current');
  }

  private readonly onClick = (event: MouseEvent): void => {
    const target = event.target as HTMLElement;
    // Buttons, links and fields inside an utterance keep their own meaning, and so does selecting text.
    if (target.closest('a, button, input, textarea, select, vaadin-button, [contenteditable]') || hasSelection()) {
      return;
    }
    this.seekTo(target);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (event.key === 'Enter' && target.hasAttribute('data-start-ms')) {
      event.preventDefault();
      this.seekTo(target);
    }
  };

  private seekTo(target: HTMLElement): void {
    const start = target.closest<HTMLElement>('[data-start-ms]')?.dataset['startMs'];
    if (start !== undefined && start !== '') {
      this.seek(Number(start));
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
