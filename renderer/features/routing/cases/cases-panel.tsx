import { useAsk, useTell } from '#bridge/ask';
import { type CaseResult, runCases } from '#domain/routing';
import type { Rule } from '#domain/rules';
import type { Choice } from '#features/routing/grid';
import type { Phraser } from '#features/routing/phrase';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { ConfirmButton } from '#ui/confirm-button';
import { ErrorState, LoadingState } from '#ui/states';
import { Alert, Badge, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import { caseWords } from './words.ts';

type CasesPanelProps = {
  readonly ruleSetId: string;
  readonly rules: readonly Rule[];
  readonly groups: readonly Choice[];
  readonly phraser: Phraser;
  readonly mayEdit: boolean;
  /** Leads to a row of the table. */
  readonly onReach: (ruleId: string) => void;
};

/** The saved cases, run on the rules as they stand: which pass, and where the others go instead. */
export function CasesPanel(props: CasesPanelProps) {
  const { ruleSetId } = props;
  const words = useWords(caseWords);
  const { number } = useFormat();
  const cases = useAsk('routing.listCases', { ruleSetId });
  const [now] = useState(() => Date.now());
  const rules = useDeferredValue(props.rules);
  const results = useMemo(() => cases.data && runCases(rules, cases.data, now), [cases.data, rules, now]);
  if (cases.error && !cases.data)
    return <ErrorState error={cases.error} onRetry={() => void cases.refetch()} />;
  if (!results) return <LoadingState />;
  if (results.length === 0) return <Text size="sm">{words.none}</Text>;
  const failed = results.filter(({ isPassed }) => !isPassed).length;
  const count = number(results.length);
  return (
    <>
      <Text size="xs" c="dimmed">
        {words.hint}
      </Text>
      <Text size="sm" fw={550} role="status">
        {failed === 0 ? words.allPass({ count }) : words.someFail({ failed: number(failed), count })}
      </Text>
      <Stack gap={10}>
        {results
          .toSorted((a, b) => Number(a.isPassed) - Number(b.isPassed))
          .map((result) => (
            <Result key={result.case.id} result={result} {...props} />
          ))}
      </Stack>
    </>
  );
}

function Result({ result, ...props }: CasesPanelProps & { readonly result: CaseResult }) {
  const words = useWords(caseWords);
  const { rule, isPassed } = result;
  const { name, facts, groupId } = result.case;
  const group = (id: string) => props.groups.find(({ value }) => value === id)?.name ?? id;
  const seen = Object.entries(facts).map(([key, value]) =>
    words.fact({ name: props.phraser.attribute(key), value: props.phraser.value(key, value) }),
  );
  return (
    <div>
      <Group gap={6} justify="space-between" wrap="nowrap">
        <Text size="sm" fw={550}>
          {name}
        </Text>
        <Badge color={isPassed ? 'green' : 'red'}>{isPassed ? words.passed : words.failed}</Badge>
      </Group>
      <Text size="xs" c="dimmed">
        {seen.join(words.comma) || words.anything}
      </Text>
      <Text size="xs">{words.expects({ group: group(groupId) })}</Text>
      {!isPassed &&
        (rule ? (
          <UnstyledButton onClick={() => props.onReach(rule.id)}>
            <Text size="xs" td="underline">
              {words.goesTo({ rule: rule.name, group: group(rule.groupId) })}
            </Text>
          </UnstyledButton>
        ) : (
          <Text size="xs">{words.goesNowhere}</Text>
        ))}
      {props.mayEdit && <Remove id={result.case.id} name={name} />}
    </div>
  );
}

function Remove({ id, name }: { readonly id: string; readonly name: string }) {
  const words = useWords(caseWords);
  const text = useErrorText();
  const remove = useTell('routing.removeCase');
  return (
    <>
      <ConfirmButton
        size="compact-xs"
        variant="subtle"
        aria-label={words.removeNamed({ name })}
        question={words.removeQuestion}
        confirmLabel={words.remove}
        loading={remove.isPending}
        onConfirm={() => remove.mutate({ id })}
      >
        {words.remove}
      </ConfirmButton>
      {remove.error && <Alert color="red">{text(remove.error)}</Alert>}
    </>
  );
}
