import { isNamed } from './chunk-store.js';

/** Shorter silences of the system (a notification, a change of devices) end no take. */
const MUTED_MS = 1_500;

/** One microphone, from its opening until it is let go. */
export class Microphone {
  private opened: MediaStream | undefined;

  constructor(private readonly openOne: (deviceId: string | undefined) => Promise<MediaStream>) {}

  /** What is heard, while something is. */
  get stream(): MediaStream | undefined {
    return this.opened;
  }

  /** @param anyWillDo somebody who goes on would rather be heard by another microphone than by none */
  async open(deviceId: string | undefined, anyWillDo: boolean): Promise<MediaStream> {
    this.release(); // a muted one may be left
    try {
      this.opened = await this.openOne(deviceId);
    } catch (failure) {
      if (!anyWillDo || !deviceId || !(isNamed(failure, 'OverconstrainedError') || isNamed(failure, 'NotFoundError'))) {
        throw failure;
      }
      this.opened = await this.openOne(undefined);
    }
    return this.opened;
  }

  release(): void {
    this.opened?.getTracks().forEach((track) => track.stop());
    this.opened = undefined;
  }
}

/** Tells what becomes of the stream's tracks: ended, muted for longer than a moment, or heard again. */
export function follow(stream: MediaStream, on: { ended(): void; muted(): void; unmuted(): void }): void {
  for (const track of stream.getAudioTracks()) {
    track.addEventListener('ended', () => on.ended());
    track.addEventListener('mute', () => {
      setTimeout(() => track.muted && on.muted(), MUTED_MS);
    });
    track.addEventListener('unmute', () => on.unmuted());
  }
}
