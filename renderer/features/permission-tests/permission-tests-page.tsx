import { useAsk } from '#bridge/ask';
import { useMay } from '#features/access';
import { type Change, ChangePreview, type Policy } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Page, Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { StateDot } from '#ui/state-dot';
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { TestForm } from './test-form.tsx';
import { useRequirement } from './test-text.ts';
import { testWords } from './words.ts';

type Test = Policy['tests'][number];

/** What is expected of rights, whether it holds now, and what is added to it. */
export function PermissionTestsPage() {
  const words = useWords(testWords);
  const mayEdit = useMay('access.edit');
  const policy = useAsk('access.getPolicy', {});
  const [edited, setEdited] = useState<Test | 'new' | null>(null);
  const [changes, setChanges] = useState<Change[]>([]);
  const close = () => {
    setEdited(null);
    setChanges([]);
  };
  return (
    <Page
      title={words.title}
      subtitle={words.subtitle}
      actions={mayEdit && <Button onClick={() => setEdited('new')}>{words.add}</Button>}
    >
      {policy.error && <ErrorState error={policy.error} onRetry={() => void policy.refetch()} />}
      {policy.isPending && <LoadingState />}
      {policy.data && edited !== null && (
        <TestForm
          key={edited === 'new' ? 'new' : edited.id}
          policy={policy.data}
          saved={edited === 'new' ? null : edited}
          onCheck={(change) => setChanges([change])}
          onCancel={close}
        />
      )}
      {policy.data && changes.length > 0 && (
        <ChangePreview
          policy={policy.data}
          changes={changes}
          onDone={close}
          onCancel={() => setChanges([])}
        />
      )}
      {policy.data && (
        <Tests
          policy={policy.data}
          isReadOnly={!mayEdit}
          onEdit={setEdited}
          onRemove={({ id }) => setChanges([{ kind: 'removeTest', id }])}
        />
      )}
    </Page>
  );
}

type TestsProps = {
  readonly policy: Policy;
  readonly isReadOnly: boolean;
  readonly onEdit: (test: Test) => void;
  readonly onRemove: (test: Test) => void;
};

function Tests({ policy, isReadOnly, onEdit, onRemove }: TestsProps) {
  const words = useWords(testWords);
  const { number } = useFormat();
  const requirement = useRequirement(policy);
  const found = useAsk('access.runTests', {});
  const results = new Map(found.data?.map((one) => [one.testId, one]));
  const broken = found.data?.filter((one) => !one.holds).length ?? 0;
  const count = number(policy.tests.length);
  const said = broken === 0 ? words.allHold({ count }) : words.someBroken({ broken: number(broken), count });
  return (
    <Section title={words.title} hint={found.data && policy.tests.length > 0 ? said : ''} flush>
      {policy.tests.length === 0 ? (
        <EmptyState title={words.none} hint={words.noneHint} />
      ) : (
        <PlainTable
          label={words.title}
          header={[
            { name: words.name },
            { name: words.requirement },
            { name: words.state, keep: true },
            { name: '', align: 'right' },
          ]}
          rows={policy.tests.map((test) => ({
            key: test.id,
            cells: [
              test.name,
              requirement(test),
              <Result key="result" result={results.get(test.id)} />,
              !isReadOnly && <Actions key="actions" test={test} onEdit={onEdit} onRemove={onRemove} />,
            ],
          }))}
        />
      )}
    </Section>
  );
}

function Actions({
  test,
  onEdit,
  onRemove,
}: Omit<TestsProps, 'policy' | 'isReadOnly'> & { readonly test: Test }) {
  const words = useWords(testWords);
  const { name } = test;
  return (
    <Group gap={8} justify="flex-end" wrap="nowrap">
      <Button
        size="compact-xs"
        variant="default"
        aria-label={words.editNamed({ name })}
        onClick={() => onEdit(test)}
      >
        {words.edit}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={words.removeNamed({ name })}
        onClick={() => onRemove(test)}
      >
        {words.remove}
      </Button>
    </Group>
  );
}

function Result({ result }: { readonly result: { holds: boolean; isLost: boolean } | undefined }) {
  const words = useWords(testWords);
  if (!result) return null;
  if (result.isLost) return <StateDot tone="warn">{words.lost}</StateDot>;
  return (
    <StateDot tone={result.holds ? 'good' : 'bad'}>{result.holds ? words.holds : words.broken}</StateDot>
  );
}
