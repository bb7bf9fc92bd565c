import type { InputOf } from '#contract/contract';
import type { RowChange, RowConflict } from '#domain/routing';
import { isCatchAll } from '#domain/conditions';
import type { Rule } from '#domain/rules';

type SentChange = InputOf<'routing.saveRows'>['changes'][number];

/** A call holds at most so many characters: in UTF-8 they stay under the shell's limit of 1 MiB. */
const MOST_CHARACTERS = 300_000;

/** The changes of one save in as many calls as their size needs. */
export function inParts(changes: readonly RowChange[]): SentChange[][] {
  const parts: SentChange[][] = [];
  let size = MOST_CHARACTERS;
  for (const change of changes) {
    const length = JSON.stringify(change).length;
    if (size + length > MOST_CHARACTERS) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(change);
    size += length;
  }
  return parts;
}

/** The rules with one row as it was kept aside: in place of theirs, or before the catch-all where theirs is gone. */
export function settled(rules: readonly Rule[], { id, mine, theirs }: RowConflict): readonly Rule[] {
  if (mine === null) return rules.filter((rule) => rule.id !== id);
  if (theirs !== null && rules.some((rule) => rule.id === id))
    return rules.map((rule) => (rule.id === id ? mine : rule));
  const last = rules.at(-1);
  const at = last && isCatchAll(last.condition) ? rules.length - 1 : rules.length;
  return rules.toSpliced(at, 0, mine);
}
