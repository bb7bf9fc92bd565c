import { spawnSync } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, matchesGlob, resolve } from 'node:path';
import { mayImport, messageOf } from '#law';
import { afterAll, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const filesOf = (...patterns: string[]) =>
  globSync(patterns, { cwd: root, exclude: ['**/node_modules/**', 'out/**', 'dist/**'] }).toSorted();
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const houseFiles = filesOf('{main,preload,renderer,db}/**/*.{ts,tsx}');

/** A place outside the repository where the law's own configuration meets files that break it. */
const yard = mkdtempSync(join(tmpdir(), 'switchyard-yard-'));
afterAll(() => rmSync(yard, { recursive: true }));
for (const name of ['oxlint.config.ts', 'package.json', 'tsconfig.base.json'])
  cpSync(join(root, name), join(yard, name));
symlinkSync(join(root, 'node_modules'), join(yard, 'node_modules'));

function put(file: string, text: string): void {
  mkdirSync(dirname(join(yard, file)), { recursive: true });
  writeFileSync(join(yard, file), text);
}

/** Runs a tool of node_modules in the yard, on the Node that runs this test. */
function run(tool: string, args: readonly string[]) {
  const script = join(root, 'node_modules', tool);
  return spawnSync(process.execPath, [script, ...args], { cwd: yard, encoding: 'utf8', maxBuffer: 1 << 28 });
}

type Diagnostic = {
  filename: string;
  message: string;
  help: string;
  code: string;
  labels: { span: { line: number } }[];
};

/** One lint of the whole yard: file → line → what it says there. */
function lintYard(): Map<string, Map<number, string>> {
  const { stdout, stderr } = run('oxlint/bin/oxlint', ['--quiet', '-f', 'json']);
  if (!stdout.startsWith('{')) throw new Error(`${stdout}${stderr}`);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
  const found = new Map<string, Map<number, string>>();
  for (const { filename, message, help, code, labels } of diagnostics) {
    const lines = found.get(filename) ?? new Map<number, string>();
    const line = labels[0]?.span.line ?? 0;
    lines.set(line, `${lines.get(line) ?? ''}${code} ${message} ${help}\n`);
    found.set(filename, lines);
  }
  return found;
}

describe('the import law', () => {
  const specimen = (pattern: string) => pattern.replace('**', 'one/two').replace('*', 'one');
  const strangers =
    'electron pg react kysely better-sqlite3 node:fs node:child_process fs lodash #main #app/one #support/one #ui/one #sync/one ../one.ts ../../one.ts ..';
  const everything = [
    ...new Set([...Object.values(mayImport).flat().map(specimen), ...strangers.split(' ')]),
  ];
  const rows = Object.entries(mayImport).map(([place, allowed]) => {
    const file = place.endsWith('.ts') ? place : `${place}/specimen.ts`;
    const isAllowed = (name: string) =>
      allowed.some((pattern) => name === pattern || matchesGlob(name, pattern));
    return { place, file, isAllowed };
  });
  const imports = [...everything, './neighbour.ts'];
  for (const { file } of rows)
    put(file, imports.map((name, index) => `export * as a${index} from '${name}';`).join('\n'));
  put(
    'tools/specimen.ts',
    "export * from '../one.ts';\nexport * from '../../two/three.ts';\nexport * from './four.ts';",
  );
  put('main/api/type.ts', "import type { App } from 'electron';\nexport type A = App;");
  const found = lintYard();

  test.each(rows)(
    '$place may import what its row says, and everything else is refused in its words',
    ({ place, file, isAllowed }) => {
      const refused = imports.filter((_, index) =>
        found
          .get(file)
          ?.get(index + 1)
          ?.includes(messageOf(place)),
      );
      expect(refused).toEqual(everything.filter((name) => !isAllowed(name)));
      expect(refused.length).toBeGreaterThan(10);
    },
  );

  test('a type is an import like any other', () => {
    expect(found.get('main/api/type.ts')?.get(1)).toContain(messageOf('main/api'));
  });

  test('../ does not exist, also where no row rules', () => {
    const lines = found.get('tools/specimen.ts');
    expect(lines?.get(1)).toContain('There is no ../ here');
    expect(lines?.get(2)).toContain('There is no ../ here');
    expect(lines?.get(3) ?? '').not.toContain('../');
  });

  test('every folder of the house has a row', () => {
    const placeOf = (file: string) =>
      rows.find(({ place }) => file === place || file.startsWith(`${place}/`));
    const lawless = houseFiles.filter((file) => !placeOf(file) && file !== 'db/migrations/index.ts');
    expect(lawless).toEqual([]);
  });

  test('what is imported when it is needed obeys the same row', () => {
    const strays = houseFiles.flatMap((file) => {
      const row = rows.findLast(({ place }) => file === place || file.startsWith(`${place}/`));
      return [...read(file).matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)]
        .map(([, name = '']) => name)
        .filter((name) => !name.startsWith('./') && !row?.isAllowed(name))
        .map((name) => `${file}: ${name}`);
    });
    expect(strays).toEqual([]);
  });

  test('a room has one door: what lies behind its index.ts does not resolve', () => {
    const { resolve: find } = createRequire(join(root, 'main/index.ts'));
    expect(find('#domain/access')).toBe(join(root, 'main/domain/access/index.ts'));
    for (const deep of [
      '#domain/access/actor',
      '#domain/access/actor.ts',
      '#features/routing/grid.tsx',
      '#store/../index',
      '#nobody/one',
    ])
      expect(() => find(deep), deep).toThrow(/Cannot find|not defined|Invalid module/);
  });
});

describe('each layer knows only its own world', () => {
  const withCode = (files: readonly string[], code: RegExp) => files.filter((file) => code.test(read(file)));

  test('Electron is known to the shells and the preload alone', () => {
    const knowing = withCode(houseFiles, /(from|import\(|require\() ?['"]electron['"/]/);
    expect(knowing.filter((file) => !file.startsWith('main/app/') && file !== 'preload/index.ts')).toEqual(
      [],
    );
    expect(knowing).toContain('preload/index.ts');
  });

  test('SQL is spoken in store, sync and db alone', () => {
    const speaking = withCode(
      filesOf('{main,preload,renderer}/**/*.{ts,tsx}'),
      /\bsql`|\bsql<|\bsql\.raw\(|\.prepare\(|\.pragma\(|['"`]\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM)\s/,
    );
    expect(speaking.filter((file) => !/^main\/(store|sync)\//.test(file))).toEqual([]);
    expect(speaking.length).toBeGreaterThan(5);
  });

  test('the domain has neither Node nor a page: the compiler does not know them there', () => {
    put(
      'world/world.ts',
      'export const home = process.cwd();\nexport const title = document.title;\nexport const here = __dirname;\n',
    );
    // Together with the whole real domain: a package of its that brings Node's types along would show here.
    const { include } = JSON.parse(read('tsconfig.domain.json')) as { include: string[] };
    put(
      'world/tsconfig.json',
      JSON.stringify({
        extends: '../tsconfig.base.json',
        include: ['world.ts', ...include.map((glob) => join(root, glob))],
      }),
    );
    const { stdout } = run('typescript/bin/tsc', ['-p', 'world']);
    expect(stdout.match(/^world\/world.ts.*'(process|document|__dirname)'/gm)).toHaveLength(3);
  });

  test('a job, a handler and a page have no clock, no chance and no key of their own', () => {
    const own = withCode(
      filesOf('main/{domain,api,store,transfer}/**/*.ts'),
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandomUUID\(/,
    );
    expect(own).toEqual([]);
  });
});

describe('the form of the house', () => {
  const code = filesOf('{main,preload,renderer,db,tools,tests}/**/*.{ts,tsx,mjs}');
  const rooms = filesOf('main/domain/*/index.ts');

  test('no file has more than 400 lines of code', () => {
    const long = code
      .filter((file) => !/(^tests\/|^db\/seeds\/|messages\.)/.test(file))
      .filter(
        (file) =>
          read(file)
            .split('\n')
            .filter((line) => !/^\s*(\/\/.*)?$/.test(line)).length > 400,
      );
    expect(long).toEqual([]);
  });

  test('no file has a name that says nothing, and every name is in kebab-case', () => {
    const bad = code.filter((file) => {
      const [name = ''] = basename(file).split('.');
      return (
        /^(utils?|helpers?|common|shared|misc|manager|service)$/.test(name) ||
        !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)
      );
    });
    expect(bad).toEqual([]);
  });

  test('the lint law refuses default exports, any, ! and a file that is too long', () => {
    put(
      'tools/bad.ts',
      `export default 1;\nexport const a = (x: any) => x;\nexport const b = (x?: string) => x!;\n// @ts-ignore\n${'export {};\n'.repeat(400)}`,
    );
    const lines = lintYard().get('tools/bad.ts');
    expect(lines?.get(1)).toContain('no-default-export');
    expect(lines?.get(2)).toContain('no-explicit-any');
    expect(lines?.get(3)).toContain('no-non-null-assertion');
    expect(lines?.get(4)).toContain('ban-ts-comment');
    expect([...(lines?.values() ?? [])].join()).toContain('max-lines');
  });

  test('no enum, no decorator, no class but an error or what a library asks to extend', () => {
    const odd = code.filter((file) =>
      /^\s*(export )?(const )?enum |^\s*@\w+\(|^(export )?(abstract )?class (?!\w+(<.*>)? extends )/m.test(
        read(file),
      ),
    );
    expect(odd.filter((file) => file !== 'tests/architecture.test.ts')).toEqual([]);
  });

  test("a room's index.ts opens with one sentence that says what the room is", () => {
    const silent = [...rooms, ...filesOf('renderer/features/*/index.ts')].filter(
      (file) => !/^\/\*\*\s[^]{20,400}?\.\s*\*\//.test(read(file)),
    );
    expect(silent).toEqual([]);
    expect(rooms.length).toBeGreaterThanOrEqual(8);
  });

  test('every function that a domain room offers has a docstring', () => {
    const bare = rooms.flatMap((index) => {
      const offered = new Set(read(index).match(/\b[a-z]\w+(?=[ ,}])/g));
      return filesOf(`${dirname(index)}/*.ts`).flatMap((file) =>
        [...read(file).matchAll(/(.*)\n(?:export (?:async )?function\*? (\w+))/g)]
          .filter(([, before = '', name = '']) => offered.has(name) && !/\*\/\s*$|^\): /.test(before))
          .map(([, , name]) => `${file}: ${name}`),
      );
    });
    expect(bare).toEqual([]);
  });
});
