// Bundles every entry of src/ (a file directly in it) as an ES module, and the capture page beside them:
// npm run build -- --outdir=DIR, which is META-INF/resources/app; the page goes into META-INF/resources/capture
import { build } from 'esbuild';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildCapturePage } from './capture-build.mjs';

const option = process.argv.find((argument) => argument.startsWith('--outdir='));
if (!option) {
  console.error('usage: npm run build -- --outdir=DIR');
  process.exit(2);
}
const outdir = option.slice('--outdir='.length);
const entries = (await readdir('src')).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts')).map((name) => join('src', name));
await rm(join(outdir, 'shared'), { recursive: true, force: true });
await build({
  entryPoints: entries,
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: ['es2022', 'safari16.4'],
  chunkNames: 'shared/[name]-[hash]',
  minify: true,
  sourcemap: true,
  legalComments: 'external',
  logLevel: 'warning',
});
await buildCapturePage(join(outdir, '..', 'capture'));
