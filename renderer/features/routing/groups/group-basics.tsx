import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { Select, SimpleGrid, Switch, TextInput } from '@mantine/core';
import { FallbackChain } from './fallback-chain.tsx';
import { circleIn, type GroupDraft, type GroupRow } from './group-draft.ts';
import { groupWords } from './words.ts';

type GroupBasicsProps = {
  readonly draft: GroupDraft;
  readonly group: GroupRow | undefined;
  readonly groups: readonly GroupRow[];
  readonly isReadOnly: boolean;
  readonly isTried: boolean;
  readonly onChange: (draft: GroupDraft) => void;
};

/** What a group is called, whether it is on, and where its work goes when nobody can take it. */
export function GroupBasics({ draft, group, groups, isReadOnly, isTried, onChange }: GroupBasicsProps) {
  const words = useWords(groupWords);
  const { label } = useFormat();
  const circle = circleIn(draft, group?.id ?? '', groups);
  const nameOf = (id: string) => {
    const found = groups.find((each) => each.id === id);
    return found ? label(found.label) : draft.zh;
  };
  return (
    <Section title={words.basics}>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
        <TextInput
          label={words.nameZh}
          required
          maxLength={200}
          value={draft.zh}
          readOnly={isReadOnly}
          error={isTried && draft.zh.trim() === '' && words.nameZhMissing}
          onChange={(event) => onChange({ ...draft, zh: event.currentTarget.value })}
        />
        <TextInput
          label={words.nameEn}
          maxLength={200}
          value={draft.en}
          readOnly={isReadOnly}
          onChange={(event) => onChange({ ...draft, en: event.currentTarget.value })}
        />
        <Select
          label={words.fallback}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          description={words.fallbackHint}
          placeholder={words.noFallback}
          clearable
          searchable
          readOnly={isReadOnly}
          data={groups
            .filter(({ id }) => id !== group?.id)
            .map((each) => ({ value: each.id, label: label(each.label) }))}
          value={draft.fallbackGroupId}
          error={circle && words.circle({ path: circle.map(nameOf).join(' → ') })}
          onChange={(fallbackGroupId) => onChange({ ...draft, fallbackGroupId })}
        />
      </SimpleGrid>
      <Switch
        mt="md"
        label={words.isOn}
        description={words.isOnHint}
        checked={draft.isOn}
        disabled={isReadOnly}
        onChange={(event) => onChange({ ...draft, isOn: event.currentTarget.checked })}
      />
      {!circle && <FallbackChain draft={draft} id={group?.id ?? ''} groups={groups} />}
    </Section>
  );
}
