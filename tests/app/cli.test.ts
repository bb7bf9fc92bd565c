import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contract } from '#contract/contract';
import { runTool, tempHome } from '#support/spawned';
import { expect, test } from 'vitest';

type Printed = { code: number | null; json: { ok?: boolean; value?: unknown; error?: unknown }; err: string };

/** One call of the command line: its exit code, what it printed on stdout as JSON, and what it said beside it. */
async function cli(home: string, args: readonly string[], input?: string): Promise<Printed> {
  const { code, out, err } = await runTool('cli.ts', args, {
    home,
    ...(input === undefined ? {} : { input }),
  }).ended;
  return { code, json: out === '' ? {} : (JSON.parse(out) as Printed['json']), err };
}

test('"cli list" names every operation, and opens no store for it', async () => {
  const home = join(tempHome(), 'not made');
  const { code, out } = await runTool('cli.ts', ['list'], { home }).ended;
  expect(code).toBe(0);
  expect(
    out
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0]),
  ).toEqual(Object.keys(contract).sort());
  expect(() => readFileSync(join(home, 'switchyard.db'))).toThrow('ENOENT');
});

test('"cli help" prints the JSON schemas of what an operation takes and answers', async () => {
  const { code, json } = await cli(tempHome(), ['help', 'jobs.get']);
  expect(code).toBe(0);
  expect(json).toMatchObject({
    operation: 'jobs.get',
    kind: 'read',
    needs: 'signedIn',
    input: { type: 'object', required: ['id'], additionalProperties: false },
    output: { type: 'object' },
  });
});

test('every operation has schemas that can be printed', async () => {
  const { describe } = await import('#tools/cli-help');
  for (const name of Object.keys(contract)) expect(JSON.stringify(describe(name))).toContain('"input"');
});

test('an operation prints its Reply, and the exit code says whether it was a refusal', async () => {
  const home = tempHome();
  expect(await cli(home, ['jobs.list'])).toMatchObject({
    code: 0,
    json: { ok: true, value: { rows: [], total: 0 } },
  });
  expect(await cli(home, ['jobs.get', '--input', '{"id":"none"}'])).toMatchObject({
    code: 1,
    json: { ok: false, error: { code: 'api.notFound' } },
  });
  expect(await cli(home, ['jobs.list', '--input', '{"limit":0}'])).toMatchObject({
    code: 1,
    json: { ok: false, error: { code: 'api.badInput', params: { issues: [{ path: 'limit' }] } } },
  });
  expect(await cli(home, ['jobs.nothing'])).toMatchObject({
    code: 1,
    json: { ok: false, error: { code: 'api.unknownOperation', params: { name: 'jobs.nothing' } } },
  });
});

test('the input comes from a file, also one with a byte order mark, or from standard input', async () => {
  const home = tempHome();
  const file = join(home, 'input.json');
  writeFileSync(file, '\uFEFF{"limit":1}');
  expect(await cli(home, ['jobs.list', '--input', file])).toMatchObject({ code: 0, json: { ok: true } });
  expect(await cli(home, ['jobs.list', '--input', '-'], '{"limit":1}')).toMatchObject({
    code: 0,
    json: { ok: true },
  });
});

test.each([
  ['an input that is no JSON', ['jobs.list', '--input', '{"limit":'], 'The input is not JSON'],
  ['an input file that is not there', ['jobs.list', '--input', '/nowhere.json'], 'ENOENT'],
  ['an unknown option', ['jobs.list', '--loud'], "Unknown option '--loud'"],
  ['no operation', [], 'cli -- list'],
  ['two operations', ['jobs.list', 'jobs.get'], 'cli -- list'],
  [
    'a login that nobody has',
    ['jobs.list', '--as', 'nobody here'],
    'Nobody who works here signs in as nobody here.',
  ],
  ['a file without its field', ['jobs.list', '--file', 'x.csv'], 'FIELD=PATH is wanted'],
])('%s is said on standard error, and nothing is printed', async (_what, args, words) => {
  const { code, json, err } = await cli(tempHome(), args);
  expect(code).toBe(2);
  expect(err).toContain(words);
  expect(json).toEqual({});
});

test('a file is sent, its job runs to its end before the answer comes, and the progress goes beside it', async () => {
  const home = tempHome();
  const file = join(home, 'units.csv');
  writeFileSync(file, 'code,name\nnorth,北区\nsouth,南区\n');
  const input = { kind: 'units', source: 'test', mapping: { columns: { externalId: 'code', name: 'name' } } };
  const args = ['transfer.commitImport', '--file', `fileId=${file}`, '--input', JSON.stringify(input)];
  const { code, json, err } = await cli(home, args);
  expect(json).toMatchObject({ ok: true, value: { job: { status: 'done' } } });
  expect(code).toBe(0);
  expect(err).toContain('sending');
  expect(err).toContain('transfer.commitImport');
  const units = await cli(home, ['access.listUnits']);
  expect(JSON.stringify(units.json.value)).toContain('北区');
});

test('--detach answers at once, and says that the job waits for a console', async () => {
  const home = tempHome();
  const file = join(home, 'units.csv');
  writeFileSync(file, 'code,name\nnorth,北区\n');
  const input = { kind: 'units', source: 'test', mapping: { columns: { externalId: 'code', name: 'name' } } };
  const args = [
    'transfer.previewImport',
    '--detach',
    '--file',
    `fileId=${file}`,
    '--input',
    JSON.stringify(input),
  ];
  const { json, err } = await cli(home, args);
  expect(json.value).not.toHaveProperty('job');
  expect(err).toContain('waits for the next one');
  expect(await cli(home, ['jobs.list'])).toMatchObject({ json: { value: { total: 1 } } });
});

test('two command lines at once both get their answer, or are told who has the store', async () => {
  const home = tempHome();
  await cli(home, ['jobs.list']);
  const both = await Promise.all([cli(home, ['jobs.list']), cli(home, ['jobs.list'])]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
});

test('a reader that has seen enough ends the command line quietly', async () => {
  const spawned = runTool('cli.ts', ['list'], { home: tempHome() });
  spawned.child.stdout?.destroy();
  const { err } = await spawned.ended;
  expect(err).not.toContain('EPIPE');
});
