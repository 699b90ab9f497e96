// Builds the capture page into OUT: page and worker under fixed names, everything else under names that change with it.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { wordsPlugin } from './words-plugin.mjs';

const TARGET = ['es2022', 'safari16.4'];

export async function buildCapturePage(out) {
  await rm(join(out, 'assets'), { recursive: true, force: true });
  await mkdir(join(out, 'assets'), { recursive: true });
  const workers = await build({
    entryPoints: ['src/hash-worker.ts'],
    outdir: join(out, 'assets'),
    entryNames: '[name]-[hash]',
    bundle: true,
    format: 'iife',
    target: TARGET,
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  });
  const [hashWorker] = Object.keys(workers.metafile.outputs).map((path) => basename(path));
  const bundle = await build({
    entryPoints: ['src/capture-page/page.ts', 'src/capture-page/page.css'],
    outdir: join(out, 'assets'),
    entryNames: '[name]-[hash]',
    bundle: true,
    format: 'esm',
    target: TARGET,
    minify: true,
    sourcemap: true,
    legalComments: 'external',
    logLevel: 'warning',
    plugins: [wordsPlugin],
    define: { AYKA_HASH_WORKER: JSON.stringify(hashWorker) },
    metafile: true,
  });
  const made = Object.keys(bundle.metafile.outputs).map((path) => basename(path));
  const script = made.find((name) => /^page-.*\.js$/.test(name));
  const style = made.find((name) => /^page-.*\.css$/.test(name));
  const page = (await readFile('src/capture-page/index.html', 'utf8'))
    .replace('{script}', `assets/${script}`)
    .replace('{style}', `assets/${style}`);
  await writeFile(join(out, 'index.html'), page);
  const files = ['./', `assets/${script}`, `assets/${style}`, `assets/${hashWorker}`, 'icons/ayka.svg'];
  const version = createHash('sha256').update(page).digest('hex').slice(0, 12);
  await build({
    entryPoints: ['src/worker/capture-worker.ts'],
    outfile: join(out, 'worker.js'),
    bundle: true,
    format: 'iife',
    target: TARGET,
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    define: { AYKA_PRECACHE: JSON.stringify({ version, files }) },
  });
}
