// Where imports lead that tsconfig.json names: #page/… is the browser's part of AYKA, lit is this project's own.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const page = resolve('../src/main/frontend/src');

export const paths = {
  name: 'ayka-paths',
  setup(build) {
    build.onResolve({ filter: /^#page\// }, ({ path }) => {
      const file = join(page, path.slice('#page/'.length)).replace(/\.js$/, '.ts');
      return existsSync(file) ? { path: file } : { errors: [{ text: `${file} is not there` }] };
    });
    build.onResolve({ filter: /^lit($|\/)/ }, ({ path, importer, resolveDir, kind }) =>
      resolveDir.startsWith(page) ? build.resolve(path, { importer, kind, resolveDir: resolve('.') }) : undefined,
    );
  },
};
