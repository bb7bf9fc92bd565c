import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Value } from '#domain/conditions';
import { firstMatch, type Rule } from '#domain/rules';
import { rulesOf, type WrittenTable } from '#domain/tables';
import { readDmn } from '#transfer/dmn-reader';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';

const folder = resolve(import.meta.dirname, '../../../shared/data/dmn-tables');
const ROUTABLE = /hitPolicy="(UNIQUE|ANY|FIRST|PRIORITY)"/;

type Case = { id: string; facts: Record<string, Value>; expected: string };

/** The rules of a table, each with its outputs as its group. */
function rulesIn(table: WrittenTable): Rule[] {
  let id = 0;
  const joined = {
    ...table,
    outputs: [{ name: 'group', values: [] as string[] }, ...table.outputs],
    rows: table.rows.map((row) => ({ ...row, outputs: [row.outputs.join(' | '), ...row.outputs] })),
  };
  const { rules, problems } = rulesOf(joined, {
    attributeOf: (expression) => expression,
    codeOf: (_, text) => text,
    groupOf: (text) => text,
    dateOf: Date.parse,
    newId: () => `r${(id += 1)}`,
    isPlain: false,
    anyGroup: '',
  });
  expect(problems).toEqual([]);
  return rules;
}

function casesIn(file: string, table: WrittenTable): Case[] {
  const parser = new XMLParser({
    ignoreAttributes: false,
    parseTagValue: false,
    isArray: (name) => ['testCase', 'inputNode', 'component'].includes(name),
  });
  type Typed = { '#text'?: string; '@_xsi:type'?: string };
  const valueOf = (value: Typed): Value => {
    const text = value['#text'] ?? '';
    const kind = value['@_xsi:type'] ?? '';
    if (kind.endsWith('boolean')) return text === 'true';
    return /decimal|double|int/.test(kind) ? Number(text) : text;
  };
  type Node = {
    '@_id': string;
    inputNode: { '@_name': string; value: Typed }[];
    resultNode: { expected: { value?: Typed; component?: { '@_name': string; value: Typed }[] } };
  };
  const { testCases } = parser.parse(readFileSync(file, 'utf8')) as { testCases: { testCase: Node[] } };
  return testCases.testCase.map((node) => {
    const { value, component } = node.resultNode.expected;
    const parts = component
      ? table.outputs.map(({ name }) => component.find((part) => part['@_name'] === name)?.value ?? {})
      : [value ?? {}];
    return {
      id: node['@_id'],
      facts: Object.fromEntries(node.inputNode.map((input) => [input['@_name'], valueOf(input.value)])),
      expected: parts.map((part) => String(valueOf(part))).join(' | '),
    };
  });
}

describe.skipIf(!existsSync(folder))(
  'the public decision tables of the DMN TCK (beside the project in shared/data)',
  () => {
    const files = existsSync(folder) ? globSync('*/*.dmn', { cwd: folder }).sort() : [];
    const routable = files.filter((file) => ROUTABLE.test(readFileSync(join(folder, file), 'utf8')));
    const others = files.filter((file) => !routable.includes(file));

    test.each(routable)('%s decides as published', (file) => {
      const found = readDmn(readFileSync(join(folder, file), 'utf8'));
      if (!found.ok) throw new Error(JSON.stringify(found.fault));
      const rules = rulesIn(found.table);
      const cases = globSync(join(folder, dirname(file), '*-test-*.xml')).flatMap((each) =>
        casesIn(each, found.table),
      );
      expect(cases.length).toBeGreaterThan(0);
      for (const { id, facts, expected } of cases)
        expect(firstMatch(rules, facts, 0)?.groupId, `${file} case ${id}`).toBe(expected);
    });

    test.each(others)('%s is refused by the name of its hit policy', (file) => {
      const found = readDmn(readFileSync(join(folder, file), 'utf8'));
      expect(found).toMatchObject({ ok: false, fault: { code: 'hitPolicy' } });
    });

    test('nine tables route, eight collect or list', () => {
      expect([routable.length, others.length]).toEqual([9, 8]);
    });
  },
);
