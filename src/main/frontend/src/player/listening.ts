import { Sound, type Recorded } from './sound.js';
import { SPEEDS } from './speeds.js';

const REMEMBERED = 'ayka-listening';
const JUMP_S = 10;

/**
 * What is being listened to in this window: at most one sound at a time, in all windows of this browser. It knows nothing
 * of pages; players show it and come and go.
 *
 * Events: `change` (another sound, another player, another speed).
 */
export class Listening extends EventTarget {
  speed = 1;
  skipping = false;

  private sound: Sound | undefined;
  private readonly hosts = new Map<Sound, Set<object>>();
  private readonly others = 'BroadcastChannel' in globalThis ? new BroadcastChannel(REMEMBERED) : undefined;

  constructor() {
    super();
    this.recall();
    this.others?.addEventListener('message', () => this.sound?.pause());
    document.addEventListener('ayka-recorder-state', (event) => this.onRecorder(event));
  }

  /** What was played last, playing or not. */
  get current(): Sound | undefined {
    return this.sound;
  }

  /** Whether a player on the page shows what was played last. */
  get shown(): boolean {
    return this.sound !== undefined && (this.hosts.get(this.sound)?.size ?? 0) > 0;
  }

  /** The sound of a recording for a player on its page: what is heard of it already, or one that is ready to be. */
  open(recorded: Recorded, host: object): Sound {
    const heard = this.sound?.recorded.src === recorded.src ? this.sound : undefined;
    const sound = heard ?? new Sound(recorded);
    sound.recorded = recorded;
    if (!heard) {
      sound.addEventListener('change', () => this.onChange(sound));
      sound.addEventListener('time', () => this.tellPosition(sound));
    }
    sound.setSpeed(this.speed);
    sound.skipping = this.skipping;
    this.hosts.set(sound, (this.hosts.get(sound) ?? new Set()).add(host));
    this.changed();
    return sound;
  }

  /** A player goes away: what plays goes on, the rest is let go. */
  leave(sound: Sound, host: object): void {
    this.hosts.get(sound)?.delete(host);
    if (sound !== this.sound || !sound.playing) {
      this.letGo(sound);
    }
    this.changed();
  }

  /** Ends listening. */
  close(): void {
    const { sound } = this;
    if (sound) {
      sound.pause();
      this.sound = undefined;
      if ((this.hosts.get(sound)?.size ?? 0) === 0) {
        this.letGo(sound);
      }
      this.changed();
    }
  }

  setSpeed(speed: number): void {
    this.speed = speed;
    this.hosts.forEach((_, sound) => sound.setSpeed(speed));
    this.remember();
  }

  setSkipping(skipping: boolean): void {
    this.skipping = skipping;
    this.hosts.forEach((_, sound) => (sound.skipping = skipping));
    this.remember();
  }

  private onChange(sound: Sound): void {
    if (sound.playing && sound !== this.sound) {
      const before = this.sound;
      this.sound = sound;
      before?.pause();
      if (before && (this.hosts.get(before)?.size ?? 0) === 0) {
        this.letGo(before);
      }
      this.control(sound);
    }
    if (sound.playing) {
      this.others?.postMessage('playing');
    }
    if (sound === this.sound && 'mediaSession' in navigator) {
      navigator.mediaSession.playbackState = sound.playing ? 'playing' : 'paused';
    }
    this.changed();
  }

  private letGo(sound: Sound): void {
    this.hosts.delete(sound);
    sound.close();
    if (sound === this.sound) {
      this.sound = undefined;
      if ('mediaSession' in navigator) {
        navigator.mediaSession.metadata = null;
        navigator.mediaSession.playbackState = 'none';
      }
    }
  }

  /** The microphone would hear it. */
  private onRecorder(event: Event): void {
    const state = (event as CustomEvent<{ state?: string }>).detail?.state;
    if (state === 'asking' || state === 'recording') {
      this.sound?.pause();
      this.others?.postMessage('recording');
    }
  }

  /** Headset, lock screen, media keys. */
  private control(sound: Sound): void {
    if (!('mediaSession' in navigator)) {
      return;
    }
    const { mediaSession } = navigator;
    mediaSession.metadata = new MediaMetadata({ title: sound.recorded.title, artist: 'AYKA' });
    const actions: [MediaSessionAction, MediaSessionActionHandler][] = [
      ['play', () => sound.play()],
      ['pause', () => sound.pause()],
      ['stop', () => this.close()],
      ['seekbackward', (asked) => sound.seek(sound.ms - (asked.seekOffset ?? JUMP_S) * 1000)],
      ['seekforward', (asked) => sound.seek(sound.ms + (asked.seekOffset ?? JUMP_S) * 1000)],
      ['seekto', (asked) => sound.seek((asked.seekTime ?? 0) * 1000)],
    ];
    for (const [action, handler] of actions) {
      try {
        mediaSession.setActionHandler(action, handler);
      } catch {
        // not known to this browser
      }
    }
  }

  private toldAt = 0;

  private tellPosition(sound: Sound): void {
    const now = performance.now();
    if (sound !== this.sound || !('mediaSession' in navigator) || now - this.toldAt < 1_000 || sound.lengthMs <= 0) {
      return;
    }
    this.toldAt = now;
    navigator.mediaSession.setPositionState?.({
      duration: sound.lengthMs / 1000,
      position: Math.min(sound.ms, sound.lengthMs) / 1000,
      playbackRate: sound.audio.playbackRate,
    });
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'));
  }

  private remember(): void {
    try {
      localStorage.setItem(REMEMBERED, JSON.stringify({ speed: this.speed, skipping: this.skipping }));
    } catch {
      // a browser that keeps nothing
    }
    this.changed();
  }

  private recall(): void {
    try {
      const kept = JSON.parse(localStorage.getItem(REMEMBERED) ?? '{}') as { speed?: unknown; skipping?: unknown };
      this.speed = SPEEDS.find((speed) => speed === kept.speed) ?? 1;
      this.skipping = kept.skipping === true;
    } catch {
      // not ours, or none
    }
  }
}

let listening: Listening | undefined;

/** The one of this window. */
export function theListening(): Listening {
  return (listening ??= new Listening());
}
