import type { MissingSound } from './sound.js';
import { bars, type Piece, type Wave } from './timeline.js';

/** A piece of speech in the colour of who speaks: a number of `--ayka-speaker-…`. */
export interface Spoken extends Piece {
  readonly speaker: number;
}

/** A moment that somebody marked, in milliseconds from the start of the recording. */
export interface Mark {
  readonly atMs: number;
  readonly label: string;
}

export interface WaveView {
  readonly wave: Wave | undefined;
  readonly spoken: readonly Spoken[];
  readonly marks: readonly Mark[];
  readonly gaps: readonly MissingSound[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly ms: number;
  /** The needle: the overview has its slider for one. */
  readonly needle: boolean;
}

const BAR_PX = 3;
const FLAG_PX = 5;
/** A bar has a speaker's colour when this share of its talk is theirs. */
const MOST = 0.66;

interface Shape extends Pick<WaveView, 'wave' | 'spoken' | 'fromMs' | 'toMs'> {
  readonly bars: readonly { readonly loud: number; readonly speaker: number | undefined }[];
}

/** Draws a stretch of a recording: its loudness in the speakers' colours, what is missing, what is marked. */
export class WavePicture {
  private readonly colours = new Map<string, string>();
  private known: Shape | undefined;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly probe: HTMLElement,
  ) {}

  /** The scheme may be another: colours are read again. */
  forgetColours(): void {
    this.colours.clear();
  }

  draw(view: WaveView): void {
    const { canvas } = this;
    const context = canvas.getContext('2d');
    const ratio = devicePixelRatio || 1;
    const width = Math.round(canvas.clientWidth * ratio);
    const height = Math.round(canvas.clientHeight * ratio);
    if (!context || width === 0) {
      return;
    }
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    context.clearRect(0, 0, width, height);
    const place = (ms: number) => ((ms - view.fromMs) / (view.toMs - view.fromMs)) * width;
    this.drawGaps(context, view, place, height);
    this.drawBars(context, view, width, height, BAR_PX * ratio);
    context.fillStyle = this.colour('--_accent');
    for (const { atMs } of view.marks) {
      const x = place(atMs);
      context.fillRect(x - ratio / 2, 0, ratio, height);
      context.beginPath();
      context.moveTo(x, 0);
      context.lineTo(x + 2 * FLAG_PX * ratio, FLAG_PX * ratio);
      context.lineTo(x, 2 * FLAG_PX * ratio);
      context.fill();
    }
    if (view.needle) {
      context.fillStyle = this.colour('--_text');
      context.fillRect(place(view.ms) - ratio, 0, 2 * ratio, height);
    }
  }

  private drawBars(
    context: CanvasRenderingContext2D,
    view: WaveView,
    width: number,
    height: number,
    step: number,
  ): void {
    const count = Math.max(1, Math.floor(width / step));
    const each = (view.toMs - view.fromMs) / count;
    this.shape(view, count).forEach(({ loud, speaker }, index) => {
      const tall = Math.max(2, loud * height * 0.92);
      context.globalAlpha = view.fromMs + index * each < view.ms ? 1 : 0.5;
      context.fillStyle = this.colour(speaker === undefined ? '--_muted' : `--ayka-speaker-${speaker}`);
      context.fillRect(index * step, (height - tall) / 2, step * 0.7, tall);
    });
    context.globalAlpha = 1;
  }

  /** Only the needle moves while one listens. */
  private shape(view: WaveView, count: number): Shape['bars'] {
    const { wave, spoken, fromMs, toMs } = view;
    const known = this.known;
    if (
      known?.wave === wave &&
      known?.spoken === spoken &&
      known.fromMs === fromMs &&
      known.toMs === toMs &&
      known.bars.length === count
    ) {
      return known.bars;
    }
    const each = (toMs - fromMs) / count;
    const shown = wave
      ? bars(wave, count, fromMs, toMs).map((loud, index) => ({
          loud,
          speaker: speakerOf(spoken, fromMs + index * each, fromMs + (index + 1) * each),
        }))
      : [];
    this.known = { wave, spoken, fromMs, toMs, bars: shown };
    return shown;
  }

  /** Hatched, so that nobody has to know what a colour means. */
  private drawGaps(
    context: CanvasRenderingContext2D,
    view: WaveView,
    place: (ms: number) => number,
    height: number,
  ): void {
    context.strokeStyle = this.colour('--_danger');
    context.lineWidth = devicePixelRatio || 1;
    for (const gap of view.gaps) {
      const from = place(gap.startMs);
      const to = Math.max(from + 3 * context.lineWidth, place(gap.startMs + gap.lengthMs));
      context.save();
      context.beginPath();
      context.rect(from, 0, to - from, height);
      context.clip();
      context.beginPath();
      for (let x = from - height; x < to; x += 6 * context.lineWidth) {
        context.moveTo(x, height);
        context.lineTo(x + height, 0);
      }
      context.stroke();
      context.restore();
    }
  }

  private colour(token: string): string {
    let colour = this.colours.get(token);
    if (!colour) {
      this.probe.style.color = `var(${token})`;
      colour = getComputedStyle(this.probe).color;
      this.colours.set(token, colour);
    }
    return colour;
  }
}

/** Who has most of what is said in a stretch; nobody where several share it, as in a minute of three hours. */
export function speakerOf(spoken: readonly Spoken[], fromMs: number, toMs: number): number | undefined {
  const talk = new Map<number, number>();
  let sum = 0;
  for (let at = lastBefore(spoken, fromMs); at < spoken.length; at++) {
    const piece = spoken[at];
    if (!piece || piece.startMs >= toMs) {
      break;
    }
    const ms = Math.min(toMs, piece.endMs) - Math.max(fromMs, piece.startMs);
    if (ms > 0) {
      talk.set(piece.speaker, (talk.get(piece.speaker) ?? 0) + ms);
      sum += ms;
    }
  }
  const [most] = [...talk].sort((a, b) => b[1] - a[1]);
  return most && most[1] >= sum * MOST ? most[0] : undefined;
}

/** The last piece that begins before `ms`, or 0. */
function lastBefore(spoken: readonly Spoken[], ms: number): number {
  let low = 0;
  let high = spoken.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spoken[middle]?.startMs ?? Infinity) < ms) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return Math.max(0, low - 1);
}
