import { hashFile, type WorkerNews } from './upload/file-hash.js';

/** Hashes one file away from the page: a file comes in, news of it go out. */
const tell = (news: WorkerNews) => postMessage(news);
addEventListener('message', ({ data }: MessageEvent<Blob>) => {
  hashFile(data, (bytes) => tell({ bytes })).then(
    (hash) => tell({ hash }),
    (failure: unknown) => tell({ failure: String(failure) }),
  );
});
