// Bundles every entry of src/ (a file directly in it) as an ES module, and the capture page beside them:
// npm run build -- --outdir=DIR, which is META-INF/resources/app; the page goes into META-INF/resources/capture
import { build } from 'esbuild';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildCapturePage } from './capture-build.mjs';
import { compress } from './compress.mjs';

const option = process.argv.find((argument) => argument.startsWith('--outdir='));
if (!option) {
  console.error('usage: npm run build -- --outdir=DIR');
  process.exit(2);
}
const outdir = option.slice('--outdir='.length);
const entries = (await readdir('src')).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts')).map((name) => join('src', name));
await rm(join(outdir, 'shared'), { recursive: true, force: true });
const common = {
  outdir,
  bundle: true,
  target: ['es2022', 'safari16.4'],
  minify: true,
  sourcemap: true,
  legalComments: 'external',
  logLevel: 'warning',
};
const isWorker = (entry) => entry.endsWith('-worker.ts');
await build({
  ...common,
  entryPoints: entries.filter((entry) => !isWorker(entry)),
  splitting: true,
  format: 'esm',
  chunkNames: 'shared/[name]-[hash]',
});
// not every browser lets a service worker import: one file each
await build({ ...common, entryPoints: entries.filter(isWorker), format: 'iife' });
const capture = join(outdir, '..', 'capture');
await buildCapturePage(capture);
for (const folder of [outdir, join(outdir, 'shared'), capture, join(capture, 'assets')]) {
  await compress(folder);
}
