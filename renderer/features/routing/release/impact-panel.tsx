import { useAsk } from '#bridge/ask';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { PlainTable } from '#ui/plain-table';
import { Alert, Loader, Text } from '@mantine/core';
import type { Impact } from './use-impact.ts';
import { releaseWords } from './words.ts';

const MOST_SHOWN = 8;

/** How many past opportunities a draft would send elsewhere, and whether so many may be moved without approval. */
export function ImpactPanel({ impact, share }: { readonly impact: Impact; readonly share: number | null }) {
  const words = useWords(releaseWords);
  const text = useErrorText();
  const { number, percent } = useFormat();
  const { replay, gate } = impact;
  if (impact.error) return <Alert color="red">{text(impact.error)}</Alert>;
  if (impact.isMeasuring)
    return (
      <Text size="sm" role="status">
        <Loader size={12} mr={8} />
        {words.impactMeasuring}
      </Text>
    );
  const limit = percent(share ?? 0);
  return (
    <div role="status">
      {impact.hasFailed && <Alert color="red">{words.replayTrouble}</Alert>}
      {replay && (
        <Text size="sm">
          {words.impactMeasured({
            moved: number(replay.moved),
            received: number(replay.received),
            share: percent(replay.received === 0 ? 0 : replay.moved / replay.received),
          })}
        </Text>
      )}
      {replay && share !== null && share > 0 && (
        <Text size="sm" fw={550}>
          {gate === 'open' ? words.impactMayPublish({ limit }) : words.impactMustAsk({ limit })}
        </Text>
      )}
      {share === null && <Text size="sm">{words.impactFree}</Text>}
      {share === 0 && <Text size="sm">{words.impactApproval}</Text>}
      {replay && replay.moved > 0 && <GroupChanges groups={replay.groups} />}
    </div>
  );
}

type Change = { readonly groupId: string | null; readonly before: number; readonly after: number };

/** The groups that would get more or fewer, the most changed first. */
export function GroupChanges({ groups }: { readonly groups: readonly Change[] }) {
  const words = useWords(releaseWords);
  const { number, label } = useFormat();
  const names = useAsk('routing.listGroups', {});
  const changed = groups
    .filter(({ before, after }) => before !== after)
    .toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
  const nameOf = (id: string | null) => {
    const group = names.data?.find((each) => each.id === id);
    return group ? label(group.label) : (id ?? words.noGroup);
  };
  return (
    <PlainTable
      label={words.outcome}
      header={[
        { name: words.groupChange },
        { name: words.before, align: 'right' },
        { name: words.after, align: 'right' },
        { name: words.difference, align: 'right' },
      ]}
      rows={changed.slice(0, MOST_SHOWN).map(({ groupId, before, after }) => ({
        key: groupId ?? '',
        cells: [
          nameOf(groupId),
          number(before),
          number(after),
          `${after > before ? '+' : ''}${number(after - before)}`,
        ],
      }))}
    />
  );
}
