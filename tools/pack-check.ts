/** Lays the app out around a stand-in for Electron and looks at what came out. One line a check. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { ROOT } from './build.ts';
import { FUSES } from './fuses.ts';

type Platform = {
  readonly flag: 'linux' | 'win';
  readonly binary: string;
  readonly folder: string;
  readonly program: string;
};
type Check = { readonly name: string; readonly faults: readonly string[] };

const PLATFORMS: readonly Platform[] = [
  { flag: 'linux', binary: 'linux-x64.node', folder: 'linux-unpacked', program: 'switchyard' },
  { flag: 'win', binary: 'win32-x64.node', folder: 'win-unpacked', program: 'Switchyard.exe' },
];
/** How Electron's own program carries its fuses: this text, a version, how many, and one character for each. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** Packs for Linux and Windows, checks both, and boots the main that is inside. Answers the exit code. */
export async function checkPackages(say: (line: string) => void): Promise<number> {
  const work = mkdtempSync(join(tmpdir(), 'switchyard-pack-'));
  let failed = 0;
  try {
    for (const platform of PLATFORMS) {
      const output = join(work, platform.flag);
      const packed = layOut(platform, work, output);
      const checks =
        packed.faults.length > 0
          ? [packed]
          : [packed, ...(await look(platform, join(output, platform.folder)))];
      for (const { name, faults } of checks) {
        failed += faults.length > 0 ? 1 : 0;
        say(`${faults.length === 0 ? 'ok  ' : 'FAIL'} ${platform.flag}: ${name}`);
        for (const fault of faults.slice(0, 20)) say(`       ${fault}`);
      }
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  say(failed === 0 ? 'The packages hold what they should.' : `${failed} checks failed.`);
  return failed === 0 ? 0 : 1;
}

function layOut({ flag }: Platform, work: string, output: string): Check {
  const standIn = makeStandIn(join(work, `electron-${flag}`));
  const args = [
    `--${flag}`,
    'dir',
    '--x64',
    '--publish',
    'never',
    `-c.electronDist=${standIn}`,
    `-c.directories.output=${output}`,
    // The stand-in's program is a text, without the header that these two would change.
    ...(flag === 'win' ? ['-c.win.signAndEditExecutable=false', '-c.disableAsarIntegrity=true'] : []),
  ];
  const builder = join(ROOT, 'node_modules/electron-builder/cli.js');
  const run = spawnSync(process.execPath, [builder, ...args], { cwd: ROOT, encoding: 'utf8' });
  const said = `${run.stdout}${run.stderr}`.trim().split('\n').slice(-12);
  return { name: 'electron-builder lays the app out', faults: run.status === 0 ? [] : said };
}

/** A folder of the form of Electron's own, without Electron. */
function makeStandIn(folder: string): string {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'));
  const fuses = Buffer.concat([
    Buffer.from(`stand-in ${FUSE_SENTINEL}`),
    Buffer.from([1, 9]),
    Buffer.from('101101101'),
  ]);
  for (const name of ['electron', 'electron.exe', 'chrome-sandbox']) {
    writeFileSync(join(folder, name), fuses);
    chmodSync(join(folder, name), 0o755);
  }
  for (const name of ['en-US', 'zh-CN', 'de', 'fr']) writeFileSync(join(folder, `locales/${name}.pak`), '');
  writeFileSync(join(folder, 'LICENSE'), '');
  return folder;
}

async function look(platform: Platform, folder: string): Promise<Check[]> {
  const archive = join(folder, 'resources/app.asar');
  const inside = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
  const around = listFiles(folder).filter((path) => !path.endsWith('app.asar'));
  const all = [...inside, ...around];
  const binaries = all.filter((path) => path.endsWith('.node'));
  const locales = readdirSync(join(folder, 'locales'));
  return [
    {
      name: 'only out/, package.json and packages are inside',
      faults: inside.filter((path) => !/^\/(out|node_modules)(\/|$)|^\/package\.json$/.test(path)),
    },
    { name: `the one native binary is ${platform.binary}`, faults: wrongBinaries(binaries, platform.binary) },
    {
      name: 'no Node runtime is inside',
      faults: all.filter((path) =>
        /node_modules\/node-(linux|win|darwin|bin)|\/bin\/node$|\/node\.exe$/.test(path),
      ),
    },
    {
      name: 'no sources and no maps are inside',
      faults: inside.filter((path) => /\.(tsx?|mts|cts|map|c|cc|cpp|h|gyp)$/.test(path)),
    },
    {
      name: 'no development package is inside',
      faults: inside.filter((path) =>
        /node_modules\/(electron|vite|react|@mantine|typescript|vitest)(\/|$)/.test(path),
      ),
    },
    {
      name: 'only the languages that the console speaks are left',
      faults: locales.filter((name) => !/^(en-US|zh-CN)\.pak$/.test(name)),
    },
    { name: 'all nine fuses are set', faults: await wrongFuses(join(folder, platform.program)) },
    ...(platform.flag === 'linux' ? [boot(archive)] : []),
  ];
}

/** Unpacked files stand in the archive's list too, so the right binary may be named twice. */
function wrongBinaries(found: readonly string[], wanted: string): string[] {
  const wrong = found.filter((path) => !path.endsWith(`/better-sqlite3/prebuilds/${wanted}`));
  return found.length === 0 ? ['there is none'] : wrong;
}

async function wrongFuses(program: string): Promise<string[]> {
  const wire = await getCurrentFuseWire(program);
  return Object.entries(FUSES)
    .filter(([fuse]) => /^\d+$/.test(fuse))
    .filter(
      ([fuse, isOn]) =>
        wire[Number(fuse) as FuseV1Options] !== (isOn === true ? FuseState.ENABLE : FuseState.DISABLE),
    )
    .map(([fuse]) => FuseV1Options[Number(fuse)] ?? fuse);
}

/** Away from the repository, so that a package that is missing inside cannot be found outside. */
function boot(archive: string): Check {
  const app = mkdtempSync(join(tmpdir(), 'switchyard-boot-'));
  try {
    extractAll(archive, app);
    const run = spawnSync(
      process.execPath,
      [join(ROOT, 'tools/pack-boot.ts'), join(app, 'out/main/index.js')],
      {
        cwd: app,
        encoding: 'utf8',
        timeout: 60_000,
        env: { ...process.env, SWITCHYARD_HOME: join(app, 'home'), NODE_PATH: '' },
      },
    );
    const faults = run.status === 0 ? [] : `${run.stdout}${run.stderr}`.trim().split('\n').slice(-20);
    return { name: 'the main from app.asar starts, signs an owner in, runs a job and ends', faults };
  } finally {
    rmSync(app, { recursive: true, force: true });
  }
}

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll('\\', '/'));
}
