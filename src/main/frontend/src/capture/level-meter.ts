/** As long as the pause between two looks of {@link Listening}, so that no sound falls between them. */
const WINDOW = 16_384;
const SHOWN = 1024;

/** Loudness of a stream, 0 (silence) to 1 (clipping), on a scale that follows the ear (-60 dB to 0 dB). */
export class LevelMeter {
  private readonly context: AudioContext;
  private readonly analyser: AnalyserNode;
  private readonly source: MediaStreamAudioSourceNode;
  private readonly samples: Float32Array<ArrayBuffer>;

  constructor(stream: MediaStream) {
    this.context = new AudioContext();
    this.analyser = this.context.createAnalyser();
    this.analyser.fftSize = WINDOW;
    this.samples = new Float32Array(this.analyser.fftSize);
    this.source = this.context.createMediaStreamSource(stream);
    this.source.connect(this.analyser);
    void this.context.resume().catch(() => undefined);
  }

  /** Of the last hundredths of a second, for a needle. */
  read(): number {
    this.analyser.getFloatTimeDomainData(this.samples);
    return loudness(this.samples.subarray(WINDOW - SHOWN));
  }

  /** The loudest sample of the last third of a second, 0 to 1; undefined while the browser lets nobody measure. */
  peak(): number | undefined {
    if (this.context.state !== 'running') {
      void this.context.resume().catch(() => undefined);
      return undefined;
    }
    this.analyser.getFloatTimeDomainData(this.samples);
    return peakOf(this.samples);
  }

  close(): void {
    this.source.disconnect();
    void this.context.close().catch(() => undefined);
  }
}

const FLOOR_DB = -60;

/** Root mean square of the samples on the meter's scale. */
export function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) {
    sum += sample * sample;
  }
  const rms = Math.sqrt(sum / Math.max(1, samples.length));
  if (rms === 0) {
    return 0;
  }
  return Math.min(1, Math.max(0, (20 * Math.log10(rms) - FLOOR_DB) / -FLOOR_DB));
}

export function peakOf(samples: Float32Array): number {
  let peak = 0;
  for (const sample of samples) {
    peak = Math.max(peak, Math.abs(sample));
  }
  return peak;
}
