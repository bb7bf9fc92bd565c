import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { NONCE_META } from '#contract/wire';

export type Asset = { readonly type: string; readonly bytes: Buffer; readonly kept: boolean };

/** The built pages, by the exact path of a request. A path that is not a key does not exist: nothing is ever joined. */
export type Assets = { readonly page: string; readonly files: ReadonlyMap<string, Asset> };

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/**
 * Reads the whole build into memory once (some 10 MB), so that a rebuild under a running console cannot
 * mix two builds. Throws when there is no index.html or a file of a kind that is not served.
 */
export function readAssets(root: string): Assets {
  const files = new Map<string, Asset>();
  for (const path of listFiles(root, '')) {
    const type = TYPES[extname(path)];
    if (!type) throw new Error(`The build holds a file of a kind that is not served: ${path}`);
    // Vite puts the hash of its content into the name of everything under /assets/.
    files.set(path, { type, bytes: readFileSync(join(root, path)), kept: path.startsWith('/assets/') });
  }
  const page = files.get('/index.html');
  if (!page) throw new Error(`There is no index.html in ${root}`);
  files.delete('/index.html');
  return { page: page.bytes.toString('utf8'), files };
}

/** By hand and not `recursive: true`: this also runs inside app.asar. */
function listFiles(root: string, under: string): string[] {
  return readdirSync(join(root, under), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? listFiles(root, `${under}/${entry.name}`) : [`${under}/${entry.name}`],
  );
}

/** The one page with a nonce of its own for the styles that the interface generates. */
export function pageWith(assets: Assets, nonce: string): string {
  return assets.page.replace('<head>', `<head>\n    <meta name="${NONCE_META}" content="${nonce}" />`);
}

export function newNonce(): string {
  return randomBytes(16).toString('base64');
}
