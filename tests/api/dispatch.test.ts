import { connect } from '#store/open';
import { placesIn } from '#store/places';
import { type Desk, desk } from '#support/desk';
import { expect, test } from 'vitest';

const lines = ({ console }: Desk) =>
  console.store.raw.prepare('SELECT count(*) FROM audit_lines').pluck().get();
const attribute = (key: string) => ({
  key,
  kind: 'text' as const,
  label: { zh: key, en: '' },
  values: [],
  position: 0,
});
const badInput = (code: string, path = '') => ({
  ok: false,
  error: { code: 'api.badInput', params: { issues: [{ path, code }] } },
});

test('an operation nobody knows is refused by name', async () => {
  const { ask } = await desk();
  for (const name of ['no.such', '__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])
    expect(await ask(name as never, {} as never)).toEqual({
      ok: false,
      error: { code: 'api.unknownOperation', params: { name } },
    });
  for (const name of [undefined, null, 7, ['jobs.list'], { toString: () => 'jobs.list' }])
    expect(await ask(name as never, {} as never)).toEqual({
      ok: false,
      error: { code: 'api.unknownOperation', params: { name: '' } },
    });
  expect(await ask('x'.repeat(1_000_000) as never, {} as never)).toMatchObject({
    error: { params: { name: 'x'.repeat(80) } },
  });
});

test('what JSON could not have carried is refused unread', async () => {
  const { ask } = await desk();
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  const list = (input: unknown) => ask('jobs.list', input as never);
  expect(await list(circle)).toEqual(badInput('tooDeep'));
  for (const odd of [new Map(), new Date(), /x/, new Uint8Array(4), 1n, Symbol('x'), () => 1])
    expect(await list({ odd })).toEqual(badInput('notPlain'));
  expect(await list(Object.create({ limit: 3 }))).toEqual(badInput('notPlain'));
  for (const text of ['\ud800', 'a\udc00b', 'nul\u0000nul'])
    for (const input of [text, { text }, { [text]: 1 }, [[text]]])
      expect(await list(input)).toEqual(badInput('notText'));
});

test('depth and size have an end, also where a few references unfold to very much', async () => {
  const { ask } = await desk();
  const list = (input: unknown) => ask('jobs.list', input as never);
  expect(await list(JSON.parse('['.repeat(10_000) + ']'.repeat(10_000)))).toEqual(badInput('tooDeep'));
  const tooLarge = { ok: false, error: { code: 'api.tooLarge', params: { limitBytes: 32_000_000 } } };
  let knot: unknown = {};
  for (let level = 0; level < 40; level += 1) knot = [knot, knot];
  expect(await list(knot)).toEqual(tooLarge);
  expect(await list({ text: 'x'.repeat(33_000_000) })).toEqual(tooLarge);
  expect(await list(Array.from({ length: 3_000_000 }).fill(0))).toEqual(tooLarge);
  const sparse: unknown[] = [];
  sparse[4_000_000_000] = 1;
  expect(await list(sparse)).toEqual(tooLarge);
  expect(await list({ text: 'x'.repeat(10_000_000) })).toMatchObject({ error: { code: 'api.badInput' } });
});

test('a prototype cannot be sent along', async () => {
  const { ask } = await desk();
  for (const text of [
    '{"__proto__":{"limit":3}}',
    '{"constructor":{"prototype":{"limit":3}}}',
    '{"limit":1,"__proto__":null}',
  ])
    expect(await ask('jobs.list', JSON.parse(text) as never)).toMatchObject({
      error: { code: 'api.badInput' },
    });
  expect(({} as { limit?: unknown }).limit).toBeUndefined();
});

test('the refusal of a payload names at most twenty faults, each by a short path', async () => {
  const { ask } = await desk();
  const values = Array.from({ length: 500 }, () => ({ code: 7, label: {} }));
  const reply = await ask('tagging.saveAttribute', { ...attribute('a'), values } as never);
  expect(reply).toMatchObject({ error: { code: 'api.badInput' } });
  const { issues } = (reply as unknown as { error: { params: { issues: { path: string }[] } } }).error.params;
  expect(issues).toHaveLength(20);
  expect(issues[0]).toEqual({ path: 'values.0.code', code: 'invalid_type' });
});

test('a write leaves one audit line, a look none, and a refused write none', async () => {
  const it = await desk();
  await it.tell('tagging.listAttributes', {});
  await it.tell('jobs.list', {});
  expect(lines(it)).toBe(0);
  await it.tell('tagging.saveAttribute', attribute('a'));
  expect(lines(it)).toBe(1);
  await it.ask('jobs.cancel', { id: 'none' });
  await it.ask('tagging.saveAttribute', { ...attribute('b'), kind: 'none' } as never);
  await it.ask('tagging.saveAttribute', attribute('b'), 'nobody-known');
  expect(lines(it)).toBe(1);
});

test('a write that fails half-way leaves nothing, and is told with a trace', async () => {
  const reports: [string, string][] = [];
  let fails = true;
  const it = await desk({
    sha256: (text) => {
      if (fails) throw new Error('the ground shook');
      return text.slice(0, 64).padEnd(64);
    },
    report: (traceId, operation) => reports.push([traceId, operation]),
  });
  const reply = await it.ask('tagging.saveAttribute', attribute('a'));
  expect(reply).toEqual({
    ok: false,
    error: { code: 'api.unexpected', params: { traceId: reports[0]?.[0] } },
  });
  expect(reports).toEqual([[expect.any(String), 'tagging.saveAttribute']]);
  expect(await it.tell('tagging.listAttributes', {})).toEqual([]);
  fails = false;
  await it.tell('tagging.saveAttribute', attribute('a'));
  expect(await it.tell('tagging.listAttributes', {})).toHaveLength(1);
});

test('what fails after the commit does not make a write look refused', async () => {
  const reports: string[] = [];
  const broken = () => {
    throw new Error('nobody listens');
  };
  const it = await desk({
    anchor: { read: () => [], write: broken },
    emit: broken,
    wakeJobs: broken,
    report: (_, operation) => reports.push(operation),
  });
  expect(await it.ask('tagging.saveAttribute', attribute('a'))).toMatchObject({ ok: true });
  expect(reports).toHaveLength(3);
  expect(await it.tell('tagging.listAttributes', {})).toHaveLength(1);
});

test('a store that somebody else is writing to says so, and the next try goes through', async () => {
  const it = await desk();
  it.console.store.raw.pragma('busy_timeout = 20');
  const other = connect(placesIn(it.console.home).db);
  other.raw.exec('BEGIN IMMEDIATE');
  expect(await it.ask('tagging.saveAttribute', attribute('a'))).toEqual({
    ok: false,
    error: { code: 'api.storeBusy', params: {} },
  });
  expect(await it.tell('tagging.listAttributes', {})).toEqual([]);
  other.raw.exec('ROLLBACK');
  other.close();
  expect(await it.ask('tagging.saveAttribute', attribute('a'))).toMatchObject({ ok: true });
});

test('a hundred writes at once are written one after another', async () => {
  const it = await desk();
  const replies = await Promise.all(
    Array.from({ length: 100 }, (_, index) => it.ask('tagging.saveAttribute', attribute(`a${index}`))),
  );
  expect(replies.filter(({ ok }) => ok)).toHaveLength(100);
  expect(lines(it)).toBe(100);
  expect(await it.tell('audit.verify', {})).toMatchObject({ ok: true, lines: 100 });
});
