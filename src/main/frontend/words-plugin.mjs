// Lets a page without a server read its words from the same bundles as everybody: import { pocket } from 'ayka:words'.
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..', 'resources', 'messages');

export const wordsPlugin = {
  name: 'ayka-words',
  setup(build) {
    build.onResolve({ filter: /^ayka:words$/ }, () => ({ path: 'words', namespace: 'ayka-words' }));
    build.onLoad({ filter: /.*/, namespace: 'ayka-words' }, async () => {
      const contents = `export const pocket = ${JSON.stringify(await bundle('pocket'))};`;
      return { contents, loader: 'js', watchDirs: [FOLDER] };
    });
  },
};

async function bundle(name) {
  const languages = {};
  for (const file of (await readdir(FOLDER)).filter((one) => new RegExp(`^${name}(_[a-z]+)?\\.properties$`).test(one))) {
    const language = /_([a-z]+)\.properties$/.exec(file)?.[1] ?? 'en';
    languages[language] = parse(await readFile(join(FOLDER, file), 'utf8'));
  }
  return languages;
}

function parse(text) {
  const lines = text.split(/\r?\n/).filter((line) => /^[^#!\s].*=/.test(line));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1)]));
}
