import { minorDigits, oddCurrencies } from '#domain/base';
import type { Condition, Test } from '#domain/conditions';
import { type Expression, type RawBuilder, sql, type SqlBool } from 'kysely';

/** Where SQL finds an attribute: its JSON type, its value, and the members where it is a set. */
export type Place = {
  /** As json_type says it; NULL where there is nothing. */
  readonly type: Expression<unknown>;
  readonly value: Expression<unknown>;
  /** A table with the columns `type` and `value`; empty where the attribute is not a set. */
  readonly members: Expression<unknown>;
};

const DAY_MS = 86_400_000;
const MAX_NUMBER = Number.MAX_VALUE;

/** An attribute of a JSON object in a column. Keys are bound, so that none of them is read as SQL. */
export function jsonPlace(column: string, key: string): Place {
  const json = sql.ref(column);
  if (/^\w+$/.test(key)) {
    const path = sql.val(`$.${key}`);
    return {
      type: sql`json_type(${json}, ${path})`,
      value: sql`json_extract(${json}, ${path})`,
      members: sql`json_each(${json}, ${path})`,
    };
  }
  // Other keys cannot be written as a path for certain.
  const held = (what: 'type' | 'value' | 'fullkey') =>
    sql`(SELECT held.${sql.raw(what)} FROM json_each(${json}) AS held WHERE held.key = ${key})`;
  return { type: held('type'), value: held('value'), members: sql`json_each(${json}, ${held('fullkey')})` };
}

/** An attribute of an opportunity, or the built-in fact of that key where its attributes have none: as routing reads them. */
export function opportunityPlace(key: string): Place {
  const stored = jsonPlace('opportunities.attributes', key);
  const builtIn = Object.hasOwn(builtIns, key) ? builtIns[key] : undefined;
  if (builtIn === undefined) return stored;
  const column = sql.raw(builtIn.column);
  return {
    type: sql`coalesce(${stored.type}, CASE WHEN ${column} IS NOT NULL THEN ${sql.lit(builtIn.type)} END)`,
    value: sql`CASE WHEN ${stored.type} IS NULL THEN ${column} ELSE ${stored.value} END`,
    members: stored.members,
  };
}

const digits = Object.keys(oddCurrencies).map((code) => `WHEN '${code}' THEN ${10 ** minorDigits(code)}.0`);

const builtIns: Readonly<Partial<Record<string, { column: string; type: 'text' | 'real' }>>> = {
  line: { column: 'opportunities.line_id', type: 'text' },
  source: { column: 'opportunities.source', type: 'text' },
  amount: {
    column: `opportunities.amount_minor / CASE opportunities.currency ${digits.join(' ')} ELSE 100.0 END`,
    type: 'real',
  },
  createdAt: { column: 'opportunities.created_at', type: 'real' },
};

/**
 * A condition as SQL over one row: the fourth reading, which agrees with `holds` on whatever JSON is stored.
 * Answers 0 or 1 and never NULL. `now` is UTC ms and matters to `age` only.
 */
export function conditionToSql(
  condition: Condition,
  placeOf: (attribute: string) => Place,
  now: number,
): RawBuilder<SqlBool> {
  if ('op' in condition)
    return sql<SqlBool>`coalesce(${testToSql(condition, placeOf(condition.attribute), now)}, 0)`;
  if ('not' in condition) return sql<SqlBool>`(NOT ${conditionToSql(condition.not, placeOf, now)})`;
  const isAll = 'all' in condition;
  const parts = (isAll ? condition.all : condition.any).map((part) => conditionToSql(part, placeOf, now));
  return join(parts, isAll);
}

/** Halves joined to halves: SQLite refuses expressions a thousand deep, as a long chain would be. */
function join(parts: readonly RawBuilder<SqlBool>[], isAll: boolean): RawBuilder<SqlBool> {
  const [first] = parts;
  if (!first) return isAll ? sql<SqlBool>`1` : sql<SqlBool>`0`;
  if (parts.length === 1) return first;
  const middle = parts.length >> 1;
  const left = join(parts.slice(0, middle), isAll);
  const right = join(parts.slice(middle), isAll);
  return isAll ? sql<SqlBool>`(${left} AND ${right})` : sql<SqlBool>`(${left} OR ${right})`;
}

function testToSql(test: Test, place: Place, now: number): RawBuilder<SqlBool> {
  switch (test.op) {
    case 'equals':
      return isAmong(place, [test.value]);
    case 'oneOf':
      return isAmong(place, test.values);
    case 'notOneOf':
      return sql<SqlBool>`NOT coalesce(${isAmong(place, test.values)}, 0)`;
    case 'between':
      return sql<SqlBool>`(${isNumber(place)} ${atLeast(numberIn(place), test.min)} ${atMost(numberIn(place), test.max)})`;
    case 'startsWith':
      return sql<SqlBool>`(${place.type} = 'text' AND instr(${place.value}, ${text(test.value)}) = 1)`;
    case 'contains':
      return sql<SqlBool>`(${place.type} = 'text' AND instr(${place.value}, ${text(test.value)}) > 0)`;
    case 'hasAll': {
      const asked = [...new Set(test.values)];
      return sql<SqlBool>`(${place.type} = 'array' AND ${asked.length} =
        (SELECT count(DISTINCT member.value) FROM ${place.members} AS member
          WHERE member.type = 'text' AND member.value IN ${texts(asked)}))`;
    }
    case 'isSet':
      return isSet(place);
    case 'isNotSet':
      return sql<SqlBool>`NOT coalesce(${isSet(place)}, 0)`;
    case 'age': {
      const days = sql`((CAST(${now} AS REAL) - ${numberIn(place)}) / ${sql.lit(DAY_MS)}.0)`;
      const below = test.maxDays === null ? sql`` : sql`AND ${days} < ${test.maxDays + 1}`;
      return sql<SqlBool>`(${isNumber(place)} ${atLeast(days, test.minDays)} ${below})`;
    }
  }
}

function isSet({ type, value, members }: Place): RawBuilder<SqlBool> {
  return sql<SqlBool>`CASE ${type} WHEN 'text' THEN ${value} <> '' WHEN 'true' THEN 1 WHEN 'false' THEN 1
    WHEN 'integer' THEN 1 WHEN 'real' THEN ${isFinite(sql`${value}`)}
    WHEN 'array' THEN EXISTS (SELECT 1 FROM ${members}) ELSE 0 END`;
}

function isNumber({ type, value }: Place): RawBuilder<SqlBool> {
  return sql<SqlBool>`${type} IN ('integer', 'real') AND ${isFinite(sql`${value}`)}`;
}

/** JSON may hold a number beyond every double; it is read as infinite, and as not set. */
function isFinite(value: Expression<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`abs(CAST(${value} AS REAL)) <= ${MAX_NUMBER}`;
}

const numberIn = ({ value }: Place) => sql`CAST(${value} AS REAL)`;
const atLeast = (value: Expression<unknown>, min: number | null) =>
  min === null ? sql`` : sql`AND ${value} >= ${number(min)}`;
const atMost = (value: Expression<unknown>, max: number | null) =>
  max === null ? sql`` : sql`AND ${value} <= ${number(max)}`;

// Literals go the way of the stored values, through SQLite's JSON reader: rare digits and characters come out the same.
const number = (value: number) => sql`CAST(json_extract(${JSON.stringify([value])}, '$[0]') AS REAL)`;
const text = (value: string) => sql`json_extract(${JSON.stringify([value])}, '$[0]')`;
const texts = (values: readonly string[]) => sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`;

/** Compared exactly and by type; a set is among them when one of its texts is. */
function isAmong({ type, value, members }: Place, values: readonly (string | number | boolean)[]) {
  const strings = values.filter((one) => typeof one === 'string');
  const numbers = values.filter((one) => typeof one === 'number');
  const cases = [sql`CASE ${type}`];
  if (strings.length > 0)
    cases.push(sql`WHEN 'text' THEN ${value} <> '' AND ${value} IN ${texts(strings)}
      WHEN 'array' THEN EXISTS (SELECT 1 FROM ${members} AS member WHERE member.type = 'text' AND member.value IN ${texts(strings)})`);
  if (numbers.length > 0) {
    const among = sql`CAST(${value} AS REAL) IN
      (SELECT CAST(value AS REAL) FROM json_each(${JSON.stringify(numbers)}))`;
    cases.push(sql`WHEN 'integer' THEN ${among} WHEN 'real' THEN ${among}`);
  }
  for (const truth of ['true', 'false'])
    if (values.includes(truth === 'true')) cases.push(sql`WHEN ${sql.lit(truth)} THEN 1`);
  return sql<SqlBool>`(${sql.join([...cases, sql`ELSE 0 END`], sql` `)})`;
}
