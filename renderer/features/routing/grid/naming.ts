import type { Fact } from '#features/routing/phrase';
import type { Choice } from './pick-list.tsx';

/** What names in cells mean: the catalogue, the groups and the people, as they are called now. */
export type Naming = {
  readonly facts: ReadonlyMap<string, Fact>;
  readonly groups: readonly Choice[];
  readonly people: readonly Choice[];
  /** The company's time zone: days begin and end in it. */
  readonly zone: string;
  /** How a name sounds, in letters (`chongqing` and `cq`), where that is known. */
  readonly soundsOf?: (name: string) => readonly string[];
};

/** Signs that part a cell's values or say what kind of test it is: a value that has one of them is quoted. */
const SIGNS = /["&、,，;；|\t\r\n*=<>≥≤!≠~～]|^[\s:：]|\s$|^$/;

/** A text as one value of a cell: in quotes where it could be taken for anything else. */
export function quoted(text: string, isTaken: (text: string) => boolean): string {
  return SIGNS.test(text) || isTaken(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Names as people compare them: width and case do not matter. */
export function folded(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

type Named = { readonly value: string; readonly names: readonly string[] };

/** Finds values by their code, by a name in either language, or by how a name sounds where only one sounds so. */
function lookupOf(named: readonly Named[], soundsOf: Naming['soundsOf']) {
  const codes = new Map(named.map(({ value }) => [value, value]));
  const names = new Map<string, string | null>();
  const note = (name: string, value: string) => {
    const key = folded(name);
    const before = names.get(key);
    names.set(key, before === undefined || before === value ? value : null);
  };
  for (const { value, names: called } of named)
    for (const name of [value, ...called]) if (name !== '') note(name, value);
  const sounds = new Map<string, string | null>();
  const hear = () => {
    if (sounds.size > 0 || !soundsOf) return sounds;
    for (const { value, names: called } of named)
      for (const sound of called.flatMap(soundsOf)) {
        const before = sounds.get(sound);
        sounds.set(sound, before === undefined || before === value ? value : null);
      }
    return sounds;
  };
  return (text: string): string | undefined => {
    const key = folded(text);
    return codes.get(text) ?? names.get(key) ?? hear().get(key) ?? undefined;
  };
}

const known = new WeakMap<object, (text: string) => string | undefined>();

/** The lookup of a fact's values; made once for each catalogue. */
export function valueLookup(fact: Fact, soundsOf: Naming['soundsOf']): (text: string) => string | undefined {
  return remembered(fact, () =>
    lookupOf(
      fact.values.map(({ code, label }) => ({ value: code, names: [label.zh, label.en] })),
      soundsOf,
    ),
  );
}

/** The lookup among groups or people. */
export function choiceLookup(
  choices: readonly Choice[],
  soundsOf: Naming['soundsOf'],
): (text: string) => string | undefined {
  return remembered(choices, () =>
    lookupOf(
      choices.map(({ value, name, hint = '' }) => ({ value, names: [name, hint] })),
      soundsOf,
    ),
  );
}

function remembered(key: object, make: () => (text: string) => string | undefined) {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}
