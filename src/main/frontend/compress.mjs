// Puts NAME.gz beside every script and stylesheet of a folder: compressed once, as small as it gets, not at each request.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';

const FEWEST_BYTES = 1_024;
const gzipped = promisify(gzip);

export async function compress(folder) {
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    if (name.endsWith('.gz')) {
      await rm(file); // nothing stays that is older than what it stands for
    }
  }
  for (const name of (await readdir(folder)).filter((one) => /\.(js|css)$/.test(one))) {
    const content = await readFile(join(folder, name));
    if (content.length >= FEWEST_BYTES) {
      await writeFile(join(folder, `${name}.gz`), await gzipped(content, { level: constants.Z_BEST_COMPRESSION }));
    }
  }
}
