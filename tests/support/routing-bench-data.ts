import type { Condition } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import type { Raw } from '#store/database';
import { addPerson } from '#support/routing-office';

export const RULE_SET = 'bench-rules';
const GROUPS = 12;
const MEMBERS = 5;
const DAY = 86_400_000;

/** Eight categorical attributes and how many values each has, as in reference/performance.md. */
const CATEGORIES: readonly (readonly [string, number])[] = [
  ['province', 31],
  ['city', 200],
  ['source', 12],
  ['industry', 40],
  ['shopType', 8],
  ['tier', 3],
  ['intent', 4],
  ['campaign', 80],
];
const NUMBERS = ['stores', 'spend', 'staff'];

function chanceFrom(seed: number) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Low numbers far more often than high ones (Zipf). */
const zipf = (next: () => number, values: number) => Math.floor(values ** next()) - 1;
const code = (name: string, index: number) => `${name.slice(0, 3)}-${index}`;

/** Ordered rules of two to six tests, the catch-all last; the same ones on every call. Most are met early. */
export function benchRules(count: number): Rule[] {
  const next = chanceFrom(42);
  return rulesOf(count, () => {
    const names = [...CATEGORIES].sort(() => next() - 0.5);
    return Array.from({ length: 2 + Math.floor(next() * 4) }, (_, at) => oneTest(next, names, at));
  });
}

/** The same with two narrow tests in each: most opportunities go past hundreds of rules, as reference/performance.md has it. */
export function deepRules(count: number): Rule[] {
  const next = chanceFrom(43);
  return rulesOf(count, () => {
    const names = [...CATEGORIES].sort(() => next() - 0.5);
    const narrow = names.filter(([, values]) => values >= 12).slice(0, 2);
    const others = names.filter((name) => !narrow.includes(name));
    return [
      ...narrow.map(
        ([name, values]): Condition => ({
          op: 'equals',
          attribute: name,
          value: code(name, Math.floor(next() * values)),
        }),
      ),
      ...Array.from({ length: Math.floor(next() * 4) }, (_, at) => oneTest(next, others, at)),
    ];
  });
}

function rulesOf(count: number, tests: () => Condition[]): Rule[] {
  const rules = Array.from({ length: count - 1 }, (_, index) =>
    rule(`rule-${index}`, { all: tests() }, `group-${index % GROUPS}`),
  );
  return [...rules, rule('rule-rest', { all: [] }, 'group-0')];
}

function oneTest(next: () => number, names: readonly (readonly [string, number])[], at: number): Condition {
  const [name, values] = names[at] ?? ['tier', 3];
  const some = (size: number) => Array.from({ length: size }, () => code(name, zipf(next, values)));
  const kind = next();
  if (kind < 0.45) return { op: 'equals', attribute: name, value: code(name, zipf(next, values)) };
  if (kind < 0.7) return { op: 'oneOf', attribute: name, values: some(4) };
  if (kind < 0.78) return { op: 'notOneOf', attribute: name, values: some(2) };
  if (kind < 0.82) return { op: 'isSet', attribute: name };
  if (kind < 0.9) return { op: 'age', attribute: 'since', minDays: Math.floor(next() * 200), maxDays: null };
  const min = Math.floor(next() * 500);
  return { op: 'between', attribute: NUMBERS[at % 3] ?? 'stores', min, max: min + 300 };
}

function rule(id: string, condition: Condition, groupId: string): Rule {
  return { id, name: id, condition, groupId, isOn: true, note: '' };
}

/** Groups with members, the published rules, and waiting opportunities. Inside a command. */
export function fillRouting(raw: Raw, opportunities: number, rules: readonly Rule[]): void {
  const group = raw.prepare(
    `INSERT INTO distribution_groups (id, label_zh, label_en, fallback_group_id, is_on) VALUES (?, ?, '', NULL, 1)`,
  );
  const member = raw.prepare(
    'INSERT INTO group_members (id, group_id, user_id, weight, open_cap, is_on) VALUES (?, ?, ?, ?, ?, 1)',
  );
  for (let at = 0; at < GROUPS; at += 1) {
    group.run(`group-${at}`, `组 ${at}`);
    for (let seat = 0; seat < MEMBERS; seat += 1) {
      // As long as the ids that the console makes.
      const userId = `0199-user-${String(at * MEMBERS + seat).padStart(26, '0')}`;
      addPerson(raw, userId);
      member.run(`m-${userId}`, `group-${at}`, userId, 1 + seat, seat === 0 ? 2000 : null);
    }
  }
  fillRules(raw, rules);
  fillOpportunities(raw, opportunities);
}

function fillRules(raw: Raw, rules: readonly Rule[]): void {
  raw.prepare(`INSERT INTO rule_sets (id, label_zh, label_en) VALUES (?, '总表', '')`).run(RULE_SET);
  raw
    .prepare(
      `INSERT INTO rule_set_versions (id, rule_set_id, number, status, note, revision, created_by, created_at) VALUES ('version', ?, 1, 'draft', '', 1, 'system', 0)`,
    )
    .run(RULE_SET);
  const insert = raw.prepare(
    `INSERT INTO routing_rules (version_id, id, position, name, condition, group_id, is_on, note) VALUES ('version', ?, ?, ?, ?, ?, 1, '')`,
  );
  for (const [index, { id, name, condition, groupId }] of rules.entries())
    insert.run(id, index, name, JSON.stringify(condition), groupId);
  raw.exec(`UPDATE rule_set_versions SET status = 'published'`);
}

function fillOpportunities(raw: Raw, count: number): void {
  const next = chanceFrom(7);
  const now = Date.now();
  const card = raw.prepare(
    `INSERT INTO cards (id, kind, contact, name, company, created_at) VALUES (?, 'phone', ?, 'A card', 'A company', 0)`,
  );
  const opportunity = raw.prepare(`INSERT INTO opportunities
    (id, source, external_id, card_id, line_id, grain_key, title, status, stage, attributes, amount_minor, currency, routing_state, created_at)
    VALUES (?, 'bench', ?, ?, 'produce', ?, 'An opportunity', 'open', 'new', ?, 10000, 'CNY', 'waiting', ?)`);
  for (let id = 1; id <= count; id += 1) {
    const facts = factsOf(next, now);
    card.run(id, `+86138${String(id).padStart(8, '0')}`);
    opportunity.run(id, `o${id}`, id, `g${id}`, JSON.stringify(facts), now);
  }
}

function factsOf(next: () => number, now: number): Record<string, string | number> {
  const facts: Record<string, string | number> = {};
  for (const [name, values] of CATEGORIES) if (next() < 0.92) facts[name] = code(name, zipf(next, values));
  for (const name of NUMBERS) facts[name] = Math.floor(next() * 1000);
  facts['since'] = now - Math.floor(next() * 900) * DAY;
  return facts;
}

/** The facts of opportunities, as objects; the same ones on every call. */
export function benchFacts(count: number, now: number): Record<string, string | number>[] {
  const next = chanceFrom(7);
  return Array.from({ length: count }, () => factsOf(next, now));
}

/** Every attribute that the rules test. */
export const BENCH_ATTRIBUTES: readonly string[] = [...CATEGORIES.map(([name]) => name), ...NUMBERS, 'since'];
