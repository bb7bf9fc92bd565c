import type { Rule } from '#domain/rules';
import { attributeOf, type Choice, type ColumnKey, partsOf } from '#features/routing/grid';
import type { Phraser } from '#features/routing/phrase';

export type RowTexts = {
  /** What a cell shows, as a text; empty where it shows nothing. */
  readonly cell: (rule: Rule, column: ColumnKey) => string;
  /** Whether something that a row shows holds a text, or sounds like it: in full or by initials. */
  readonly search: (wanted: string) => (rule: Rule) => boolean;
  /** Makes what a search needs of a row, so that the search itself need not. */
  readonly ready: (rule: Rule) => void;
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
  const shown = (rule: Rule): string[] => [
    ...FIXED.map((column) => cell(rule, column)),
    ...[...partsOf(rule).tests.values()].map((tests) => tests.map(phraser.test).join(' & ')),
  ];
  return { cell: keptByColumn(cell), ...searching(shown, soundsOf) };
}

/** A text that some cells show: many rows show the same, and a search looks at it once. */
type Shown = {
  readonly text: string;
  readonly sounds: readonly string[];
  /** The search that looked at it last, and whether it held what was wanted. */
  seenBy: number;
  isHit: boolean;
};

/** Searching in what rows show. */
function searching(
  shown: (rule: Rule) => readonly string[],
  soundsOf: Sources['soundsOf'],
): Pick<RowTexts, 'search' | 'ready'> {
  const known = new Map<string, Shown>();
  const made = (text: string): Shown => {
    const found = known.get(text);
    if (found) return found;
    const sounds = soundsOf?.(text) ?? [];
    const fresh = { text: text.toLowerCase(), sounds, seenBy: 0, isHit: false };
    known.set(text, fresh);
    return fresh;
  };
  const rows = new WeakMap<Rule, readonly Shown[]>();
  const of = (rule: Rule) => {
    const found = rows.get(rule);
    if (found) return found;
    const texts = shown(rule).flatMap((text) => (text === '' ? [] : made(text)));
    rows.set(rule, texts);
    return texts;
  };
  let searches = 0;
  return {
    ready: of,
    search: (wanted) => {
      searches += 1;
      const number = searches;
      const isHit = holds(wanted);
      return (rule) =>
        of(rule).some((each) => {
          if (each.seenBy !== number) {
            each.isHit = isHit(each);
            each.seenBy = number;
          }
          return each.isHit;
        });
    },
  };
}

function holds(wanted: string): (shown: Shown) => boolean {
  const text = wanted.trim().toLowerCase();
  const sound = /^[a-z0-9' ]+$/.test(text) ? text.replaceAll(/['\s]/g, '') : '';
  return (shown) =>
    shown.text.includes(text) || (sound !== '' && shown.sounds.some((each) => each.includes(sound)));
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
