import { useAsk, useTell } from '#bridge/ask';
import type { DecisionReason } from '#domain/distribution';
import { useMay } from '#features/access';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Alert, Button, Group, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { decisionWords } from './words.ts';

type RetryPanelProps = {
  readonly reason: DecisionReason | undefined;
  readonly total: number;
  readonly chosen: ReadonlySet<number>;
  readonly onDone: () => void;
};

/** Tries again what nobody got: the selected, or all of the reason that is shown. */
export function RetryPanel({ reason, total, chosen, onDone }: RetryPanelProps) {
  const words = useWords(decisionWords);
  const text = useErrorText();
  const { number, label } = useFormat();
  const mayRun = useMay('routing.run');
  const sets = useAsk('routing.listRuleSets', {});
  const run = useTell('routing.runRouting');
  const [picked, setPicked] = useState<string | null>(null);
  const published = (sets.data ?? []).filter(({ publishedVersionId }) => publishedVersionId !== null);
  const ruleSetId = picked ?? published[0]?.id;
  if (!mayRun || ruleSetId === undefined) return null;
  const only = chosen.size > 0 ? { opportunityIds: [...chosen] } : reason && { reason };
  const count = chosen.size > 0 ? chosen.size : total;
  return (
    <Group gap="md">
      {published.length > 1 && (
        <Select
          aria-label={words.ruleSet}
          allowDeselect={false}
          data={published.map((set) => ({ value: set.id, label: label(set.label) }))}
          value={ruleSetId}
          onChange={setPicked}
        />
      )}
      {only && count > 0 && (
        <Button
          loading={run.isPending}
          onClick={() => run.mutate({ ruleSetId, only }, { onSuccess: onDone })}
        >
          {chosen.size > 0
            ? words.retrySelected({ count: number(count) })
            : words.retryReason({ count: number(count) })}
        </Button>
      )}
      {run.data && (
        <Text size="sm" role="status">
          {run.data.waitsFor === null ? words.retryQueued : words.retryWaits}{' '}
          <Link to="/routing/run">{words.followRun}</Link>
        </Text>
      )}
      {run.error && <Alert color="red">{text(run.error)}</Alert>}
    </Group>
  );
}
