import type { ConsoleContract, OperationName } from '#contract/contract';
import type { ColumnUse } from '#contract/columns';
import type { Operation } from '#contract/operation';
import { type Actor, COLUMN_CLASSES, type ColumnClass, type Columns } from '#domain/access';
import type { Condition } from '#domain/conditions';
import { testedIn } from '#domain/tagging';
import type { Search } from '#store/search';
import type { z } from 'zod';
import { classOfFact, isAllPlain, planOf } from './column-masks.ts';
import { Refusal } from './refusal.ts';

/*
 * Columns are closed here and nowhere else. The one door asks `refuseClosedUse` before each operation and hands each
 * answer through `maskAnswer`, whatever the operation is: what an answer holds is said by its schema (#contract/columns).
 */

/** An answer as the asker may see it. Who sees every class in plain gets it as it is. */
export function maskAnswer(operation: Operation, value: unknown, columns: Columns): unknown {
  if (isAllPlain(columns)) return value;
  const mask = planOf(operation.output);
  return mask ? mask(value, columns) : value;
}

/** Refuses what would tell of a class of columns that the asker does not see in plain. */
export function refuseClosedUse(name: string, input: unknown, columns: Columns): void {
  if (isAllPlain(columns)) return;
  const usesOf = USES[name as OperationName] as ((input: unknown, columns: Columns) => Use[]) | undefined;
  for (const [column, does] of usesOf?.(input, columns) ?? []) refuseClosed(columns, column, does);
}

/** Refuses one use of a class of columns to whoever does not see it in plain. */
export function refuseClosed(columns: Columns, column: ColumnClass, does: ColumnUse): void {
  if (columns[column] !== 'plain') throw new Refusal('access.columnClosed', { column, does });
}

/** Refuses conditions over facts that the asker does not see in plain: what matches would tell them. */
export function refuseClosedConditions(columns: Columns, conditions: readonly Condition[]): void {
  for (const [column, does] of tested(conditions)) refuseClosed(columns, column, does);
}

/** What somebody searches for: contact ways are looked at only for who sees them in plain. */
export function searchFor({ columns }: Pick<Actor, 'columns'>, text: string | undefined): Search | undefined {
  return text ? { text, inContacts: columns.phone === 'plain' } : undefined;
}

type Use = readonly [ColumnClass, ColumnUse];
const when = (is: unknown, ...use: Use): Use[] => (is ? [use] : []);

/** Whether what is typed can only be meant as a contact way: digits, or something with an @. */
const looksLikeContact = (search: string | undefined) =>
  search !== undefined && (search.includes('@') || /^[+\d][\d\s().-]{2,}$/.test(search));
/** Among orders, whose numbers are digits too: with a country's code, or the eleven digits of a mobile phone. */
const looksLikePhone = (search: string | undefined) =>
  search !== undefined && (/@|^\+/.test(search) || /^1\d{10}$/.test(search.replaceAll(/[\s().-]/g, '')));

const searched = ({ search }: { search?: string | undefined }) =>
  when(looksLikeContact(search), 'phone', 'search');
const sorted = ({ sort }: { sort?: string | undefined }) => when(sort?.endsWith('amount'), 'money', 'sort');
const tested = (conditions: readonly Condition[]): Use[] =>
  conditions
    .flatMap((condition) => testedIn(condition))
    .flatMap((key) => when(classOfFact(key), classOfFact(key) ?? 'money', 'condition'));
const summed = (): Use[] => [['money', 'sum']];
/** Of what may hold anything: rows of files, details of the audit. */
const all = (does: ColumnUse): Use[] => COLUMN_CLASSES.map((column): Use => [column, does]);

/** What operations would do with classes of columns, by what is asked of them; every other operation does nothing with one. */
const USES: {
  readonly [K in OperationName]?: (input: z.output<ConsoleContract[K]['input']>, columns: Columns) => Use[];
} = {
  'contacts.listCards': searched,
  'contacts.listOpportunities': (input) => [
    ...searched(input),
    ...sorted(input),
    ...tested(input.condition ? [input.condition] : []),
  ],
  'contacts.listFollowUps': searched,
  // A whole contact way may be compared with a masked one, and not with a hidden one.
  'contacts.checkCollision': (_, { phone }) => when(phone === 'hidden', 'phone', 'filter'),
  'orders.listOrders': (input) => [
    ...when(looksLikePhone(input.search), 'phone', 'search'),
    ...sorted(input),
    ...when(input.refunded !== undefined, 'money', 'filter'),
  ],
  'pool.listPool': (input) => [...searched(input), ...sorted(input)],
  'attribution.getWaterfall': summed,
  'attribution.getBreakdown': summed,
  'attribution.exportReport': () => [['money', 'export']],
  'routing.previewGrain': () => [['phone', 'group']],
  'tagging.dryRun': ({ rules }) => tested(rules.map(({ condition }) => condition)),
  'tagging.saveRules': ({ rules }) => tested(rules.map(({ condition }) => condition)),
  'transfer.exportRejects': () => all('export'),
  'audit.listLines': ({ search }) => (search === undefined ? [] : all('search')),
  'audit.exportLines': ({ search }) => (search === undefined ? [] : all('search')),
};
