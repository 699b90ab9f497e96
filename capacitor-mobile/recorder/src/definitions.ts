import type { PluginListenerHandle } from '@capacitor/core';

/** What the phone's recorder does just now. `interrupted`: a person wants sound and the phone does not give it. */
export interface RecorderStatus {
  readonly state: 'idle' | 'recording' | 'paused' | 'interrupted';
  readonly recording?: string;
  /** Why nothing is heard while `interrupted`, such as `phone call`. */
  readonly cause?: string;
  /** Milliseconds of sound in the present recording. */
  readonly elapsedMs: number;
  /** Loudness of what was heard last, 0 to 1. */
  readonly level: number;
  /** Why sound did not come when it was last asked for: a word of the page's own `Trouble`. */
  readonly trouble?: string;
}

/** A recording as the phone's disk has it. */
export interface PhoneRecordingRow {
  readonly id: string;
  /** What {@link RecorderPlugin.start} was given. */
  readonly note: string;
  /** Whether a person ended it, also from the lock screen. */
  readonly ended: boolean;
  /** Moments marked outside the page, in milliseconds of the recording's own time; only ever grows. */
  readonly marks: readonly number[];
  readonly takes: readonly PhoneTakeRow[];
}

export interface PhoneTakeRow {
  readonly take: number;
  readonly mimeType: string;
  readonly startOffsetMs: number;
  /** The phone's clock, milliseconds since 1970. */
  readonly beganAtMs: number;
  /** How many chunks are on the disk so far. */
  readonly chunks: number;
  readonly lostBefore?: { readonly lengthMs: number; readonly cause: string };
  /** Absent while it runs and when a kill ended it. */
  readonly ended?: { readonly chunks: number; readonly capturedMs: number; readonly paused: boolean };
}

export interface PhoneChunkRow {
  readonly number: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly startMs: number;
  readonly durationMs: number;
  readonly heardAtMs: number;
  /** Whether its bytes are still on the phone. */
  readonly here: boolean;
}

/** A file that another app gave to this one. */
export interface SharedSound {
  readonly name: string;
  readonly type: string;
  /** Where the page can read it, by `Capacitor.convertFileSrc`. */
  readonly path: string;
}

/**
 * The phone's own recorder. It goes on while the page sleeps or is gone, and writes takes and chunks as the capture
 * protocol has them; a chunk that it reports is on the disk. Refusals carry a word of the page's `Trouble` as `code`.
 */
export interface RecorderPlugin {
  /** Begins a recording, or goes on with one that was cut off in a new take. Asks for the microphone. */
  start(options: { recording: string; note: string }): Promise<RecorderStatus>;
  pause(): Promise<RecorderStatus>;
  resume(): Promise<RecorderStatus>;
  /** Resolves when all of it is on the disk. */
  stop(): Promise<RecorderStatus>;
  /** Marks this moment, as the notification's button does. */
  mark(): Promise<{ atMs?: number }>;
  /** Cuts a chunk now. */
  flush(): Promise<void>;
  status(): Promise<RecorderStatus>;

  recordings(): Promise<{ recordings: PhoneRecordingRow[] }>;
  /** Chunks of a take from this number on, ascending. */
  chunks(options: { recording: string; take: number; from: number }): Promise<{ chunks: PhoneChunkRow[] }>;
  /** A chunk's bytes; without `base64` when they are not here any more. */
  read(options: { recording: string; take: number; number: number }): Promise<{ base64?: string }>;
  /** Lets go of these chunks' bytes: the server has them. */
  release(options: { recording: string; take: number; numbers: number[] }): Promise<void>;
  /** Ends a recording that was cut off with what there is of it. */
  finish(options: { recording: string }): Promise<void>;
  remove(options: { recording: string }): Promise<void>;

  addListener(event: 'changed', listener: (status: RecorderStatus) => void): Promise<PluginListenerHandle>;
  addListener(
    event: 'kept',
    listener: (chunk: { recording: string; take: number; number: number }) => void,
  ): Promise<PluginListenerHandle>;
  /** There is no room for a chunk; it waits in memory. */
  addListener(event: 'full', listener: () => void): Promise<PluginListenerHandle>;
  /** Another app shared files; told again until somebody listens. */
  addListener(event: 'shared', listener: (shared: { files: SharedSound[] }) => void): Promise<PluginListenerHandle>;
}
