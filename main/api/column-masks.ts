import { COLUMN_OF, SeenTest } from '#contract/columns';
import { COLUMN_CLASSES, type ColumnClass, type Columns } from '#domain/access';
import { testedIn } from '#domain/tagging';
import { maskContact } from '#domain/pool';
import { z } from 'zod';

/** What stands where a text is not shown. */
const MASK = '•••';

/** Facts, and fields of an opportunity or an imported row, that are of a class of columns. */
const FACT_CLASS: Readonly<Record<string, ColumnClass>> = { amount: 'money', '@amount': 'money' };
export const classOfFact = (key: string): ColumnClass | undefined =>
  Object.hasOwn(FACT_CLASS, key) ? FACT_CLASS[key] : undefined;

/** Names under which details and results, which have no schema, carry a value of a class. */
function classOfKey(key: string): ColumnClass | undefined {
  if (/^contact(Raw|_raw)?$/.test(key)) return 'phone';
  if (/^amount$|Minor$|_minor$/.test(key)) return 'money';
  return key === 'note' || key === 'reason' ? 'notes' : undefined;
}

type Mask = (value: unknown, columns: Columns) => unknown;
type Fields = Readonly<Record<string, unknown>>;

export const isAllPlain = (columns: Columns) => COLUMN_CLASSES.every((column) => columns[column] === 'plain');

/** One value as it is shown: a contact way with its middle left out, an amount not at all, a text as a sign that there is one. */
function maskValue(column: ColumnClass, value: unknown, columns: Columns): unknown {
  const access = columns[column];
  if (access === 'plain' || value === null || value === undefined) return value;
  if (typeof value !== 'string') return null;
  if (access === 'hidden') return '';
  if (column === 'phone') return maskContact(value);
  return value === '' ? '' : MASK;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What has no schema, by the names of its fields; `raw` are cells of a file, and what is said of them. */
function maskFree(value: unknown, columns: Columns): unknown {
  if (Array.isArray(value)) return value.map((one) => maskFree(one, columns));
  if (!isFields(value)) return value;
  const isRow = Array.isArray(value['cells']);
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      if (isRow && key === 'cells') return [key, rawCells(one)];
      if (isRow && key === 'reasons' && Array.isArray(one))
        return [key, one.map((reason) => (isFields(reason) ? { ...reason, value: MASK } : reason))];
      const column = classOfKey(key);
      const isValue = one === null || typeof one !== 'object';
      return [key, column && isValue ? maskValue(column, one, columns) : maskFree(one, columns)];
    }),
  );
}

const rawCells = (cells: unknown) =>
  Array.isArray(cells) ? cells.map((cell) => (cell === '' ? '' : MASK)) : [];

/** A detail of the audit. Reasons of what was done to rights are for whoever reads the audit; a line that is no JSON tells nothing. */
export function maskDetail(operation: string, detail: unknown, columns: Columns): unknown {
  if (isAllPlain(columns)) return detail;
  if (typeof detail === 'string') return MASK;
  const notes = /^(job\.)?access\./.test(operation) ? 'plain' : columns.notes;
  return maskFree(detail, { ...columns, notes });
}

function maskFacts(facts: unknown, columns: Columns): unknown {
  if (!isFields(facts)) return facts;
  return Object.fromEntries(Object.entries(facts).filter(([key]) => isFactOpen(key, columns)));
}

const isFactOpen = (key: string, columns: Columns) => {
  const column = classOfFact(key);
  return column === undefined || columns[column] === 'plain';
};

function maskTest(test: unknown, columns: Columns): unknown {
  const known = SeenTest.safeParse(test);
  const isOpen = known.success && testedIn(known.data.condition).every((key) => isFactOpen(key, columns));
  return isOpen || !isFields(test) ? test : { ...test, seen: null };
}

function maskField(pair: unknown, columns: Columns): unknown {
  if (!isFields(pair) || isFactOpen(String(pair['field']), columns)) return pair;
  return Object.fromEntries(
    Object.entries(pair).map(([key, value]) => [key, key === 'field' ? value : null]),
  );
}

const plans = new Map<z.ZodType, Mask | null>();

/** How an answer of a schema is masked; null where nothing in it is of a class of columns. Found out once for each schema. */
export function planOf(schema: z.ZodType): Mask | null {
  const known = plans.get(schema);
  if (known !== undefined) return known;
  // A schema inside itself (a condition in a condition) has nothing more to say.
  plans.set(schema, null);
  const plan = makePlan(schema);
  plans.set(schema, plan);
  return plan;
}

function makePlan(schema: z.ZodType): Mask | null {
  const marked = COLUMN_OF.get(schema);
  if (marked) return markedPlan(marked);
  if (schema instanceof z.ZodUnknown) return maskFree;
  if (schema instanceof z.ZodArray) return eachOf(planOf(schema.element as z.ZodType));
  if (schema instanceof z.ZodObject) return objectPlan(schema.shape);
  if (schema instanceof z.ZodRecord) return valuesOf(planOf(schema.valueType as z.ZodType));
  if (schema instanceof z.ZodUnion) return allOf(schema.options.map((one) => planOf(one as z.ZodType)));
  if (
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodReadonly
  )
    return planOf(schema.unwrap() as z.ZodType);
  return null;
}

type Marked = NonNullable<ReturnType<typeof COLUMN_OF.get>>;

function markedPlan(marked: Marked): Mask {
  switch (marked) {
    case 'facts':
      return maskFacts;
    case 'test':
      return maskTest;
    case 'field':
      return maskField;
    case 'raw':
      return (value) => (value === '' ? '' : MASK);
    case 'phone':
    case 'money':
    case 'notes':
      return (value, columns) => maskValue(marked, value, columns);
  }
}

const eachOf = (plan: Mask | null): Mask | null =>
  plan && ((value, columns) => (Array.isArray(value) ? value.map((one) => plan(one, columns)) : value));

const valuesOf = (plan: Mask | null): Mask | null =>
  plan &&
  ((value, columns) =>
    isFields(value)
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plan(one, columns)]))
      : value);

/** Alternatives tell one another apart by fields of no class, so each is asked to mask what it knows. */
function allOf(found: readonly (Mask | null)[]): Mask | null {
  const each = found.filter((plan) => plan !== null);
  if (each.length === 0) return null;
  return (value, columns) => each.reduce((masked, plan) => plan(masked, columns), value);
}

function objectPlan(shape: Record<string, z.ZodType>): Mask | null {
  const fields = Object.entries(shape).flatMap(([key, schema]): [string, Mask][] => {
    const plan = planOf(schema);
    return plan ? [[key, plan]] : [];
  });
  if (fields.length === 0) return null;
  const isAudit = 'detail' in shape && 'operation' in shape;
  return (value, columns) => {
    if (!isFields(value)) return value;
    const masked: Record<string, unknown> = { ...value };
    for (const [key, plan] of fields) if (key in masked) masked[key] = plan(masked[key], columns);
    if (isAudit) masked['detail'] = maskDetail(String(value['operation']), value['detail'], columns);
    return masked;
  };
}
