// Makes node_modules match package-lock.json, on any Node from 18 on; everything after it runs on Node 24.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = `${root}node_modules/.setup-stamp`;
const want = createHash('sha256')
  .update(readFileSync(`${root}package-lock.json`))
  .digest('hex');
const have = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
if (want !== have) {
  process.stderr.write('Switchyard: installing its packages (once, about a minute) …\n');
  const run = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) {
    process.stderr.write(
      'Switchyard: "npm ci" did not finish. Check the connection to the npm registry and try again.\n',
    );
    process.exit(run.status ?? 1);
  }
  writeFileSync(stamp, want);
}
