import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IDBFactory } from 'fake-indexeddb';
import { Refused, Unreachable } from '../src/capture/protocol.js';
import { NotNow } from '../src/capture/uploader.js';
import { FileSender } from '../src/connection/file-sender.js';
import type { Connection } from '../src/connection/connection.js';
import { SharedFiles } from '../src/upload/shared-files.js';

async function sender(grant: (recording: string) => Promise<never>, owner = 'anna') {
  const files = await SharedFiles.open(new IDBFactory());
  const asked: string[] = [];
  const connection = {
    state: 'connected',
    owner,
    grant: ({ recording }: { recording: string }) => {
      asked.push(recording);
      return grant(recording);
    },
  } as unknown as Connection;
  const on = { progress: () => undefined, changed: () => undefined };
  return { files, asked, sender: new FileSender(files, connection, on) };
}

const signal = new AbortController().signal;

test('a file of another account, or of nobody, is not sent', async () => {
  const { files, asked, sender: sends } = await sender(() => Promise.reject(new Error('asked')));
  await files.add(new File(['x'], 'bens.m4a'), '', 'ben');
  await files.add(new File(['x'], 'nobodys.m4a'));
  await sends.run(signal);
  assert.deepEqual(asked, []);
  assert.equal((await files.all()).length, 2);
});

test('what a network, a cut off device or a withdrawn token stops waits without a complaint', async () => {
  for (const failure of [new Unreachable('no network'), new NotNow('cut off'), new Refused(404, {}), new Refused(401, {})]) {
    const { files, sender: sends } = await sender(() => Promise.reject(failure));
    await files.add(new File(['x'], 'memo.m4a'), '', 'anna');
    await assert.rejects(sends.run(signal));
    assert.equal((await files.all())[0]?.refusal, undefined);
  }
});

test('what the server refuses says why, and holds up no other file', async () => {
  const { files, asked, sender: sends } = await sender(() => Promise.reject(new Refused(413, { detail: 'Too large.' })));
  await files.add(new File(['x'], 'large.wav'), '', 'anna');
  await files.add(new File(['y'], 'other.wav'), '', 'anna');
  await sends.run(signal);
  assert.equal(asked.length, 2);
  assert.deepEqual(
    (await files.all()).map((one) => one.refusal),
    ['Too large.', 'Too large.'],
  );
  await sends.run(signal);
  assert.equal(asked.length, 2, 'until a person says so');
});
