import { dayOf, endOfDay, startOfDay } from '#domain/base';
import type { Test } from '#domain/conditions';
import type { Fact } from '#features/routing/phrase';
import { quoted, valueLookup, type Naming } from './naming.ts';
import { WORDS } from './cell-words.ts';

/** A cell's tests as text that goes to a spreadsheet and comes back as the same tests. */
export function formatTests(tests: readonly Test[], naming: Naming): string {
  return tests.map((test) => formatTest(test, naming.facts.get(test.attribute), naming)).join(' & ');
}

function formatTest(test: Test, fact: Fact | undefined, naming: Naming): string {
  const value = (scalar: string | number | boolean) => formatValue(scalar, fact);
  switch (test.op) {
    case 'equals':
      return value(test.value);
    case 'oneOf':
      return test.values.map(value).join(', ');
    case 'notOneOf':
      return `!= ${test.values.map(value).join(', ')}`;
    case 'hasAll':
      return `${WORDS.all[0]} ${test.values.map(value).join(', ')}`;
    case 'startsWith':
      return `${quotedAlways(test.value)}*`;
    case 'contains':
      return `*${quotedAlways(test.value)}*`;
    case 'isSet':
      return WORDS.isSet[0];
    case 'isNotSet':
      return WORDS.isNotSet[0];
    case 'between':
      return fact?.kind === 'date'
        ? formatRange(
            test.min === null ? null : formatMoment(test.min, naming.zone),
            test.max === null ? null : formatEnd(test.max, naming.zone),
            '',
          )
        : formatRange(test.min, test.max, '');
    case 'age':
      return formatRange(test.minDays, test.maxDays, 'd');
  }
}

function quotedAlways(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function formatRange(min: string | number | null, max: string | number | null, unit: string): string {
  if (min !== null && max !== null) return `${min}..${max}${unit}`;
  if (min !== null) return `>= ${min}${unit}`;
  return max === null ? `..${unit}` : `<= ${max}${unit}`;
}

/** A day where the moment begins one; otherwise the moment itself. */
export function formatMoment(at: number, zone: string): string {
  const day = dayOf(at, zone);
  return startOfDay(day, zone) === at ? day : new Date(at).toISOString();
}

/** A day where the moment is its last; otherwise the moment itself. */
function formatEnd(at: number, zone: string): string {
  const day = dayOf(at, zone);
  return endOfDay(day, zone) === at ? day : new Date(at).toISOString();
}

function formatValue(value: string | number | boolean, fact: Fact | undefined): string {
  if (typeof value === 'boolean') return value ? WORDS.yes[0] : WORDS.no[0];
  if (typeof value === 'number') return String(value);
  const isTaken = (text: string) => WORDS.taken(text);
  if (!fact || fact.kind === 'text' || fact.kind === 'number') return quoted(value, isTaken);
  const found = fact.values.find(({ code }) => code === value);
  const name = found && (found.label.zh || found.label.en);
  // A name that two values have, or that is another one's code, would come back as something else.
  const isClear = name !== undefined && name !== '' && valueLookup(fact, undefined)(name) === value;
  return quoted(isClear ? name : value, isTaken);
}
