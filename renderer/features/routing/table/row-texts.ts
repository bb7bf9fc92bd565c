import type { Rule } from '#domain/rules';
import { attributeOf, type Choice, type ColumnKey, partsOf } from '#features/routing/grid';
import type { Phraser } from '#features/routing/phrase';

export type RowTexts = {
  /** What a cell shows, as a text; empty where it shows nothing. */
  readonly cell: (rule: Rule, column: ColumnKey) => string;
  /** Everything that a row shows, in small letters. */
  readonly row: (rule: Rule) => string;
  /** How everything that a row shows sounds, in full and by initials; empty while sounds are not there. */
  readonly sounds: (rule: Rule) => string;
};

type Sources = {
  readonly phraser: Phraser;
  readonly groups: readonly Choice[];
  readonly people: readonly Choice[];
  readonly date: (at: number) => string;
  readonly on: string;
  readonly off: string;
  readonly soundsOf: ((text: string) => readonly string[]) | undefined;
};

/** The texts of rows. Rows never change, so that each text is made once and kept as long as its row. */
export function rowTexts(sources: Sources): RowTexts {
  const { phraser, date, soundsOf } = sources;
  const groups = new Map(sources.groups.map(({ value, name }) => [value, name]));
  const people = new Map(sources.people.map(({ value, name }) => [value, name]));
  const cell = (rule: Rule, column: ColumnKey): string => {
    const attribute = attributeOf(column);
    if (attribute !== undefined)
      return (partsOf(rule).tests.get(attribute) ?? []).map(phraser.test).join(' & ');
    switch (column) {
      case 'isOn':
        return rule.isOn ? sources.on : sources.off;
      case 'name':
      case 'note':
        return rule[column];
      case 'group':
        return groups.get(rule.groupId) ?? rule.groupId;
      case 'owner':
        return rule.ownerId === undefined ? '' : (people.get(rule.ownerId) ?? rule.ownerId);
      case 'validFrom':
      case 'reviewAt': {
        const at = rule[column];
        return at === undefined ? '' : date(at);
      }
      case 'validTo':
        return rule.validTo === undefined ? '' : date(rule.validTo - 1);
      case 'tags':
        return (rule.tags ?? []).join('、');
      case 'others':
        return partsOf(rule).others.map(phraser.sentence).join(' & ');
      default:
        return '';
    }
  };
  const shown = (rule: Rule): string[] => {
    const texts = [...partsOf(rule).tests.keys()].map((key) => cell(rule, `fact:${key}`));
    const fixed = FIXED.map((column) => cell(rule, column));
    return [...fixed, ...texts].filter((text) => text !== '');
  };
  return {
    cell: keptByColumn(cell),
    row: kept((rule) => shown(rule).join('\n').toLowerCase()),
    sounds: kept((rule) => (soundsOf ? shown(rule).flatMap(soundsOf).join('\n') : '')),
  };
}

const FIXED = [
  'name',
  'group',
  'owner',
  'validFrom',
  'validTo',
  'reviewAt',
  'tags',
  'others',
  'note',
] as const;

function kept(make: (rule: Rule) => string): (rule: Rule) => string {
  const known = new WeakMap<Rule, string>();
  return (rule) => {
    const found = known.get(rule) ?? make(rule);
    known.set(rule, found);
    return found;
  };
}

function keptByColumn(make: RowTexts['cell']): RowTexts['cell'] {
  const known = new Map<ColumnKey, WeakMap<Rule, string>>();
  return (rule, column) => {
    const texts = known.get(column) ?? new WeakMap<Rule, string>();
    known.set(column, texts);
    const found = texts.get(rule) ?? make(rule, column);
    texts.set(rule, found);
    return found;
  };
}
