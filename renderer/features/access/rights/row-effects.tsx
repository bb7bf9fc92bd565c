import { useAsk } from '#bridge/ask';
import { useMay } from '#features/access/me';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Button, List, Text } from '@mantine/core';
import { useState } from 'react';
import type { Change, Preview } from './rights.ts';
import { rightsWords } from './words.ts';

type Person = Preview['people'][number];
type Count = Person['counts'][number];
type RowEffectsProps = { readonly changes: Change[]; readonly person: Person };

/** How many rows of each kind one person will and will no longer see, with examples. */
export function RowEffects({ changes, person }: RowEffectsProps) {
  const words = useWords(rightsWords);
  const { number } = useFormat();
  const mayLook = useMay('access.view');
  const [shown, setShown] = useState<{ kind: Count['kind']; what: 'gained' | 'lost' } | null>(null);
  return person.counts.flatMap((one) =>
    (['gained', 'lost'] as const)
      .filter((what) => one[what] > 0)
      .map((what) => {
        const rows = words.rowKinds[one.kind]({ count: number(one[what]) });
        const isShown = shown?.kind === one.kind && shown.what === what;
        return (
          <div key={`${one.kind} ${what}`}>
            <Text size="sm" span c={what === 'gained' ? 'var(--yard-good-ink)' : 'var(--yard-bad-ink)'}>
              {what === 'gained' ? words.willSee({ rows }) : words.willNotSee({ rows })}
            </Text>
            {mayLook && one.kind !== 'followUps' && one.kind !== 'judgements' && (
              <Button
                size="compact-xs"
                variant="subtle"
                ml={6}
                aria-expanded={isShown}
                onClick={() => setShown(isShown ? null : { kind: one.kind, what })}
              >
                {isShown ? words.hideExamples : words.showExamples}
              </Button>
            )}
            {isShown && <Examples changes={changes} personId={person.personId} kind={one.kind} what={what} />}
          </div>
        );
      }),
  );
}

const SHOWN = 8;

type ExamplesProps = {
  readonly changes: Change[];
  readonly personId: string;
  readonly kind: Count['kind'];
  readonly what: 'gained' | 'lost';
};

function Examples(asked: ExamplesProps) {
  const words = useWords(rightsWords);
  const rows = useAsk('access.listChangedRows', { ...asked, limit: SHOWN });
  if (!rows.data) return null;
  if (rows.data.length === 0)
    return (
      <Text size="xs" c="dimmed">
        {words.noExamples}
      </Text>
    );
  return (
    <List size="xs" withPadding>
      {rows.data.map(({ id, text, owner }) => (
        <List.Item key={id}>
          {text || `#${id}`}
          {owner !== null && ` · ${owner}`}
        </List.Item>
      ))}
    </List>
  );
}

/** What nobody sees any more but who sees everything, and whether rows were left out of the count. */
export function Orphaned({ preview }: { readonly preview: Preview }) {
  const words = useWords(rightsWords);
  const { number } = useFormat();
  const isCounted = preview.people.some((one) => one.counts.length > 0);
  const named = preview.orphaned.map(({ kind, count }) => words.rowKinds[kind]({ count: number(count) }));
  return (
    <>
      {named.length > 0 && (
        <Text size="sm" c="var(--yard-bad-ink)">
          {words.orphaned({ rows: named.join(words.and) })}
        </Text>
      )}
      {named.length === 0 && isCounted && <Text size="sm">{words.noneOrphaned}</Text>}
      {preview.isPartial && (
        <Text size="xs" c="dimmed">
          {words.partial}
        </Text>
      )}
    </>
  );
}
