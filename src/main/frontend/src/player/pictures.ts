import { WavePicture, type WaveView } from './wave-picture.js';

const STRETCH_MS = 2 * 60_000;

/** What a second strip shows: a stretch that turns its page like a book, rather than running under the eyes. */
export function stretchAt(ms: number): [number, number] {
  const from = Math.floor(ms / STRETCH_MS) * STRETCH_MS;
  return [from, from + STRETCH_MS];
}

/** The whole recording as a strip and, of a long one, the stretch around the voice. */
export class Pictures {
  private pictures: WavePicture[] = [];

  /** Takes the canvases that are there now; `probe` tells their colours. */
  adopt(root: ParentNode): void {
    const probe = root.querySelector<HTMLElement>('.probe');
    const canvases = [...root.querySelectorAll('canvas')];
    if (probe && canvases.length !== this.pictures.length) {
      this.pictures = canvases.map((canvas) => new WavePicture(canvas, probe));
    }
  }

  draw(view: Omit<WaveView, 'fromMs' | 'toMs' | 'needle'>, lengthMs: number): void {
    const [fromMs, toMs] = stretchAt(view.ms);
    this.pictures[0]?.draw({ ...view, fromMs: 0, toMs: Math.max(1, lengthMs), needle: false });
    this.pictures[1]?.draw({ ...view, fromMs, toMs, needle: true });
  }

  forgetColours(): void {
    this.pictures.forEach((picture) => picture.forgetColours());
  }
}

/** Calls back when the element's size or the page's colours change, until the signal aborts. */
export function watchLooks(element: Element, looks: { size(): void; colours(): void }, signal: AbortSignal): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => looks.colours(), { signal });
  const scheme = new MutationObserver(() => looks.colours());
  scheme.observe(document.documentElement, { attributeFilter: ['style', 'class', 'theme', 'data-appearance'] });
  const size = new ResizeObserver(() => looks.size());
  size.observe(element);
  signal.addEventListener('abort', () => {
    scheme.disconnect();
    size.disconnect();
  });
}
