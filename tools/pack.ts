/** `npm run pack`: the installers of this system. `npm run pack -- --check`: proves what would go into them. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ROOT } from './build.ts';
import { isSupported } from './electron-age.ts';
import { checkPackages } from './pack-check.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function pack(args: readonly string[]): Promise<number> {
  await ensureBuilt(say);
  if (args.includes('--check')) return checkPackages(say);
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    devDependencies: { electron: string };
  };
  if (!isSupported(devDependencies.electron, Date.now())) {
    say(
      `Electron ${devDependencies.electron} gets no security fixes any more (tools/electron-age.ts): pin a newer one.`,
    );
    return 1;
  }
  const builder = join(ROOT, 'node_modules/electron-builder/cli.js');
  const run = spawnSync(process.execPath, [builder, ...args, '--publish', 'never'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  return run.status ?? 1;
}

process.exitCode = await pack(process.argv.slice(2));
