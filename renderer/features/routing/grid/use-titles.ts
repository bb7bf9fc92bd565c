import type { Fact } from '#features/routing/phrase';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { useMemo } from 'react';
import { type ColumnKey, DETAILS } from './column.ts';
import { gridWords } from './words.ts';

/** What the columns are called. */
export function useTitles(facts: readonly Fact[]): ReadonlyMap<ColumnKey, string> {
  const words = useWords(gridWords);
  const { label } = useFormat();
  return useMemo(() => {
    const fixed = (['isOn', 'name', 'others', 'group', 'note', ...DETAILS] as const).map(
      (column) => [column, words[column]] as const,
    );
    const named = facts.map((fact) => [`fact:${fact.key}`, label(fact.label)] as const);
    return new Map<ColumnKey, string>([...fixed, ...named]);
  }, [facts, label, words]);
}
