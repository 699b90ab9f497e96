// Bundles the tests and runs them with node --test; npm test [-- NAME]
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { paths } from './paths.mjs';

const out = join('node_modules', '.cache', 'ayka-mobile-test');
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const only = process.argv[2];
const tests = (await readdir('test')).filter((name) => name.endsWith('.test.ts') && (!only || name.includes(only)));
await build({
  entryPoints: tests.map((name) => join('test', name)),
  outdir: out,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['fake-indexeddb', 'fake-indexeddb/*', '@capacitor/core'],
  sourcemap: 'inline',
  logLevel: 'warning',
  plugins: [paths],
});
const files = tests.map((name) => join(out, name.replace(/\.ts$/, '.mjs')));
const run = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...files], { stdio: 'inherit' });
process.exit(run.status ?? 1);
