import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginAnew, type LeavablePage } from '../src/session/ended-session.js';

async function reloads(over: Partial<Record<'ended' | 'records' | 'writes' | 'holdsBack', boolean>>): Promise<number> {
  let count = 0;
  const page: LeavablePage = {
    ended: () => over.ended ?? true,
    records: async () => over.records ?? false,
    writes: () => over.writes ?? false,
    holdsBack: () => over.holdsBack ?? false,
    reload: () => count++,
  };
  await beginAnew(page);
  return count;
}

test('a page without a session begins anew, but not under a recording, a half-written word or a file on its way', async () => {
  assert.equal(await reloads({}), 1);
  assert.equal(await reloads({ ended: false }), 0);
  assert.equal(await reloads({ records: true }), 0);
  assert.equal(await reloads({ writes: true }), 0);
  assert.equal(await reloads({ holdsBack: true }), 0);
});
