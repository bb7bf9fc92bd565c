import type { OutputOf } from '#contract/contract';
import { ReadRules } from '#contract/routing-files';
import { canonical } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import { type Desk, desk } from '#support/desk';
import { arrange, furnish } from '#support/routing-office';
import { expect, test } from 'vitest';

const DAY = Date.UTC(2026, 0, 2);

const RULES: Rule[] = [
  {
    id: 'big',
    name: '上海、大客户',
    condition: {
      all: [
        { op: 'oneOf', attribute: 'city', values: ['sh', 'bj'] },
        { op: 'between', attribute: 'stores', min: 10, max: null },
        { op: 'notOneOf', attribute: 'stores', values: [10] },
        { op: 'age', attribute: 'since', minDays: 3, maxDays: null },
      ],
    },
    groupId: 'group',
    isOn: true,
    note: '五十家以上, 见 "政策"',
    ownerId: 'ops',
    validFrom: DAY,
    tags: ['促销', '春节'],
  },
  {
    id: 'nested',
    name: 'Nested',
    condition: {
      all: [
        {
          any: [
            { op: 'equals', attribute: 'city', value: 'gz' },
            { op: 'equals', attribute: 'needs', value: 'price' },
          ],
        },
        { op: 'hasAll', attribute: 'needs', values: ['price', 'credit'] },
      ],
    },
    groupId: 'other',
    isOn: false,
    note: '',
    reviewAt: DAY,
  },
  { id: 'rest', name: '其余', condition: { all: [] }, groupId: 'group', isOn: true, note: '' },
];

async function office(): Promise<Desk & { versionId: string }> {
  const made = await desk();
  await arrange(made.console, () => {
    furnish(made.console, ['ops']);
    const add = made.console.store.raw.prepare(
      'INSERT INTO distribution_groups (id, label_zh, label_en, is_on) VALUES (?, ?, ?, 1)',
    );
    add.run('group', '华东组', 'East');
    add.run('other', '华南组', 'South');
  });
  const { versionId } = await made.tell('routing.createRuleSet', { label: { zh: '总表', en: 'Main' } });
  const { version } = await made.tell('routing.listRules', { versionId });
  await made.tell('routing.saveDraft', { versionId, revision: version.revision, rules: RULES });
  return { ...made, versionId };
}

async function bytesOf({ tell }: Desk, fileId: string): Promise<Buffer> {
  const file: OutputOf<'transfer.getFile'> = await tell('transfer.getFile', { fileId });
  const pieces: Buffer[] = [];
  for (let seq = 0; seq < file.chunks; seq += 1)
    pieces.push(Buffer.from((await tell('transfer.readChunk', { fileId, seq })).base64, 'base64'));
  return Buffer.concat(pieces);
}

async function upload({ tell }: Desk, name: string, bytes: Buffer): Promise<string> {
  const { fileId } = await tell('transfer.startUpload', { name, size: bytes.length });
  await tell('transfer.putChunk', { fileId, seq: 0, base64: bytes.toString('base64') });
  await tell('transfer.finishUpload', { fileId });
  return fileId;
}

async function read(made: Desk, name: string, bytes: Buffer) {
  const fileId = await upload(made, name, bytes);
  const { jobId } = await made.tell('routing.readRuleFile', { fileId });
  const result = ReadRules.parse(await made.run(jobId));
  const { rules } = JSON.parse((await bytesOf(made, result.fileId)).toString()) as { rules: Rule[] };
  return { ...result, list: rules };
}

test.each(['dmn', 'xlsx', 'csv'] as const)(
  'rules go out as %s and come back as they were',
  async (format) => {
    const made = await office();
    for (const language of ['zh-CN', 'en'] as const) {
      const { jobId } = await made.tell('routing.exportRules', {
        versionId: made.versionId,
        format,
        language,
      });
      const { fileId } = (await made.run(jobId)) as { fileId: string };
      const back = await read(made, `rules.${format}`, await bytesOf(made, fileId));
      expect(back.problems).toEqual([]);
      const plain = (rules: Rule[]) =>
        rules.map((rule) => ({ ...rule, condition: canonical(rule.condition) }));
      expect(plain(back.list)).toEqual(plain(RULES));
    }
  },
);

test('what people type in a spreadsheet is read by its names, and the rest is named', async () => {
  const made = await office();
  const csv = `规则,城市,门店数,分配组,启用\r\n甲,"sh，gz",>=5,华南组,是\r\n乙,not(bj),[1..3],nobody,\r\n丙,,什么>意思,East,否\r\n`;
  const { list, problems, problemCount } = await read(made, '表.csv', Buffer.from(csv));
  expect(problemCount).toBe(2);
  expect(problems).toEqual([
    { row: 2, column: 'group', code: 'unknownGroup', text: 'nobody' },
    { row: 3, column: '门店数', code: 'outside', text: '什么>意思' },
  ]);
  expect(list.map(({ name, condition, groupId, isOn }) => ({ name, condition, groupId, isOn }))).toEqual([
    {
      name: '甲',
      condition: {
        all: [
          { op: 'oneOf', attribute: 'city', values: ['sh', 'gz'] },
          { op: 'between', attribute: 'stores', min: 5, max: null },
        ],
      },
      groupId: 'other',
      isOn: true,
    },
    {
      name: '乙',
      condition: {
        all: [
          { op: 'notOneOf', attribute: 'city', values: ['bj'] },
          { op: 'between', attribute: 'stores', min: 1, max: 3 },
        ],
      },
      groupId: 'group',
      isOn: false,
    },
    { name: '丙', condition: { all: [] }, groupId: 'group', isOn: false },
  ]);
  expect(list[2]?.note).toBe('门店数: 什么>意思');
});

test.each([
  ['a picture', Buffer.from([0x50, 0x4b, 3, 4, 9, 9]), 'routing.notARuleFile'],
  ['a page', Buffer.from('<html><body>no table</body></html>'), 'routing.notARuleFile'],
  ['a bomb', Buffer.from('<!DOCTYPE a [<!ENTITY b "c">]><definitions/>'), 'routing.notARuleFile'],
  ['half a file', Buffer.from('<definitions><decision'), 'routing.notARuleFile'],
  [
    'a table that collects',
    Buffer.from(
      '<definitions><decision name="d"><decisionTable hitPolicy="COLLECT"/></decision></definitions>',
    ),
    'routing.unknownHitPolicy',
  ],
  [
    'two tables',
    Buffer.from(
      '<definitions><decision name="a"><decisionTable/></decision><decision name="b"><decisionTable/></decision></definitions>',
    ),
    'routing.severalTables',
  ],
])('%s is refused with what to do', async (_, bytes, code) => {
  const made = await office();
  const fileId = await upload(made, 'rules.dmn', bytes);
  const { jobId } = await made.tell('routing.readRuleFile', { fileId });
  await expect(made.run(jobId)).rejects.toThrow(code);
});
