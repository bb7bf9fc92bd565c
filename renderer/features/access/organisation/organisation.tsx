import { applyChanges, type Policy as DomainPolicy } from '#domain/rights';
import { type Change, ChangePreview, type Policy } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { EmptyState } from '#ui/states';
import { Alert, Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { BulkPanel } from './bulk-panel.tsx';
import { faultInWords } from './fault-words.ts';
import styles from './organisation.module.css';
import { Pending } from './pending.tsx';
import { UnitHistory } from './unit-history.tsx';
import { UnitPanel } from './unit-panel.tsx';
import { UnitPeople } from './unit-people.tsx';
import { UnitTreeEdit } from './unit-tree-edit.tsx';
import { organisationWords } from './words.ts';

type OrganisationProps = { readonly saved: Policy; readonly isReadOnly: boolean };

/** The tree and its people, changed in a draft; what the draft would do to everybody is told before it is saved. */
export function Organisation({ saved, isReadOnly }: OrganisationProps) {
  const words = useWords(organisationWords);
  const { label } = useFormat();
  const { changes, draft, trouble, change, drop, discard } = useDraft(saved);
  const [chosen, setChosen] = useState<string | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const unit =
    draft.units.find((one) => one.id === chosen) ?? draft.units.find((one) => one.parentId === null);
  const add = (parentId: string | null) => {
    const id = crypto.randomUUID();
    change({ kind: 'saveUnit', id, label: { zh: words.newUnit, en: '' }, parentId, leaderId: null });
    setChosen(id);
  };
  const isSaved = saved.units.some((one) => one.id === unit?.id);
  const people = draft.people.filter((one) => selected.has(one.id) && one.status === 'active');
  const editing = { draft, isReadOnly, onChange: change };
  return (
    <Stack gap="md">
      {isReadOnly && <Text size="sm">{words.readOnly}</Text>}
      {trouble && (
        <Alert color="red" role="alert" p="xs">
          {words.cannot} {trouble}
        </Alert>
      )}
      {changes.length > 0 && (
        <>
          <Pending changes={changes} saved={saved} draft={draft} onDrop={drop} />
          <ChangePreview policy={saved} changes={[...changes]} onDone={discard} onCancel={discard} />
        </>
      )}
      <div className={styles.columns}>
        <Section
          title={words.tree}
          actions={
            !isReadOnly && (
              <Button size="xs" variant="default" onClick={() => add(null)}>
                {words.addTop}
              </Button>
            )
          }
          flush
        >
          {draft.units.length === 0 && <EmptyState title={words.noUnits} hint={words.noUnitsHint} />}
          <UnitTreeEdit
            draft={draft}
            saved={saved}
            chosen={unit?.id ?? null}
            onChoose={setChosen}
            onMove={isReadOnly ? undefined : (id, parentId) => change({ kind: 'saveUnit', id, parentId })}
          />
          {!isReadOnly && draft.units.length > 0 && (
            <Text size="xs" c="dimmed" p="xs">
              {words.treeHint}
            </Text>
          )}
        </Section>
        <Stack gap="md" miw={0}>
          {unit && <UnitPanel {...editing} unit={unit} onAdd={add} />}
          {!isReadOnly && people.length > 0 && (
            <BulkPanel draft={draft} selected={people.map((one) => one.id)} onChange={change} />
          )}
          {unit && <UnitPeople {...editing} unitId={unit.id} selected={selected} onSelect={setSelected} />}
          {isSaved && unit && <UnitHistory unitId={unit.id} name={label(unit.label)} />}
        </Stack>
      </div>
    </Stack>
  );
}

/** The unsaved changes, and the organisation with them made; an edit that cannot be made is not taken. */
function useDraft(saved: Policy) {
  const words = useWords(organisationWords);
  const [changes, setChanges] = useState<readonly Change[]>([]);
  const [trouble, setTrouble] = useState<string | null>(null);
  const apply = (all: readonly Change[]) => applyChanges(saved as unknown as DomainPolicy, all as never);
  const made = apply(changes);
  const draft: Policy = 'fault' in made ? saved : { ...saved, ...(made.policy as unknown as Policy) };
  const take = (next: readonly Change[]) => {
    const outcome = apply(next);
    setTrouble('fault' in outcome ? faultInWords(words, outcome.fault) : null);
    if (!('fault' in outcome)) setChanges(next);
  };
  return {
    changes,
    draft,
    trouble,
    change: (...more: Change[]) => take([...changes, ...more]),
    drop: (at: number) => take(changes.toSpliced(at, 1)),
    discard: () => {
      setChanges([]);
      setTrouble(null);
    },
  };
}
