import { useAsk } from '#bridge/ask';
import { diffRules } from '#domain/routing';
import { useMay } from '#features/access';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { ErrorState, LoadingState } from '#ui/states';
import { Button, Group, Loader, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useCatalogue } from './comparison.tsx';
import { DiffList } from './diff-list.tsx';
import { GroupChanges } from './impact-panel.tsx';
import type { RuleSetRow } from './kinds.ts';
import { useOutcome } from './use-outcome.ts';
import { releaseWords } from './words.ts';

/** What differs between any two versions of a rule set: in words, and in where past opportunities go. */
export function CompareDialog(props: { readonly set: RuleSetRow; readonly onClose: () => void }) {
  const { set, onClose } = props;
  const words = useWords(releaseWords);
  const [newest, second] = set.versions;
  const [from, setFrom] = useState(
    (set.publishedVersionId !== newest?.id && set.publishedVersionId) || second?.id || '',
  );
  const [to, setTo] = useState(newest?.id ?? '');
  const choices = set.versions.map((version) => ({
    value: version.id,
    label: version.status === 'published' ? words.versionNumber({ number: version.number }) : words.draft,
  }));
  return (
    <Modal opened onClose={onClose} title={words.compareTitle} size="xl">
      <Stack gap="sm">
        <Group gap={12}>
          <NativeSelect
            label={words.earlier}
            data={choices}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <NativeSelect
            label={words.later}
            data={choices}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        </Group>
        <Difference from={from} to={to} />
        <Outcome from={from} to={to} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.close}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

type Between = { readonly from: string; readonly to: string };

function Difference({ from, to }: Between) {
  const phraser = useCatalogue();
  const before = useAsk('routing.listRules', { versionId: from });
  const after = useAsk('routing.listRules', { versionId: to });
  const diff = useMemo(
    () => before.data && after.data && diffRules(before.data.rules, after.data.rules),
    [before.data, after.data],
  );
  const error = before.error ?? after.error;
  if (error)
    return <ErrorState error={error} onRetry={() => void Promise.all([before.refetch(), after.refetch()])} />;
  return diff ? <DiffList diff={diff} phraser={phraser} /> : <LoadingState />;
}

function Outcome({ from, to }: Between) {
  const words = useWords(releaseWords);
  const mayEdit = useMay('routing.edit');
  const { number, percent } = useFormat();
  const { replay, isRunning, start } = useOutcome(from, to);
  return (
    <div role="status">
      <Text size="sm" fw={550}>
        {words.outcome}
      </Text>
      {isRunning && (
        <Text size="sm">
          <Loader size={12} mr={8} />
          {words.impactMeasuring}
        </Text>
      )}
      {replay && (
        <Text size="sm">
          {words.impactMeasured({
            moved: number(replay.moved),
            received: number(replay.received),
            share: percent(replay.received === 0 ? 0 : replay.moved / replay.received),
          })}
        </Text>
      )}
      {replay && replay.moved > 0 && <GroupChanges groups={replay.groups} />}
      {!replay && !isRunning && (
        <Group gap={8}>
          <Text size="sm">{words.outcomeNone}</Text>
          {mayEdit && start && (
            <Button size="compact-xs" variant="default" onClick={start}>
              {words.outcomeRun}
            </Button>
          )}
        </Group>
      )}
    </div>
  );
}
