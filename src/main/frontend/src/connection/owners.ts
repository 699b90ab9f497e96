import type { ChunkStore } from '../capture/chunk-store.js';
import { NOBODY } from '../upload/shared-file.js';
import type { UploadStore } from '../upload/upload-store.js';
import type { Connection } from './connection.js';

/** Tells every page of this browser that something new lies in the store. */
export function tellPages(): void {
  const channel = new BroadcastChannel('ayka-capture');
  channel.postMessage('kept');
  channel.close();
}

/** How many recordings and files on this device are nobody's yet, and how many another account's. */
export async function countOthers(
  store: ChunkStore,
  files: UploadStore,
  owner: string | undefined,
): Promise<{ unclaimed: number; foreign: number }> {
  const recordings = (await store.recordings()).map((one) => one.owner);
  const waiting = (await files.all()).map((one) => one.owner);
  const owners = [...recordings, ...waiting];
  return {
    unclaimed: owners.filter((one) => one === NOBODY).length,
    foreign: owners.filter((one) => one !== NOBODY && one !== owner).length,
  };
}

/** A person said that what was recorded before the device was connected is theirs. */
export async function claim(store: ChunkStore, files: UploadStore, owner: string): Promise<void> {
  for (const recording of await store.recordings()) {
    if (recording.owner === NOBODY) {
      await store.updateRecording(recording.id, (old) => ({ ...old, owner }));
    }
  }
  await files.give(NOBODY, owner);
  tellPages();
}

/**
 * Obtains grants for recordings that have waited for one since the last call. Another tab may hold the right to send and
 * be signed out; with the grant in the store it goes on by itself.
 */
export class GrantFeeder {
  private waiting = new Set<string>();

  constructor(
    private readonly store: ChunkStore,
    private readonly connection: Connection,
  ) {}

  async feed(): Promise<void> {
    const { owner, state } = this.connection;
    if (state !== 'connected') {
      return;
    }
    const without = (await this.store.recordings()).filter((one) => one.owner === owner && !one.grant);
    const longer = without.filter((one) => this.waiting.has(one.id));
    this.waiting = new Set(without.map((one) => one.id));
    for (const { id, title, recordedAt, consent } of longer) {
      const grant = await this.connection.grant({ recording: id, title, recordedAt, consent }, owner);
      await this.store.updateRecording(id, (old) => (old.grant ? old : { ...old, grant }));
    }
    if (longer.length > 0) {
      tellPages();
    }
  }
}
