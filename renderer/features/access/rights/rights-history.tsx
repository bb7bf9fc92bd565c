import { useAsk } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { EmptyState, ErrorState } from '#ui/states';
import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { ChangePreview } from './change-preview.tsx';
import { type Change, type Policy, scopeName } from './rights.ts';
import { rightsWords } from './words.ts';

type Line = OutputOf<'access.listHistory'>['rows'][number];

const SHOWN = 20;

type RightsHistoryProps = { readonly policy: Policy; readonly isReadOnly: boolean };

/** The last changes of rights, each to be taken back. */
export function RightsHistory({ policy, isReadOnly }: RightsHistoryProps) {
  const words = useWords(rightsWords);
  const { dateTime, actor } = useFormat();
  const lines = useAsk('access.listHistory', { limit: SHOWN });
  const nameOf = useLineName(policy);
  const [undo, setUndo] = useState<Change | null>(null);
  const close = () => setUndo(null);
  return (
    <Stack gap="md">
      <Section title={words.history} hint={words.historyHint} flush>
        {lines.error && <ErrorState error={lines.error} onRetry={() => void lines.refetch()} />}
        {lines.data?.rows.length === 0 && <EmptyState title={words.noHistory} />}
        {lines.data && lines.data.rows.length > 0 && (
          <PlainTable
            label={words.history}
            header={[
              { name: words.when, keep: true },
              { name: words.who },
              { name: words.what },
              { name: '', align: 'right' },
            ]}
            rows={lines.data.rows.map((line) => ({
              key: line.id,
              cells: [
                dateTime(line.at),
                actor(line.actorName ?? line.actorId),
                nameOf(line),
                !isReadOnly && line.undo && (
                  <Button key="undo" size="compact-xs" variant="default" onClick={() => setUndo(line.undo)}>
                    {words.takeBack}
                  </Button>
                ),
              ],
            }))}
          />
        )}
      </Section>
      {undo && <ChangePreview policy={policy} changes={[undo]} onDone={close} onCancel={close} />}
    </Stack>
  );
}

/** What a line is about, and whether that came, went or changed. */
export function useLineName(policy: Policy) {
  const words = useWords(rightsWords);
  const { label } = useFormat();
  const person = (id: string) => policy.people.find((one) => one.id === id)?.name ?? id;
  const role = (id: string) => {
    const found = policy.roles.find((one) => one.id === id);
    return found ? label(found.label) : id;
  };
  const subject = (state: NonNullable<Line['after']>): string => {
    switch (state.entity) {
      case 'role':
        return words.roleSaved({ name: label(state.role.label) });
      case 'unit':
        return words.unitSaved({ name: label(state.unit.label) });
      case 'person':
        return words.personSaved({ name: state.person.name });
      case 'duty':
        return words.dutySaved({ name: label(state.duty.label) });
      case 'test':
        return words.testSaved({ name: state.test.name });
      case 'needsSecond':
        return state.isOn ? words.secondOn : words.secondOff;
      case 'roleGrant':
        return words.roleGiven({ name: person(state.personId), role: role(state.grant.roleId) });
      case 'scopeGrant':
        return words.scopeGiven({ name: person(state.personId), scope: scopeName(words, state.grant) });
    }
  };
  return ({ before, after }: Line) => {
    const state = after ?? before;
    const verb = before === null ? words.added : after === null ? words.gone : words.changed;
    return state ? `${verb} ${subject(state)}` : '';
  };
}
