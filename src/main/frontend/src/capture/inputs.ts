import { Listening } from './listening.js';
import { MixedInput, type Side } from './mixed-input.js';
import { NoSecondInput, openSecond, type SecondSource, type SecondTrouble } from './second-input.js';
import type { Hearing } from './silence.js';

/** Loudness of what is recorded, 0 to 1 each; `second` only where there are two inputs. */
export interface Levels {
  readonly main: number;
  readonly second?: number;
}

/**
 * What is recorded: the microphone as it is, or, where a second input is wanted, both mixed. The recorder sees one
 * stream either way.
 */
export class Inputs {
  /** What became of the wish for a second input; undefined while it is heard or nobody wants one. */
  secondTrouble: SecondTrouble | undefined;
  /** The microphone ended and the second input goes on. */
  mainEnded = false;

  private wanted: SecondSource | undefined;
  private opened: MediaStream | undefined;
  private mixed: MixedInput | undefined;
  private heard: { main?: Listening; second?: Listening } = {};
  private deviceId: string | undefined;

  constructor(
    private readonly openMicrophone: (deviceId: string | undefined, besidePlayback: boolean) => Promise<MediaStream>,
    private readonly on: { changed: () => void; ended: (side: Side) => void; live: () => boolean },
  ) {}

  /** Whether a second input was asked for in this recording. */
  get second(): SecondSource | undefined {
    return this.wanted;
  }

  get levels(): Levels {
    const { main, second } = this.heard;
    return { main: main?.level ?? 0, ...(this.wanted ? { second: second?.level ?? 0 } : {}) };
  }

  get hearing(): Hearing {
    return this.heard.main?.hearing ?? 'sound';
  }

  /**
   * Says what to record beside the microphone from now on, and opens it: browsers share sound only within a gesture.
   * Without it the recording begins with the microphone alone; it can be added later.
   */
  async want(source: SecondSource | undefined): Promise<void> {
    this.release();
    this.wanted = source;
    if (source) {
      await this.openWanted(source);
    }
  }

  /** Opens the microphone, and mixes the second input into it where one is wanted. */
  async open(deviceId: string | undefined): Promise<MediaStream> {
    this.deviceId = deviceId;
    const main = await this.openMicrophone(deviceId, this.wanted?.kind === 'display');
    this.mainEnded = false;
    if (!this.wanted) {
      return main;
    }
    const second = this.opened ?? this.mixed?.take('second');
    this.opened = undefined;
    this.mixed?.close();
    try {
      this.mixed = new MixedInput((side) => this.lost(side));
    } catch {
      second?.getTracks().forEach((track) => track.stop());
      this.secondTrouble = 'failed';
      return main;
    }
    this.mixed.set('main', main);
    if (second) {
      this.mixed.set('second', second);
    }
    return this.mixed.stream;
  }

  /** Adds the second input again, after it ended or was refused; within a gesture. */
  async addSecond(): Promise<void> {
    if (this.wanted && this.mixed) {
      await this.openWanted(this.wanted);
      const { opened, mixed } = this;
      this.opened = undefined;
      if (opened && mixed) {
        mixed.set('second', opened);
        this.listen('second', opened);
      }
    }
  }

  /** Takes a microphone again, after it ended while the second input went on. */
  async addMain(): Promise<void> {
    const { mixed } = this;
    if (mixed && this.mainEnded) {
      const main = await this.openMicrophone(this.deviceId, this.wanted?.kind === 'display');
      mixed.set('main', main);
      this.mainEnded = false;
      this.listen('main', main);
      this.on.changed();
    }
  }

  /** The recorder runs on this stream now, or on none. */
  follow(stream: MediaStream | undefined): void {
    this.deafen();
    if (!stream) {
      this.mixed?.drop('main');
    } else if (this.mixed && stream === this.mixed.stream) {
      this.listen('main', this.mixed.get('main'));
      this.listen('second', this.mixed.get('second'));
    } else {
      this.listen('main', stream);
    }
  }

  /** The recording is over: everything that was opened is closed. */
  release(): void {
    this.deafen();
    this.opened?.getTracks().forEach((track) => track.stop());
    this.mixed?.close();
    this.opened = undefined;
    this.mixed = undefined;
    this.wanted = undefined;
    this.secondTrouble = undefined;
    this.mainEnded = false;
  }

  private async openWanted(source: SecondSource): Promise<void> {
    try {
      const stream = await openSecond(source);
      this.opened = stream;
      this.secondTrouble = undefined;
    } catch (failure) {
      this.secondTrouble = failure instanceof NoSecondInput ? failure.trouble : 'failed';
    }
    this.on.changed();
  }

  private lost(side: Side): void {
    this.heard[side]?.close();
    delete this.heard[side];
    if (side === 'second') {
      this.secondTrouble = 'ended';
    } else {
      this.mainEnded = true;
    }
    this.on.ended(side);
    this.on.changed();
  }

  private listen(side: Side, stream: MediaStream | undefined): void {
    this.heard[side]?.close();
    delete this.heard[side];
    if (stream) {
      try {
        this.heard[side] = new Listening(stream, this.on.changed, this.on.live);
      } catch {
        // a needle that cannot be shown is no reason not to record
      }
    }
  }

  private deafen(): void {
    this.heard.main?.close();
    this.heard.second?.close();
    this.heard = {};
  }
}
