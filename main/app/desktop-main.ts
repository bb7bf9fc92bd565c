/** The entry of the packaged desktop: out/main/index.js, beside its pages and its preload. */
import { fileURLToPath } from 'node:url';
import { startDesktop } from './desktop.ts';

const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Not awaited: a module that waits would keep Electron from becoming ready.
void startDesktop({
  pages: beside('../renderer'),
  preload: beside('../preload/index.cjs'),
  threads: {
    jobs: new URL('./worker.js', import.meta.url),
    passwords: new URL('./hasher.js', import.meta.url),
    replay: new URL('./replay.js', import.meta.url),
  },
});
