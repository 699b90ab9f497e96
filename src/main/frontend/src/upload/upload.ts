import type { KnownFile } from '../capture/protocol.js';
import { Pace } from './pace.js';
import type { SavedUpload } from './upload-store.js';

/**
 * `needsFile`: a person has to choose it again; `needsLeave`: the browser asks once more whether it may be read. What
 * ends: `done`, `failed`; what a person decides: `duplicate`.
 */
export type Stage =
  | 'queued'
  | 'checking'
  | 'sending'
  | 'finishing'
  | 'done'
  | 'paused'
  | 'duplicate'
  | 'needsFile'
  | 'needsLeave'
  | 'failed';

/** Why it rests although nobody wants that; it goes on by itself. */
export type Waiting = 'network' | 'busy';

/** One file of the queue as it is now. */
export interface Upload {
  saved: SavedUpload;
  stage: Stage;
  waiting?: Waiting | undefined;
  file?: File | undefined;
  handle?: FileSystemFileHandle | undefined;
  /** Of its bytes, how many were looked at to know it again. */
  checkedBytes: number;
  /** Bytes of parts under way, by number. */
  readonly moving: Map<number, number>;
  readonly pace: Pace;
  stop?: AbortController | undefined;
  /** Whether it can be read after a reload; else closing the page makes somebody choose it again. */
  kept?: boolean;
  /** Whether it is on this list no longer: nothing of it is written down any more. */
  gone?: boolean;
}

/** A file as it is announced: nothing is known of it but what it says itself. */
export function newRow(
  { name, size, type, lastModified }: Pick<File, 'name' | 'size' | 'type' | 'lastModified'>,
  owner: string,
  newId: () => string,
): SavedUpload {
  return {
    id: newId(),
    owner,
    recording: newId(),
    name,
    bytes: size,
    lastModified,
    type,
    consent: { agreed: false, people: '' },
    addedAt: Date.now(),
    paused: false,
    settled: false,
    storedBytes: 0,
  };
}

export function newUpload(saved: SavedUpload, now: () => number): Upload {
  return { saved, stage: 'queued', checkedBytes: 0, moving: new Map(), pace: new Pace(now) };
}

export interface UploadView {
  readonly id: string;
  readonly recording: string;
  readonly name: string;
  readonly bytes: number;
  readonly stage: Stage;
  readonly waiting: Waiting | undefined;
  /** 0 to 1: of checking while that goes on, else of sending. */
  readonly share: number;
  readonly sentBytes: number;
  readonly bytesPerSecond: number;
  readonly problem: SavedUpload['problem'];
  readonly reason: string | undefined;
  readonly known: KnownFile | undefined;
  readonly agreed: boolean;
}

export function sentBytes(upload: Upload): number {
  const moving = Array.from(upload.moving.values()).reduce((sum, bytes) => sum + bytes, 0);
  return Math.min(upload.saved.bytes, upload.saved.storedBytes + moving);
}

export function view(upload: Upload): UploadView {
  const { saved } = upload;
  const sent = upload.stage === 'done' ? saved.bytes : sentBytes(upload);
  const through = upload.stage === 'checking' ? upload.checkedBytes : sent;
  return {
    id: saved.id,
    recording: saved.recording,
    name: saved.name,
    bytes: saved.bytes,
    stage: upload.stage,
    waiting: upload.waiting,
    share: saved.bytes ? through / saved.bytes : 0,
    sentBytes: sent,
    bytesPerSecond: upload.stage === 'sending' && !upload.waiting ? upload.pace.bytesPerSecond : 0,
    problem: saved.problem,
    reason: saved.reason,
    known: saved.known,
    agreed: saved.consent.agreed,
  };
}

export interface Summary {
  readonly files: number;
  readonly done: number;
  readonly bytes: number;
  readonly sentBytes: number;
  /** Milliseconds until all that goes by itself has arrived; undefined while nobody can tell. */
  readonly leftMs: number | undefined;
  readonly going: number;
  readonly paused: number;
  /** Files that wait for a person. */
  readonly asking: number;
}

const GOING = new Set<Stage>(['queued', 'checking', 'sending', 'finishing']);
const ASKING = new Set<Stage>(['duplicate', 'needsFile', 'needsLeave', 'failed']);

export function isGoing(stage: Stage): boolean {
  return GOING.has(stage);
}

/** What was refused at once counts as no file of the queue. */
export function summarize(views: readonly UploadView[]): Summary {
  const files = views.filter((one) => one.stage !== 'failed' || one.sentBytes > 0);
  const sum = (some: readonly UploadView[], of: (one: UploadView) => number) =>
    some.reduce((total, one) => total + of(one), 0);
  const going = views.filter((one) => isGoing(one.stage));
  const speed = sum(going, (one) => one.bytesPerSecond);
  const left = sum(going, (one) => one.bytes - one.sentBytes);
  return {
    files: files.length,
    done: files.filter((one) => one.stage === 'done').length,
    bytes: sum(files, (one) => one.bytes),
    sentBytes: sum(files, (one) => one.sentBytes),
    leftMs: speed > 0 ? (left / speed) * 1000 : undefined,
    going: going.length,
    paused: views.filter((one) => one.stage === 'paused').length,
    asking: views.filter((one) => ASKING.has(one.stage)).length,
  };
}
