// Where #page/… leads, as in tsconfig.json: the browser's part of AYKA, whose own packages lie beside it.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const page = resolve('../src/main/frontend/src');

export const paths = {
  name: 'ayka-paths',
  setup(build) {
    build.onResolve({ filter: /^#page\// }, ({ path }) => {
      const file = join(page, path.slice('#page/'.length)).replace(/\.js$/, '.ts');
      return existsSync(file) ? { path: file } : { errors: [{ text: `${file} is not there` }] };
    });
    build.onResolve({ filter: /^ayka:mobile-words$/ }, ({ path }) => ({ path, namespace: 'ayka-mobile-words' }));
    build.onLoad({ filter: /.*/, namespace: 'ayka-mobile-words' }, () => ({
      contents: `export const mobile = ${JSON.stringify(bundle('messages/mobile.properties'))};`,
    }));
  },
};

/** A bundle as Java reads it: two single quotes are one. */
function bundle(file) {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/).filter((line) => /^[^#!\s].*=/.test(line));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1).replaceAll("''", "'")]),
  );
}
