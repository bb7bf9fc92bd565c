import { dayOf, endOfDay, startOfDay } from '#domain/base';
import { Condition } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import { attributeOf, type CellChange, type ColumnKey } from './column.ts';
import { WORDS } from './cell-words.ts';
import { choiceLookup, folded, type Naming } from './naming.ts';
import { cellOf, partsOf } from './row-parts.ts';
import { momentIn, type Parsed, parseTests, type Reason } from './test-parse.ts';
import { formatMoment, formatTests } from './test-text.ts';

/** A cell as text that goes to a spreadsheet and, parsed again, says the same. */
export function formatCell(rule: Rule, column: ColumnKey, naming: Naming): string {
  const attribute = attributeOf(column);
  if (attribute !== undefined) return formatTests(cellOf(rule, attribute), naming);
  switch (column) {
    case 'isOn':
      return rule.isOn ? WORDS.yes[0] : WORDS.no[0];
    case 'name':
    case 'note':
      return rule[column];
    case 'group':
      return nameOf(rule.groupId, naming.groups);
    case 'owner':
      return rule.ownerId === undefined ? '' : nameOf(rule.ownerId, naming.people);
    case 'validFrom':
    case 'reviewAt': {
      const at = rule[column];
      return at === undefined ? '' : formatMoment(at, naming.zone);
    }
    case 'validTo':
      return rule.validTo === undefined ? '' : formatLast(rule.validTo, naming.zone);
    case 'tags':
      return (rule.tags ?? []).join('、');
    case 'others':
      return partsOf(rule).others.length === 0 ? '' : JSON.stringify(partsOf(rule).others);
    default:
      return '';
  }
}

function nameOf(value: string, choices: Naming['groups']): string {
  const found = choices.find((choice) => choice.value === value);
  return found && choiceLookup(choices, undefined)(found.name) === value ? found.name : value;
}

/** The last day before an end that is exclusive; the end itself where it is not the end of a day. */
function formatLast(end: number, zone: string): string {
  const day = dayOf(end - 1, zone);
  return endOfDay(day, zone) + 1 === end ? day : new Date(end).toISOString();
}

const LIMITS = { name: 200, note: 1000 } as const;
const MOST_TAGS = 20;
const LONGEST_TAG = 40;

const bad = (reason: Reason, text: string): Parsed<never> => ({ ok: false, reason, text });
const good = (value: CellChange): Parsed<CellChange> => ({ ok: true, value });

/** What a spreadsheet's cell enters in a column, or why it enters nothing. */
export function parseCell(text: string, column: ColumnKey, naming: Naming): Parsed<CellChange> {
  const attribute = attributeOf(column);
  if (attribute !== undefined) {
    const fact = naming.facts.get(attribute);
    if (!fact) return text.trim() === '' ? good(noTests(attribute)) : bad('unknownFact', text);
    const parsed = parseTests(text, fact, naming);
    return parsed.ok ? good({ column: 'tests', attribute, tests: parsed.value }) : parsed;
  }
  const bare = text.trim();
  switch (column) {
    case 'isOn':
      if (WORDS.yes.includes(folded(bare) as never) || bare === '') return good({ column, isOn: true });
      return WORDS.no.includes(folded(bare) as never)
        ? good({ column, isOn: false })
        : bad('wrongYesNo', bare);
    case 'name':
    case 'note':
      return bare.length > LIMITS[column] ? bad('tooLong', bare.slice(0, 40)) : good({ column, text: bare });
    case 'group': {
      const group = choiceLookup(naming.groups, naming.soundsOf)(bare);
      return group === undefined ? bad('unknownGroup', bare) : good({ column, text: group });
    }
    case 'owner': {
      if (bare === '') return good({ column, text: '' });
      const owner = choiceLookup(naming.people, naming.soundsOf)(bare);
      return owner === undefined ? bad('unknownPerson', bare) : good({ column, text: owner });
    }
    case 'validFrom':
    case 'validTo':
    case 'reviewAt':
      return parseDay(bare, column, naming.zone);
    case 'tags':
      return parseTags(bare);
    case 'others':
      return parseOthers(bare);
    default:
      return bad('unknownFact', bare);
  }
}

function noTests(attribute: string): CellChange {
  return { column: 'tests', attribute, tests: [] };
}

/** The last day of a validity counts: it ends when that day does. */
function parseDay(
  text: string,
  column: 'validFrom' | 'validTo' | 'reviewAt',
  zone: string,
): Parsed<CellChange> {
  if (text === '') return good({ column, at: null });
  const at = momentIn(text, zone, startOfDay);
  if (at === undefined) return bad('wrongDate', text);
  const isDay = !text.includes('T');
  return good({ column, at: column === 'validTo' && isDay ? endOfDay(dayOf(at, zone), zone) + 1 : at });
}

/** Nested conditions travel as the console writes them: copied rows keep theirs. */
function parseOthers(text: string): Parsed<CellChange> {
  if (text === '') return good({ column: 'others', others: [] });
  const read = Condition.array().safeParse(jsonIn(text));
  return read.success ? good({ column: 'others', others: read.data }) : bad('unfitTest', text.slice(0, 40));
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseTags(text: string): Parsed<CellChange> {
  const tags = [...new Set(text.split(/[、,，;；|\n]/).map((tag) => tag.trim()))].filter((tag) => tag !== '');
  const isTooLong = tags.length > MOST_TAGS || tags.some((tag) => tag.length > LONGEST_TAG);
  return isTooLong ? bad('tooLong', text.slice(0, 40)) : good({ column: 'tags', tags });
}
