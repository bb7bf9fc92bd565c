// Other engines over the same rules: development only. Each answers the ids of the winners, and what one took.
import { conjuncts, type Test } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import { ZenEngine } from '@gorules/zen-engine';
import { Engine } from 'json-rules-engine';

export type Facts = Readonly<Record<string, string | number>>;
export type PeerRun = { readonly winners: readonly string[]; readonly microseconds: number };

const DAY = 86_400_000;
const list = (values: readonly unknown[]) => `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;

/** One test as ZEN's unary test over `$`. */
function zenCell(test: Test): string {
  switch (test.op) {
    case 'equals':
      return JSON.stringify(test.value);
    case 'oneOf':
      return test.values.map((value) => JSON.stringify(value)).join(', ');
    case 'notOneOf':
      return `not ($ in ${list(test.values)})`;
    case 'between':
      return `[${test.min ?? -1e15}..${test.max ?? 1e15}]`;
    case 'age':
      return `[${test.minDays ?? -1e15}..${test.maxDays ?? 1e15}]`;
    case 'isSet':
      return '$ != null';
    case 'isNotSet':
      return '$ == null';
    case 'startsWith':
    case 'contains':
    case 'hasAll':
      throw new Error(`${test.op} is not in these rules`);
  }
}

const columnOf = (test: Test) => (test.op === 'age' ? `${test.attribute}Days` : test.attribute);
const testsOf = (rule: Rule) =>
  conjuncts(rule.condition).map((part) => {
    if (!('op' in part)) throw new Error('these rules have no groups');
    return part;
  });

/** What an engine without age tests sees: the days counted beforehand, which is not timed. */
export function withDays(facts: Facts, now: number): Record<string, string | number> {
  return { ...facts, sinceDays: Math.floor((now - Number(facts['since'])) / DAY) };
}

/** GoRules ZEN: one decision table, hit policy first, evaluated one call each, many under way at once. */
export async function runZen(
  rules: readonly Rule[],
  people: readonly Facts[],
  attributes: readonly string[],
): Promise<PeerRun> {
  const fields = [...attributes, 'sinceDays', ...attributes.map((name) => `${name}#2`)];
  const content = {
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode' },
      {
        id: 'table',
        name: 'table',
        type: 'decisionTableNode',
        content: {
          hitPolicy: 'first',
          inputs: fields.map((name) => ({ id: name, name, field: name.replace('#2', '') })),
          outputs: [{ id: 'winner', name: 'winner', field: 'winner' }],
          rules: rules.map((rule) => {
            const row: Record<string, string> = {
              ...Object.fromEntries(fields.map((name) => [name, ''])),
              _id: rule.id,
              winner: JSON.stringify(rule.id),
            };
            for (const test of testsOf(rule)) {
              const column = columnOf(test);
              row[row[column] === '' ? column : `${column}#2`] = zenCell(test);
            }
            return row;
          }),
        },
      },
      { id: 'out', name: 'out', type: 'outputNode' },
    ],
    edges: [
      { id: 'e1', sourceId: 'in', targetId: 'table' },
      { id: 'e2', sourceId: 'table', targetId: 'out' },
    ],
  };
  const decision = new ZenEngine().createDecision(content);
  await decision.evaluate(people[0]);
  const began = performance.now();
  const answers = await Promise.all(people.map((facts) => decision.evaluate(facts)));
  const microseconds = ((performance.now() - began) * 1000) / people.length;
  return {
    winners: answers.map(({ result }) => (result as { winner?: string }).winner ?? ''),
    microseconds,
  };
}

/** json-rules-engine: every rule is evaluated; the first by priority counts. */
export async function runJsonRules(rules: readonly Rule[], people: readonly Facts[]): Promise<PeerRun> {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const [at, rule] of rules.entries()) {
    const all = testsOf(rule).flatMap((test) => jsonConditions(test));
    engine.addRule({ conditions: { all }, event: { type: rule.id, params: { at } }, priority: 1 });
  }
  const winners: string[] = [];
  const began = performance.now();
  for (const facts of people) {
    const { events } = await engine.run(facts);
    const first = events.reduce<(typeof events)[number] | undefined>(
      (best, event) =>
        best === undefined || Number(event.params?.['at']) < Number(best.params?.['at']) ? event : best,
      undefined,
    );
    winners.push(first?.type ?? '');
  }
  return { winners, microseconds: ((performance.now() - began) * 1000) / people.length };
}

function jsonConditions(test: Test): { fact: string; operator: string; value: unknown }[] {
  const fact = columnOf(test);
  switch (test.op) {
    case 'equals':
      return [{ fact, operator: 'equal', value: test.value }];
    case 'oneOf':
      return [{ fact, operator: 'in', value: test.values }];
    case 'notOneOf':
      return [{ fact, operator: 'notIn', value: test.values }];
    case 'between':
      return [
        { fact, operator: 'greaterThanInclusive', value: test.min ?? -1e15 },
        { fact, operator: 'lessThanInclusive', value: test.max ?? 1e15 },
      ];
    case 'age':
      return [
        { fact, operator: 'greaterThanInclusive', value: test.minDays ?? -1e15 },
        { fact, operator: 'lessThanInclusive', value: test.maxDays ?? 1e15 },
      ];
    case 'isSet':
      return [{ fact, operator: 'notEqual', value: undefined }];
    case 'isNotSet':
      return [{ fact, operator: 'equal', value: undefined }];
    case 'startsWith':
    case 'contains':
    case 'hasAll':
      throw new Error(`${test.op} is not in these rules`);
  }
}
