// Builds www/ from src/ and from the browser's part of AYKA: npm run build. Nothing of it is committed.
import { build } from 'esbuild';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wordsPlugin } from '../src/main/frontend/words-plugin.mjs';
import { paths } from './paths.mjs';

const PAGE = join('..', 'src', 'main', 'frontend', 'src', 'capture-page');
const RESOURCES = join('..', 'src', 'main', 'resources', 'META-INF', 'resources', 'capture');

await rm('www', { recursive: true, force: true });
await mkdir('www', { recursive: true });
await build({
  entryPoints: ['src/start.ts'],
  outdir: 'www',
  bundle: true,
  splitting: true,
  format: 'esm',
  // what Android's and iOS's web views of the supported versions read
  target: ['es2022', 'safari16.4'],
  chunkNames: 'shared/[name]-[hash]',
  minify: true,
  sourcemap: false,
  legalComments: 'external',
  logLevel: 'warning',
  plugins: [paths, wordsPlugin],
});
await cp(join('src', 'index.html'), join('www', 'index.html'));
const page = await readFile(join(PAGE, 'page.css'), 'utf8');
await writeFile(join('www', 'start.css'), page + (await readFile(join('www', 'start.css'), 'utf8')));
await cp(join(RESOURCES, 'icons'), join('www', 'icons'), { recursive: true });
