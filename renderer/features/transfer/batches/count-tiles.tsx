import type { Counts } from '#domain/transfer';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { StatTile, StatTiles } from '#ui/stat-tile';
import { Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { batchWords } from './words.ts';

const OUTCOMES = ['fresh', 'updated', 'unchanged', 'duplicate', 'rejected'] as const;
const HINTS = {
  fresh: 'freshHint',
  updated: 'updatedHint',
  unchanged: 'unchangedHint',
  duplicate: 'duplicateHint',
  rejected: 'rejectedHint',
} as const;

/** How the rows of a file come out, one tile each, and that they sum to all rows. */
export function CountTiles({ counts }: { readonly counts: Counts }) {
  const words = useWords(batchWords);
  const { number } = useFormat();
  const sum = OUTCOMES.reduce((total, outcome) => total + counts[outcome], 0);
  return (
    <div>
      <StatTiles>
        <StatTile label={words.rows} value={number(counts.rows)} />
        {OUTCOMES.map((outcome) => (
          <StatTile
            key={outcome}
            label={words[outcome]}
            value={number(counts[outcome])}
            hint={words[HINTS[outcome]]}
            tone={toneOf(outcome, counts[outcome])}
          />
        ))}
      </StatTiles>
      {sum === counts.rows && (
        <Text size="xs" c="dimmed" mt={6}>
          <IconCheck size={12} aria-hidden /> {OUTCOMES.map((outcome) => number(counts[outcome])).join(' + ')}{' '}
          = {number(counts.rows)} · {words.sumsUp}
        </Text>
      )}
    </div>
  );
}

function toneOf(outcome: (typeof OUTCOMES)[number], count: number): 'plain' | 'warn' | 'good' {
  if (count === 0) return 'plain';
  if (outcome === 'rejected') return 'warn';
  return outcome === 'fresh' ? 'good' : 'plain';
}
