// Bundles every entry of src/ (a file directly in it) as an ES module: npm run build -- --outdir=DIR
import { build } from 'esbuild';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const option = process.argv.find((argument) => argument.startsWith('--outdir='));
if (!option) {
  console.error('usage: npm run build -- --outdir=DIR');
  process.exit(2);
}
const outdir = option.slice('--outdir='.length);
const entries = (await readdir('src')).filter((name) => name.endsWith('.ts')).map((name) => join('src', name));
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
