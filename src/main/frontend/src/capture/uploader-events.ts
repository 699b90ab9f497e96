import type { Gap, Refused } from './protocol.js';

/** What whoever brings sound to the server tells of it. */
export interface UploaderEvents {
  /** Something moved: chunks stored, sound forgotten. */
  progress: (recording: string) => void;
  sealed: (recording: string) => void;
  /** The server has decoded everything; the device has let go of it. */
  decoded: (recording: string) => void;
  /** The server misses sound that this device no longer has: a person has to decide. */
  gaps: (recording: string, gaps: readonly Gap[]) => void;
  /** The server said no to something that repeating will not change; the sound stays on the device. */
  refused: (recording: string, why: Refused) => void;
  /** Whether the last attempt got through. */
  connection: (working: boolean) => void;
}
