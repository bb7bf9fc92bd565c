// A roster through the one door: files as spreadsheets write them and as nobody should, and the way out and in again.
import { desk } from '#support/desk';
import { arrange } from '#support/routing-office';
import { expect, test } from 'vitest';

const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');
const UNITS = `部门编码,部门名称,上级编码,负责人登录名\r\nE,东区,,ann\r\nE-1,"一组,甲",E,\r\n`;
const PEOPLE = `登录名,姓名,部门编码,状态\r\nann,安,E,在职\r\nbob,'=cmd,E-1,在职\r\n`;

async function office() {
  const made = await desk();
  const take = async (units: string | null, people: string | null) => {
    const reading = await made.tell('access.readRoster', { units, people });
    for (const { at, changes } of reading.batches) {
      const { revision } = await made.tell('access.getPolicy', {});
      if (at === null) await made.tell('access.applyChanges', { revision, changes });
      else await made.tell('access.propose', { changes, reason: '人事系统', effectiveAt: at, alone: true });
    }
    return reading;
  };
  return { ...made, take };
}

test('an empty company takes a whole roster, its export reads back as no change, in both languages', async () => {
  const { tell, take } = await office();
  expect((await take(base64(UNITS), base64(PEOPLE))).faults).toEqual([]);
  const policy = await tell('access.getPolicy', {});
  expect(policy.units).toMatchObject([
    { id: 'E', leaderId: 'hr-ann' },
    { id: 'E-1', parentId: 'E' },
  ]);
  expect(policy.people.map(({ name }) => name)).toEqual(['=cmd', '安']);
  for (const language of ['zh-CN', 'en'] as const) {
    const files = await tell('access.exportRoster', { language });
    expect(Buffer.from(files.people, 'base64').toString()).toContain(`'=cmd`);
    const again = await tell('access.readRoster', files);
    expect(again).toEqual({ faults: [], batches: [], missingPeople: [], missingUnits: [], unchanged: 4 });
  }
});

test('what an import of units made before is the same organisation, by its codes', async () => {
  const { console, tell } = await office();
  await arrange(console, () =>
    console.store.raw.exec(`INSERT INTO units VALUES ('id-1', NULL, '东区', 'East', NULL, 'E');
      INSERT INTO users VALUES ('id-2', 'Ann', '安', 'id-1', 'active', 'crm', 'x', 0)`),
  );
  const reading = await tell('access.readRoster', { units: base64(UNITS), people: base64(PEOPLE) });
  expect(reading.batches[0]?.changes).toContainEqual({ kind: 'saveUnit', id: 'id-1', leaderId: 'id-2' });
  expect(reading.batches[0]?.changes.filter(({ kind }) => kind === 'addPerson')).toHaveLength(1);
});

test('somebody who leaves on a later day waits as a proposal, and nobody is removed for not being in the file', async () => {
  const { tell, take } = await office();
  await take(base64(UNITS), base64(PEOPLE));
  const later = `login,name,status,effective date\nann,安,active,\nbob,=cmd,left,2090-01-01\n`;
  const reading = await take(null, base64(later));
  expect(reading.batches.map(({ at }) => at !== null)).toEqual([true]);
  const partly = await tell('access.readRoster', { units: null, people: base64(`login,name\nann,安`) });
  expect(partly).toMatchObject({ batches: [], missingPeople: ['hr-bob'], unchanged: 1 });
  expect((await tell('access.getPolicy', {})).people.map(({ status }) => status)).toEqual([
    'active',
    'active',
  ]);
});

test('GB18030, as Chinese spreadsheets write it, is read', async () => {
  const { tell } = await office();
  // 登录名,姓名 / ann,安
  const bytes = Buffer.from('b5c7c2bcc3fb2cd0d5c3fb0a616e6e2cb0b20a', 'hex');
  const reading = await tell('access.readRoster', { units: null, people: base64(bytes) });
  expect(reading.batches[0]?.changes).toMatchObject([{ kind: 'addPerson', name: '安' }]);
});

test.each([
  ['nothing', '', 'transfer.emptyFile'],
  ['bytes that are no text', Uint8Array.from([0xff, 0x80, 0x81, 0xfe, 0x00, 0xc1]), null],
  ['an open quote', 'login,name\n"ann,安\n', 'transfer.brokenQuote'],
  ['a NUL', 'login,name\nann,a\0b\n', 'transfer.nulCharacter'],
  ['a column twice', 'login,login\nann,ann\n', 'transfer.duplicateHeader'],
  ['too many rows', `login,name\n${'a,b\n'.repeat(5001)}`, 'access.rosterTooLong'],
])('a file of %s is refused whole', async (_, content, code) => {
  const { ask } = await office();
  const reply = await ask('access.readRoster', { units: null, people: base64(content) });
  expect(reply.ok).toBe(false);
  expect([null, reply.ok ? '' : reply.error.code]).toContain(code);
});

test('a file larger than half a megabyte is refused at the door', async () => {
  const { ask } = await office();
  const reply = await ask('access.readRoster', { units: null, people: base64('x'.repeat(600_000)) });
  expect(reply).toMatchObject({ ok: false, error: { code: 'api.badInput' } });
});

test('a login that somebody has is refused, whoever else comes with it', async () => {
  const { tell, ask, take } = await office();
  await take(base64(UNITS), base64(PEOPLE));
  const { revision } = await tell('access.getPolicy', {});
  const add = (id: string, login: string) =>
    ({ kind: 'addPerson', id, login, name: id, unitId: null }) as const;
  const taken = await ask('access.applyChanges', { revision, changes: [add('x', 'new'), add('y', 'ANN')] });
  expect(taken).toMatchObject({ ok: false, error: { code: 'access.loginTaken' } });
  const twice = await ask('access.applyChanges', { revision, changes: [add('x', 'new'), add('y', 'New')] });
  expect(twice).toMatchObject({ ok: false, error: { code: 'access.loginTaken' } });
  expect((await tell('access.getPolicy', {})).people).toHaveLength(2);
});

test('moves of people and changes of units stand in the history, each with its way back', async () => {
  const { tell, take } = await office();
  await take(base64(UNITS), base64(PEOPLE));
  const apply = async (changes: Parameters<typeof tell<'access.applyChanges'>>[1]['changes']) => {
    const { revision } = await tell('access.getPolicy', {});
    await tell('access.applyChanges', { revision, changes });
  };
  await apply([{ kind: 'changePerson', personId: 'hr-bob', unitId: 'E' }]);
  const { rows } = await tell('access.listHistory', { limit: 1 });
  expect(rows[0]?.undo).toMatchObject({ kind: 'changePerson', personId: 'hr-bob', unitId: 'E-1' });
  await apply(rows[0]?.undo ? [rows[0].undo] : []);
  expect((await tell('access.getPolicy', {})).people.find(({ id }) => id === 'hr-bob')?.unitId).toBe('E-1');
});

test('who led a unit on a day is known afterwards', async () => {
  let now = Date.UTC(2026, 2, 1);
  const { tell } = await desk({ now: () => now });
  const apply = async (...changes: Parameters<typeof tell<'access.applyChanges'>>[1]['changes']) => {
    const { revision } = await tell('access.getPolicy', {});
    await tell('access.applyChanges', { revision, changes });
  };
  const add = (id: string) => ({ kind: 'addPerson', id, login: id, name: id, unitId: null }) as const;
  await apply(add('ann'), add('bob'), {
    kind: 'saveUnit',
    id: 'E',
    label: { zh: '东区', en: '' },
    leaderId: 'ann',
  });
  now = Date.UTC(2026, 2, 10);
  await apply({ kind: 'saveUnit', id: 'E', leaderId: 'bob' });
  const led = (at: number) => tell('access.whoLed', { unitId: 'E', at });
  expect(await led(Date.UTC(2026, 2, 3))).toEqual({ wasThere: true, leader: { id: 'ann', name: 'ann' } });
  expect(await led(Date.UTC(2026, 2, 11))).toMatchObject({ leader: { id: 'bob' } });
  expect(await led(Date.UTC(2026, 1, 11))).toEqual({ wasThere: false, leader: null });
  const spans = await tell('access.listUnitHistory', { unitId: 'E' });
  expect(spans.map(({ to, leader }) => [to, leader?.id])).toEqual([
    [null, 'bob'],
    [Date.UTC(2026, 2, 10), 'ann'],
  ]);
});
