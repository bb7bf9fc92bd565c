import type { Change, Policy } from '#features/access/rights';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { useFilters } from '#ui/use-filters';
import { Group, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { RecordForm } from './ask-form.tsx';
import { readAsked } from './asked.ts';
import { RecordWhy } from './record-why.tsx';
import { answersWords } from './words.ts';

const KEYS = ['of'] as const;
const RECORDS = ['opportunity', 'card', 'order'] as const;

type RecordQuestionProps = {
  readonly policy: Policy;
  readonly personId: string;
  /** Null where nothing may be changed. */
  readonly onChange: ((changes: Change[]) => void) | null;
};

/** Whether one person sees a record, which is named by its number or its page's address. */
export function RecordQuestion(props: RecordQuestionProps) {
  const words = useWords(answersWords);
  const { values, set } = useFilters(KEYS);
  const asked = readAsked(values.of);
  const record = asked && 'record' in asked ? asked.record : undefined;
  const [kind, setKind] = useState<(typeof RECORDS)[number]>(record?.kind ?? 'opportunity');
  return (
    <Section title={words.recordTitle}>
      <Stack gap="sm">
        <Group align="start" gap="sm">
          <Select
            label={words.about}
            data={RECORDS.map((value) => ({ value, label: words.abouts[value] }))}
            value={kind}
            allowDeselect={false}
            onChange={(value) => value && setKind(value)}
          />
          <RecordForm
            key={`${kind} ${values.of ?? ''}`}
            kind={kind}
            start={record?.kind === kind ? String(record.id) : ''}
            onAsk={(of) => set('of', of)}
          />
        </Group>
        {record && <RecordWhy {...props} record={record} />}
      </Stack>
    </Section>
  );
}
