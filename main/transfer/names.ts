/** Finds rows of the catalogue by what people write for them. */
export type Names = {
  /** The id behind a text: an id or code first, then a name; undefined when nobody or more than one bears it. */
  readonly find: (text: string) => string | undefined;
  readonly add: (id: string, codes: readonly (string | null)[], names: readonly string[]) => void;
};

const bare = (text: string) => text.normalize('NFKC').trim().toLowerCase();

export function makeNames(): Names {
  const byCode = new Map<string, string>();
  const byName = new Map<string, string | undefined>();
  return {
    find: (text) => {
      const wanted = bare(text);
      return byCode.get(wanted) ?? byName.get(wanted);
    },
    add: (id, codes, names) => {
      for (const code of codes) if (code !== null && code !== '') byCode.set(bare(code), id);
      for (const name of new Set(names.map(bare)))
        if (name !== '') byName.set(name, byName.has(name) && byName.get(name) !== id ? undefined : id);
    },
  };
}
