/** One of the two sounds that are mixed. */
export type Side = 'main' | 'second';

/**
 * Two inputs as one stream for the one recorder. Nothing of it reaches the speakers. When one ends, the stream goes on
 * with the other; when both have, its track says `ended` as a lost microphone's does.
 */
export class MixedInput {
  readonly stream: MediaStream;
  private readonly context = new AudioContext();
  private readonly limiter: DynamicsCompressorNode;
  private readonly inputs = new Map<Side, { stream: MediaStream; node: MediaStreamAudioSourceNode }>();

  /** @param ended is told when one side ended by itself */
  constructor(private readonly ended: (side: Side) => void) {
    const destination = this.context.createMediaStreamDestination();
    destination.channelCount = 1; // as one microphone is recorded
    destination.channelCountMode = 'explicit';
    // Two voices at once may be louder than one: they are held below clipping, and left alone else.
    this.limiter = this.context.createDynamicsCompressor();
    this.limiter.threshold.value = -3;
    this.limiter.knee.value = 0;
    this.limiter.ratio.value = 20;
    this.limiter.attack.value = 0.002;
    this.limiter.release.value = 0.1;
    this.limiter.connect(destination);
    this.stream = destination.stream;
    this.context.addEventListener('statechange', () => this.keepRunning());
    this.keepRunning();
  }

  /** Adds an input, in place of the one that was on that side. */
  set(side: Side, stream: MediaStream): void {
    this.drop(side);
    const node = this.context.createMediaStreamSource(stream);
    node.connect(this.limiter);
    this.inputs.set(side, { stream, node });
    for (const track of stream.getAudioTracks()) {
      track.addEventListener('ended', () => this.lost(side, stream));
    }
  }

  get(side: Side): MediaStream | undefined {
    return this.inputs.get(side)?.stream;
  }

  /** Gives an input away as it is; the mixture goes on without it. */
  take(side: Side): MediaStream | undefined {
    const input = this.inputs.get(side);
    this.inputs.delete(side);
    input?.node.disconnect();
    return input?.stream.getAudioTracks().some((track) => track.readyState === 'live') ? input.stream : undefined;
  }

  /** Stops an input. */
  drop(side: Side): void {
    this.take(side)?.getTracks().forEach((track) => track.stop());
  }

  /** Stops everything; the inputs' tracks too. */
  close(): void {
    for (const side of [...this.inputs.keys()]) {
      this.drop(side);
    }
    this.stream.getTracks().forEach((track) => track.stop());
    void this.context.close().catch(() => undefined);
  }

  private lost(side: Side, stream: MediaStream): void {
    if (this.get(side) !== stream) {
      return;
    }
    this.drop(side);
    this.ended(side);
    if (this.inputs.size === 0) {
      this.stream.getAudioTracks().forEach((track) => track.dispatchEvent(new Event('ended')));
    }
  }

  /** A call on the phone may halt the context: the mixture would be silence until it goes on. */
  private keepRunning(): void {
    if (this.context.state !== 'running' && this.context.state !== 'closed') {
      void this.context.resume().catch(() => undefined);
    }
  }
}
