import { useTell } from '#bridge/ask';
import type { LineGate } from '#domain/distribution';
import { useMay } from '#features/access';
import type { Fact } from '#features/routing/phrase';
import { useErrorText } from '#i18n/errors';
import { useColumnAccess } from '#features/access/columns';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { DraftActions } from '#ui/draft-actions';
import { Section } from '#ui/page';
import { Alert, Button, Group, Input, MultiSelect, NumberInput, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { GrainDialog } from './grain-dialog.tsx';
import type { Line } from './line.ts';
import styles from './lines.module.css';
import { lineWords } from './words.ts';

/** Every opportunity has these: nothing is gained by asking for them. */
const ALWAYS_KNOWN = ['line', 'createdAt'];

type LineCardProps = {
  readonly line: Line;
  readonly facts: readonly Fact[];
  readonly isReadOnly: boolean;
};

/** One line's settings; a change stays a draft until it is saved. */
export function LineCard({ line, facts, isReadOnly }: LineCardProps) {
  const words = useWords(lineWords);
  const text = useErrorText();
  const { label } = useFormat();
  const [draft, setDraft] = useState<LineGate | null>(null);
  const save = useTell('routing.saveLineGate');
  const leave = () => {
    setDraft(null);
    save.reset();
  };
  const act = (gate: LineGate) =>
    save.mutate(
      { lineId: line.id, revision: line.revision, gate },
      {
        onSuccess: () => {
          notifications.show({ message: words.saved });
          leave();
        },
      },
    );
  return (
    <Section
      title={label(line.label)}
      actions={
        draft && (
          <DraftActions words={words} isSaving={save.isPending} onReset={leave} onSave={() => act(draft)} />
        )
      }
    >
      {save.error && (
        <Alert color="red" mb="sm">
          {text(save.error)}
        </Alert>
      )}
      <div className={styles.fields}>
        <Grain line={line} />
        <GateFields gate={draft ?? line.gate} facts={facts} isReadOnly={isReadOnly} onChange={setDraft} />
      </div>
    </Section>
  );
}

function Grain({ line }: { readonly line: Line }) {
  const words = useWords(lineWords);
  const mayPublish = useMay('routing.publish');
  // A grain says which contact ways are one customer.
  const seesPhones = useColumnAccess('phone') === 'plain';
  const [isChanging, setChanging] = useState(false);
  return (
    <Input.Wrapper label={words.grain} description={words.grainHints[line.grain]} labelElement="div">
      <Group gap="sm" mt={4} h={30}>
        <Text size="sm" fw={600}>
          {words.grains[line.grain]}
        </Text>
        {mayPublish && seesPhones && (
          <Button size="compact-xs" variant="default" onClick={() => setChanging(true)}>
            {words.changeGrain}
          </Button>
        )}
      </Group>
      {isChanging && <GrainDialog line={line} onClose={() => setChanging(false)} />}
    </Input.Wrapper>
  );
}

type GateFieldsProps = {
  readonly gate: LineGate;
  readonly facts: readonly Fact[];
  readonly isReadOnly: boolean;
  readonly onChange: (gate: LineGate) => void;
};

function GateFields({ gate, facts, isReadOnly, onChange }: GateFieldsProps) {
  const words = useWords(lineWords);
  const { label } = useFormat();
  const choices = facts.filter(({ key }) => !ALWAYS_KNOWN.includes(key));
  return (
    <>
      <NumberInput
        label={words.oldAfter}
        description={words.oldAfterHint}
        placeholder={words.noLimit}
        allowDecimal={false}
        allowNegative={false}
        min={1}
        max={3650}
        clampBehavior="strict"
        readOnly={isReadOnly}
        value={gate.oldAfterDays ?? ''}
        onChange={(value) =>
          onChange({ ...gate, oldAfterDays: typeof value === 'number' && value > 0 ? value : null })
        }
      />
      <MultiSelect
        label={words.needed}
        description={words.neededHint}
        placeholder={gate.needed.length === 0 ? words.nothingNeeded : ''}
        searchable
        maxValues={20}
        readOnly={isReadOnly}
        data={choices.map((fact) => ({ value: fact.key, label: label(fact.label) }))}
        value={gate.needed}
        onChange={(needed) => onChange({ ...gate, needed })}
      />
    </>
  );
}
