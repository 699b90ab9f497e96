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
      const words = { pocket: await bundle('pocket', 'pocket.'), uploader: await bundle('capture', 'capture.uploader.') };
      const contents = Object.entries(words).map(([name, texts]) => `export const ${name} = ${JSON.stringify(texts)};`);
      return { contents: contents.join('\n'), loader: 'js', watchDirs: [FOLDER] };
    });
  },
};

/** Its words in each language whose keys begin so, without that beginning. */
async function bundle(name, beginning) {
  const languages = {};
  for (const file of (await readdir(FOLDER)).filter((one) => new RegExp(`^${name}(_[a-z]+)?\\.properties$`).test(one))) {
    const language = /_([a-z]+)\.properties$/.exec(file)?.[1] ?? 'en';
    languages[language] = parse(await readFile(join(FOLDER, file), 'utf8'), beginning);
  }
  return languages;
}

function parse(text, beginning) {
  const lines = text.split(/\r?\n/).filter((line) => line.startsWith(beginning) && line.includes('='));
  return Object.fromEntries(lines.map((line) => [line.slice(beginning.length, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1)]));
}
