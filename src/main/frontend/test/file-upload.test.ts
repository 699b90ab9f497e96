import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BackOff } from '../src/base/back-off.js';
import { Refused, Unreachable, type CaptureApi } from '../src/capture/protocol.js';
import { uploadFile } from '../src/upload/file-upload.js';

class FakeUploads {
  stored = new Map<number, string>();
  completed = false;
  aborted = false;
  failPut: (number: number) => boolean = () => false;
  refuse: Refused | undefined;

  async openUpload(file: { bytes: number }) {
    if (this.refuse) {
      throw this.refuse;
    }
    return { partBytes: 4, parts: Math.ceil(file.bytes / 4), stored: [...this.stored.keys()] };
  }

  async uploadParts(parts: { number: number; sha256: string }[]) {
    return parts.map(({ number }) => ({ number, url: String(number), headers: {} }));
  }

  async put(url: string, _headers: object, data: ArrayBuffer) {
    if (this.failPut(Number(url))) {
      throw new Unreachable('cut');
    }
    this.stored.set(Number(url), new TextDecoder().decode(data));
  }

  async completeUpload() {
    this.completed = true;
  }

  async abortUpload() {
    this.aborted = true;
  }

  get api(): CaptureApi {
    return this as unknown as CaptureApi;
  }
}

const file = new File(['abcdefghij'], 'talk.m4a');
const calm = { progress: () => undefined, signal: new AbortController().signal, backOff: () => new BackOff(1, 1) };

test('the parts make up the file, and progress ends at its size', async () => {
  const uploads = new FakeUploads();
  const sent: number[] = [];
  await uploadFile(uploads.api, file, { ...calm, progress: ({ sentBytes }) => sent.push(sentBytes) });
  assert.deepEqual([...uploads.stored].sort().map(([, text]) => text), ['abcd', 'efgh', 'ij']);
  assert.equal(sent.at(-1), 10);
  assert.ok(uploads.completed);
});

test('a part that fails is sent again', async () => {
  const uploads = new FakeUploads();
  let failures = 3;
  uploads.failPut = (number) => number === 2 && failures-- > 0;
  let waited = false;
  await uploadFile(uploads.api, file, { ...calm, progress: ({ waiting }) => (waited ||= waiting) });
  assert.equal(uploads.stored.get(2), 'efgh');
  assert.ok(waited);
});

test('parts that the store has already are not sent again', async () => {
  const uploads = new FakeUploads();
  uploads.stored.set(1, 'kept');
  await uploadFile(uploads.api, file, calm);
  assert.equal(uploads.stored.get(1), 'kept');
});

test('a stop keeps what had arrived', async () => {
  const uploads = new FakeUploads();
  const stop = new AbortController();
  uploads.failPut = () => true;
  const running = uploadFile(uploads.api, file, { ...calm, signal: stop.signal, progress: () => stop.abort() });
  await assert.rejects(running, { name: 'AbortError' });
  assert.ok(!uploads.aborted && !uploads.completed);
});

test('a refusal comes through in the words of the server', async () => {
  const uploads = new FakeUploads();
  uploads.refuse = new Refused(413, { detail: 'too large' });
  await assert.rejects(uploadFile(uploads.api, file, calm), { message: 'too large' });
});
