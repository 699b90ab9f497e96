import { Unreachable, type Grant, type RecordingDraft } from './protocol.js';

const GRANT_TIMEOUT_MS = 20_000;

/**
 * Obtains the right to send a recording of this owner. Rejects with {@link NotNow} while that owner is not signed in,
 * with {@link Unreachable} when the server is away.
 */
export type GrantSource = (draft: RecordingDraft, owner?: string) => Promise<Grant>;

/** It is for a person to do something first, such as to sign in; waiting longer brings nothing, and no network failed. */
export class NotNow extends Error {
  override name = 'NotNow';
}

/** The elements of the page that can ask the server for grants. */
export class GrantSources {
  private readonly sources = new Set<GrantSource>();

  /** Asks this source, until the signal aborts. */
  add(source: GrantSource, signal: AbortSignal): void {
    this.sources.add(source);
    signal.addEventListener('abort', () => this.sources.delete(source));
  }

  /** @param present who is signed in: another account's recording stays its own */
  obtain(draft: RecordingDraft, owner: string | undefined, present: string): Promise<Grant> {
    const [source] = this.sources;
    if (!source || owner !== present) {
      return Promise.reject(new NotNow('its owner is not signed in'));
    }
    // A page whose session has ended never answers.
    const late = new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Unreachable('no answer to the wish for a grant')), GRANT_TIMEOUT_MS);
    });
    return Promise.race([source(draft, owner), late]);
  }
}
