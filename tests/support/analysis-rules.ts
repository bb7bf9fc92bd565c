import type { Given, TrafficRow } from '#domain/analysis';
import type { Catalogue, Condition, Test } from '#domain/conditions';
import type { Rule } from '#domain/rules';

export const NOW = 1_760_000_000_000;
export const DAY = 86_400_000;
const DAYS = 90;

/** Attributes with lists and how many codes each has; `tier`, `campaign` and `need` are left to planted defects. */
const LISTED: readonly (readonly [string, number])[] = [
  ['province', 31],
  ['city', 200],
  ['source', 12],
  ['industry', 40],
  ['shopType', 24],
  ['intent', 10],
];
const GROUPS = 40;
const WIDEST = 9;

export const code = (name: string, index: number) => `${name}-${index}`;
const codes = (name: string, count: number) => Array.from({ length: count }, (_, at) => code(name, at));

type Known = NonNullable<ReturnType<Catalogue['get']>>;
const listed = (kind: Known['kind'], name: string, count: number): [string, Known] => [
  name,
  { kind, codes: new Set(codes(name, count)) },
];

const catalogue: Catalogue = new Map<string, Known>([
  ...LISTED.map(([name, count]) => listed('enum', name, count)),
  listed('enum', 'tier', 3),
  listed('enum', 'campaign', 20),
  listed('set', 'need', 12),
  listed('number', 'stores', 0),
  listed('date', 'since', 0),
  listed('text', 'company', 0),
]);

export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

type Node = { readonly tests: readonly Test[]; readonly groupId: string };

/**
 * Rules as territories are written: a region is divided among groups by one attribute after another, the parts first, then
 * the region itself for what is left of it, with another group. Nothing in it is dead, redundant or mergeable by intent.
 */
export function cleanRules(count: number, seed: number): Rule[] {
  const next = chanceFrom(seed);
  const rules: Rule[] = [];
  const emit = ({ tests, groupId }: Node) => {
    const id = `rule-${rules.length}`;
    rules.push({ id, name: id, condition: { all: [...tests] }, groupId, isOn: true, note: '' });
  };
  const divide = (node: Node, room: number, upper: readonly string[]) => {
    const used = new Set(node.tests.map(({ attribute }) => attribute));
    const free = [...LISTED.map(([name]) => name), 'stores', 'since', 'need'].filter(
      (name) => !used.has(name),
    );
    const name = free[Math.floor(next() * free.length)];
    const parts = room < 3 || name === undefined ? [] : partsOf(name, Math.min(WIDEST, room - 1), next);
    const groups = shuffled(GROUPS, next).filter(
      (groupId) => groupId !== node.groupId && !upper.includes(groupId),
    );
    const each = Math.floor((room - 1) / Math.max(1, parts.length));
    for (const [at, part] of parts.entries()) {
      const child = { tests: [...node.tests, part], groupId: groups[at] ?? node.groupId };
      divide(child, each, [...upper, node.groupId]);
    }
    emit(node);
  };
  let region = 0;
  while (rules.length < count - 1) {
    const left = count - 1 - rules.length;
    // Regions of one province each, then of provinces and a source, so that regions never meet.
    const province: Test = { op: 'equals', attribute: 'province', value: code('province', region % 31) };
    const source: Test = {
      op: 'equals',
      attribute: 'source',
      value: code('source', Math.floor(region / 31) % 12),
    };
    const node: Node = { tests: [province, source], groupId: `group-${1 + (region % (GROUPS - 1))}` };
    divide(node, Math.min(left, 1 + Math.floor(next() * 300)), ['group-0']);
    region += 1;
  }
  return [
    ...rules,
    { id: 'rest', name: 'rest', condition: { all: [] }, groupId: 'group-0', isOn: true, note: '' },
  ];
}

function shuffled(count: number, next: () => number): string[] {
  return Array.from({ length: count }, (_, at) => [next(), `group-${at}`] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, id]) => id);
}

/** Tests of one attribute that no value passes twice and that leave some values over. */
function partsOf(name: string, most: number, next: () => number): Test[] {
  const wanted = 2 + Math.floor(next() * (most - 1));
  if (name === 'stores') {
    const start = Math.floor(next() * 50);
    return Array.from({ length: Math.min(wanted, 6) }, (_, at) => {
      const min = start + at * 100 + Math.floor(next() * 20);
      return { op: 'between' as const, attribute: name, min, max: min + 60 + Math.floor(next() * 15) };
    });
  }
  if (name === 'since') {
    const start = Math.floor(next() * 30);
    return Array.from({ length: Math.min(wanted, 6) }, (_, at) => {
      const minDays = start + at * 60 + Math.floor(next() * 10);
      return {
        op: 'age' as const,
        attribute: name,
        minDays,
        maxDays: minDays + 30 + Math.floor(next() * 15),
      };
    });
  }
  if (name === 'need')
    return [{ op: 'oneOf', attribute: name, values: [code(name, Math.floor(next() * 12)), code(name, 0)] }];
  const size = LISTED.find(([each]) => each === name)?.[1] ?? 2;
  const left = codes(name, size)
    .map((value) => [next(), value] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, value]) => value);
  const parts: Test[] = [];
  while (parts.length < wanted && left.length > 2) {
    const values = left.splice(0, 1 + Math.floor(next() * Math.min(4, left.length - 2)));
    const [value] = values;
    if (value === undefined) break;
    parts.push(
      values.length === 1
        ? { op: 'equals', attribute: name, value }
        : { op: 'oneOf', attribute: name, values },
    );
  }
  return parts;
}

const present = { isOn: true, hasMember: true, isPresent: true };

/** What an analysis of some rules is given besides them. */
export function givenFor(rules: readonly Rule[], traffic: readonly TrafficRow[]): Given {
  const groups = new Map(Array.from({ length: GROUPS }, (_, at) => [`group-${at}`, present]));
  groups.set('group-off', { ...present, isOn: false });
  groups.set('group-empty', { ...present, hasMember: false, isPresent: false });
  groups.set('group-away', { ...present, isPresent: false });
  return { rules, catalogue, groups, traffic, history: new Map(), days: DAYS, now: NOW };
}

/** Facts that fulfil some tests, everything else left to chance. */
export function factsIn(condition: Condition, next: () => number, filled: number): Record<string, unknown> {
  const facts: Record<string, unknown> = {};
  for (const [name, count] of [...LISTED, ['tier', 3] as const, ['campaign', 20] as const])
    if (next() < filled) facts[name] = code(name, Math.floor(next() * count));
  if (next() < filled) facts['stores'] = Math.floor(next() * 700);
  if (next() < filled) facts['since'] = NOW - Math.floor(next() * 400) * DAY - 1000;
  if (next() < filled)
    facts['need'] = [code('need', Math.floor(next() * 12)), code('need', Math.floor(next() * 12))];
  fulfil(condition, facts, next);
  return facts;
}

function fulfil(condition: Condition, facts: Record<string, unknown>, next: () => number): void {
  if ('all' in condition) for (const part of condition.all) fulfil(part, facts, next);
  else if ('any' in condition) {
    const part = condition.any[Math.floor(next() * condition.any.length)];
    if (part) fulfil(part, facts, next);
  } else if ('op' in condition) {
    const { attribute } = condition;
    const chosen = <T>(values: readonly T[]) => values[Math.floor(next() * values.length)];
    if (condition.op === 'equals' || condition.op === 'oneOf') {
      const value = chosen(condition.op === 'equals' ? [condition.value] : condition.values);
      facts[attribute] =
        catalogue.get(attribute)?.kind === 'set'
          ? [value, ...(next() < 0.3 ? [code(attribute, 1)] : [])]
          : value;
    } else if (condition.op === 'notOneOf' && condition.values.includes(String(facts[attribute])))
      delete facts[attribute];
    else if (condition.op === 'between') {
      const min = condition.min ?? 0;
      facts[attribute] = min + Math.floor(next() * ((condition.max ?? min + 100) - min + 1));
    } else if (condition.op === 'age') {
      const min = condition.minDays ?? 0;
      facts[attribute] =
        NOW - (min + Math.floor(next() * ((condition.maxDays ?? min + 100) - min + 1))) * DAY - 1000;
    }
  }
}
