import { type Label, labelIn, type Language } from '#domain/base';
import type { Rule } from '#domain/rules';
import { columnsOf, rowsOf, type TableColumn } from './columns.ts';
import { isPlainName, quoted } from './tokens.ts';
import { ageExpression, OTHERS, type WrittenTable } from './written.ts';

/** What rules are told with: the facts they test, and the names of groups by id. */
export type Naming = {
  readonly facts: readonly {
    readonly key: string;
    readonly kind: string;
    readonly label: Label;
    readonly values: readonly { readonly code: string; readonly label: Label }[];
  }[];
  readonly groups: ReadonlyMap<string, Label>;
};

/** What a row says beside its conditions, and how a spreadsheet calls it. */
const TOLD = {
  id: { zh: '编号', en: 'ID' },
  name: { zh: '规则', en: 'Rule' },
  isOn: { zh: '启用', en: 'On' },
  group: { zh: '分配组', en: 'Distribution group' },
  note: { zh: '原因', en: 'Reason' },
  ownerId: { zh: '负责人', en: 'Owner' },
  validFrom: { zh: '生效自', en: 'Valid from' },
  validTo: { zh: '失效于', en: 'Valid until' },
  reviewAt: { zh: '复核于', en: 'Review' },
  tags: { zh: '行标签', en: 'Row tags' },
} as const satisfies Record<string, Label>;
type Told = keyof typeof TOLD;
const BEFORE: readonly Told[] = ['id', 'name', 'isOn'];
const AFTER: readonly Told[] = ['note', 'ownerId', 'validFrom', 'validTo', 'reviewAt', 'tags'];
const OTHERS_HEADER: Label = { zh: '其他条件', en: 'Other conditions' };
const AGE_SUFFIX: Label = { zh: '（距今天数）', en: ' (days ago)' };

/** The annotations of a DMN table, whose order the writer and the reader share. */
const ANNOTATIONS: readonly Told[] = ['name', ...AFTER];

function toldOf(rule: Rule, told: Told): string {
  const moment = (at: number | undefined) => (at === undefined ? '' : new Date(at).toISOString());
  switch (told) {
    case 'id':
      return rule.id;
    case 'name':
      return rule.name;
    case 'isOn':
      return String(rule.isOn);
    case 'group':
      return rule.groupId;
    case 'note':
      return rule.note;
    case 'ownerId':
      return rule.ownerId ?? '';
    case 'validFrom':
    case 'validTo':
    case 'reviewAt':
      return moment(rule[told]);
    case 'tags':
      return (rule.tags ?? []).join(', ');
  }
}

/** Ordered rules as a DMN table of hit policy FIRST: groups by name, everything else of a row in annotations. */
export function tableOf(name: string, rules: readonly Rule[], naming: Naming): WrittenTable {
  const columns = columnsOf(rules, naming.facts);
  const expressionOf = (column: TableColumn) => {
    if (column.tests === 'others') return OTHERS;
    return column.tests === 'age' ? ageExpression(column.attribute) : column.attribute;
  };
  const cells = rowsOf(rules, columns);
  return {
    name,
    hitPolicy: 'FIRST',
    inputs: columns.map((column) => ({ expression: expressionOf(column) })),
    outputs: [{ name: 'group', values: [] }],
    annotations: ANNOTATIONS,
    rows: rules.map((rule, index) => ({
      id: rule.id,
      inputs: [...(cells[index] ?? [])],
      outputs: [uniqueName(naming.groups, rule.groupId)],
      annotations: ANNOTATIONS.map((told) => toldOf(rule, told)),
    })),
  };
}

/** A group's name where no other group bears it, else its id. */
function uniqueName(groups: ReadonlyMap<string, Label>, id: string): string {
  const name = groups.get(id)?.zh ?? id;
  const bearers = [...groups.values()].filter(({ zh, en }) => zh === name || en === name).length;
  return bearers === 1 ? name : id;
}

/** Ordered rules as a sheet: a column for each attribute, cells as people write them (`广东, 福建`, `>=10`, `not(展会)`). */
export function sheetOf(
  rules: readonly Rule[],
  naming: Naming,
  language: Language,
): { header: string[]; rows: string[][] } {
  const facts = new Map(naming.facts.map((fact) => [fact.key, fact]));
  const all = rules.map((rule): Rule => ({ ...rule, isOn: true }));
  const columns = columnsOf(all, naming.facts);
  const headerOf = (column: TableColumn) => {
    if (column.tests === 'others') return labelIn(OTHERS_HEADER, language);
    const fact = facts.get(column.attribute);
    const name = fact ? labelIn(fact.label, language) : column.attribute;
    return column.tests === 'age' ? `${name}${labelIn(AGE_SUFFIX, language)}` : name;
  };
  const tests = distinct(columns.map(headerOf), columns);
  const spell = speller(facts, language);
  const cells = rowsOf(all, columns, spell);
  const names = new Map([...naming.groups.keys()].map((id) => [id, uniqueName(naming.groups, id)]));
  const label = (told: Told) => labelIn(TOLD[told], language);
  return {
    header: [...BEFORE.map(label), ...tests, label('group'), ...AFTER.map(label)],
    rows: rules.map((rule, index) => [
      ...BEFORE.map((told) => toldOf(rule, told)),
      ...(cells[index] ?? []).map((cell) => (cell === '-' ? '' : cell)),
      names.get(rule.groupId) ?? rule.groupId,
      ...AFTER.map((told) => toldOf(rule, told)),
    ]),
  };
}

/** Names that two columns share, or that mean something else in a sheet, give way to the attribute's key. */
function distinct(names: readonly string[], columns: readonly TableColumn[]): string[] {
  const reserved: string[] = Object.values(TOLD).flatMap(({ zh, en }) => [zh, en]);
  return names.map((name, index) => {
    const column = columns[index];
    if (column === undefined || column.tests === 'others') return name;
    if (!reserved.includes(name) && names.indexOf(name) === names.lastIndexOf(name)) return name;
    return column.tests === 'age' ? ageExpression(column.attribute) : column.attribute;
  });
}

function speller(facts: ReadonlyMap<string, Naming['facts'][number]>, language: Language) {
  const known = new Map(
    [...facts.values()].map(({ key, values }) => {
      const names = values.map(({ code, label }) => ({ code, name: labelIn(label, language) }));
      const isClear = (name: string, code: string) =>
        names.every((other) => other.code === code || (other.name !== name && other.code !== name));
      return [key, new Map(names.map(({ code, name }) => [code, isClear(name, code) ? name : code]))];
    }),
  );
  return (attribute: string, value: string) => {
    const name = known.get(attribute)?.get(value) ?? value;
    return isPlainName(name) ? name : quoted(name);
  };
}

/** A sheet as a written table; columns that mean nothing else are tests of the attribute they name. */
export function tableOfSheet(name: string, header: readonly string[], rows: readonly (readonly string[])[]) {
  const toldAt = new Map<Told, number>();
  const inputs: { readonly at: number; readonly expression: string }[] = [];
  for (const [at, title] of header.entries()) {
    const told = (Object.keys(TOLD) as Told[]).find((key) => isCalled(title, TOLD[key]));
    if (told !== undefined && !toldAt.has(told)) toldAt.set(told, at);
    else if (title.trim() !== '')
      inputs.push({ at, expression: isCalled(title, OTHERS_HEADER) ? OTHERS : expressionIn(title) });
  }
  const told = [...toldAt].filter(([key]) => key !== 'group' && key !== 'id');
  const cell = (row: readonly string[], at: number | undefined) => (at === undefined ? '' : (row[at] ?? ''));
  return {
    name,
    hitPolicy: 'FIRST',
    inputs: inputs.map(({ expression }) => ({ expression })),
    outputs: [{ name: 'group', values: [] }],
    annotations: told.map(([key]) => key),
    rows: rows.map((row) => ({
      id: cell(row, toldAt.get('id')),
      inputs: inputs.map(({ at }) => cell(row, at)),
      outputs: [cell(row, toldAt.get('group'))],
      annotations: told.map(([, at]) => cell(row, at)),
    })),
  } satisfies WrittenTable;
}

function isCalled(title: string, { zh, en }: Label): boolean {
  const bare = title.normalize('NFKC').trim().toLowerCase();
  return bare === zh.toLowerCase() || bare === en.toLowerCase();
}

function expressionIn(title: string): string {
  for (const suffix of [AGE_SUFFIX.zh, '(距今天数)', AGE_SUFFIX.en.trim()])
    if (title.trim().endsWith(suffix)) return ageExpression(title.trim().slice(0, -suffix.length).trim());
  return title.trim();
}
