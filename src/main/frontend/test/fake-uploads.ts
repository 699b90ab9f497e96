import { createHash } from 'node:crypto';
import { Refused, Unreachable, type Grant, type KnownFile } from '../src/capture/protocol.js';
import type { UploadApi } from '../src/upload/file-sending.js';
import type { Put } from '../src/upload/put.js';

interface FakeFile {
  bytes: number;
  name: string;
  sha256: string | undefined;
  announced: Map<number, string>;
  stored: Map<number, Uint8Array>;
  state: 'open' | 'sealed' | 'deleted';
}

/** Uploads as docs/capture-protocol.md has them; `fault` may break the network, `busy` the server. */
export class FakeUploads {
  readonly files = new Map<string, FakeFile>();
  readonly puts: string[] = [];
  readonly tokens = new Set<string>();
  fault: (what: string) => 'none' | 'before' | 'after' | 'expired' = () => 'none';
  together = 0;
  mostTogether = 0;
  partBytes = 8 * 1024 * 1024;
  grants = 0;
  putMs = 20;

  readonly grant = async (draft: { recording: string }): Promise<Grant> => {
    this.grants++;
    this.during('grant', () => undefined);
    const token = `token-${this.grants}`;
    this.tokens.add(token);
    return { recording: draft.recording, token, base: '' };
  };

  readonly api = (grant: Grant): UploadApi => {
    const id = grant.recording;
    const call = async <T>(what: string, work: () => T): Promise<T> =>
      this.during(what, () => {
        if (!this.tokens.has(grant.token)) {
          throw refused(404, 'not-found');
        }
        if (this.files.get(id)?.state === 'deleted') {
          throw refused(410, 'deleted');
        }
        return work();
      });
    const open = () => {
      const file = this.files.get(id);
      if (!file) {
        throw refused(409, 'no-upload');
      }
      return file;
    };
    return {
      openUpload: (announced) =>
        call('open', () => {
          let file = this.files.get(id);
          if (file?.state === 'sealed') {
            throw refused(409, 'sealed');
          }
          if (!file) {
            const { bytes, fileName: name, sha256 } = announced;
            file = { bytes, name, sha256, announced: new Map(), stored: new Map(), state: 'open' };
            this.files.set(id, file);
          }
          if (file.name !== announced.fileName || file.sha256 !== announced.sha256) {
            throw refused(409, 'upload-differs');
          }
          const { stored, announced: sums } = file;
          return {
            partBytes: this.partBytes,
            parts: Math.ceil(file.bytes / this.partBytes),
            stored: [...stored.keys()],
            checksums: Object.fromEntries([...sums].filter(([part]) => stored.has(part))),
          };
        }),
      uploadParts: (parts) =>
        call('parts', () =>
          parts.map(({ number, sha256 }) => {
            const { announced, stored } = open();
            if (stored.has(number) && announced.get(number) !== sha256) {
              throw refused(409, 'file-changed');
            }
            announced.set(number, sha256);
            return { number, url: `${id} ${number}`, headers: {} };
          }),
        ),
      completeUpload: () =>
        call('complete', () => {
          const file = open();
          if (file.state === 'open' && file.stored.size < Math.ceil(file.bytes / this.partBytes)) {
            throw refused(409, 'parts-missing');
          }
          file.state = 'sealed';
          return { recording: id, state: 'SEALED' as const, takes: [], gaps: [] };
        }),
      abortUpload: () =>
        call('abort', () => {
          this.files.set(id, { ...(this.files.get(id) ?? blank()), state: 'deleted' });
        }),
      knownFile: (sha256, bytes) =>
        call('known', (): KnownFile | undefined => {
          for (const [recording, file] of this.files) {
            if (file.state === 'sealed' && file.bytes === bytes && this.sha256(recording) === sha256) {
              return { recording, title: file.name, recordedAt: '2026-11-20T18:40:00Z' };
            }
          }
          return undefined;
        }),
    };
  };

  readonly put: Put = async (url, _headers, data, { signal, progress }) => {
    this.together++;
    this.mostTogether = Math.max(this.mostTogether, this.together);
    try {
      await new Promise((resolve) => setTimeout(resolve, this.putMs));
      signal.throwIfAborted();
      progress(data.byteLength / 2);
      this.during('put', () => {
        const [id = '', part] = url.split(' ');
        const file = this.files.get(id);
        if (!file || sum(new Uint8Array(data)) !== file.announced.get(Number(part))) {
          throw new Unreachable('the store answered 403', undefined, 403);
        }
        file.stored.set(Number(part), new Uint8Array(data));
        this.puts.push(url);
      });
    } finally {
      this.together--;
    }
  };

  /** What arrived of a recording that is whole. */
  sha256(recording: string): string {
    const parts = [...(this.files.get(recording)?.stored ?? [])].sort(([one], [other]) => one - other);
    return sum(...parts.map(([, bytes]) => bytes));
  }

  get sealed(): string[] {
    return [...this.files].filter(([, file]) => file.state === 'sealed').map(([id]) => id);
  }

  private during<T>(what: string, work: () => T): T {
    const fault = this.fault(what);
    if (fault === 'before') {
      throw new Unreachable('network');
    }
    if (fault === 'expired') {
      throw new Unreachable('the store answered 403', undefined, 403);
    }
    const result = work();
    if (fault === 'after') {
      throw new Unreachable('network');
    }
    return result;
  }
}

export function sum(...pieces: Uint8Array[]): string {
  const hash = createHash('sha256');
  pieces.forEach((piece) => hash.update(piece));
  return hash.digest('hex');
}

function refused(status: number, kind: string): Refused {
  return new Refused(status, { type: `urn:ayka:capture:${kind}`, detail: `no: ${kind}` });
}

function blank(): FakeFile {
  return { bytes: 0, name: '', sha256: undefined, announced: new Map(), stored: new Map(), state: 'open' };
}
