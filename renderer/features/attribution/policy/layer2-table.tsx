import { dayOf, startOfDay } from '#domain/base';
import type { EligibilityRule, Layer2 } from '#domain/attribution';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { PlainTable } from '#ui/plain-table';
import { ActionIcon, Button, Group, MultiSelect, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import styles from './policy.module.css';
import { useCatalogue } from './policy-text.tsx';
import { policyWords } from './words.ts';

type Layer2TableProps = { readonly layer2: Layer2; readonly onChange: (layer2: Layer2) => void };

/** Which attributed money counts: no rule lets all of it count, and that is said plainly. */
export function Layer2Table({ layer2, onChange }: Layer2TableProps) {
  const words = useWords(policyWords);
  const { rules } = layer2;
  const put = (rule: EligibilityRule) =>
    onChange({ rules: rules.map((each) => (each.id === rule.id ? rule : each)) });
  return (
    <>
      <p className={styles.plain} role="status">
        {rules.length === 0 ? words.noRules : words.someRules({ count: rules.length })}
      </p>
      {rules.length > 0 && (
        <PlainTable
          label={words.rules}
          header={[
            { name: words.ruleName },
            { name: words.lines },
            { name: words.categories },
            { name: words.from },
            { name: words.to },
            { name: words.actions, align: 'right' },
          ]}
          rows={rules.map((rule) => ({
            key: rule.id,
            cells: [
              <RuleName key="name" rule={rule} onChange={put} />,
              <RuleIds key="lines" rule={rule} of="lineIds" onChange={put} />,
              <RuleIds key="categories" rule={rule} of="categoryIds" onChange={put} />,
              <RuleDay key="from" rule={rule} of="from" onChange={put} />,
              <RuleDay key="to" rule={rule} of="to" onChange={put} />,
              <RuleActions key="actions" rule={rule} rules={rules} onChange={onChange} />,
            ],
          }))}
        />
      )}
      <Button
        mt="sm"
        variant="default"
        onClick={() =>
          onChange({
            rules: [
              ...rules,
              {
                id: crypto.randomUUID(),
                name: words.newRuleName({ number: rules.length + 1 }),
                lineIds: [],
                categoryIds: [],
                from: null,
                to: null,
              },
            ],
          })
        }
      >
        {words.addRule}
      </Button>
    </>
  );
}

type CellProps = { readonly rule: EligibilityRule; readonly onChange: (rule: EligibilityRule) => void };

function RuleName({ rule, onChange }: CellProps) {
  const words = useWords(policyWords);
  return (
    <TextInput
      w={180}
      aria-label={words.ruleName}
      maxLength={200}
      value={rule.name}
      error={rule.name.trim() === '' && words.ruleNameMissing}
      onChange={(event) => onChange({ ...rule, name: event.currentTarget.value })}
    />
  );
}

function RuleIds({ rule, of, onChange }: CellProps & { readonly of: 'lineIds' | 'categoryIds' }) {
  const words = useWords(policyWords);
  const catalogue = useCatalogue();
  const isLines = of === 'lineIds';
  const known = isLines ? catalogue.lines : catalogue.categories;
  // An id that the catalogue no longer knows stays visible, so that it can be taken out.
  const ids = [...new Set([...known.keys(), ...rule[of]])];
  return (
    <MultiSelect
      w={225}
      // The search field needs no line of its own.
      styles={{ inputField: { minWidth: 24, flex: '1 1 24px' } }}
      aria-label={isLines ? words.lines : words.categories}
      placeholder={rule[of].length === 0 ? (isLines ? words.anyLine : words.anyCategory) : ''}
      searchable
      data={ids.map((id) => ({ value: id, label: known.get(id) ?? id }))}
      value={rule[of]}
      onChange={(chosen) => onChange({ ...rule, [of]: chosen })}
    />
  );
}

const DAY = 86_400_000;

/** A day as people mean it: the last one is inclusive, though the end is stored as the first moment after it. */
function RuleDay({ rule, of, onChange }: CellProps & { readonly of: 'from' | 'to' }) {
  const words = useWords(policyWords);
  const { zone } = useLanguage();
  const at = rule[of];
  const isEnd = of === 'to';
  const day = at === null ? null : dayOf(isEnd ? at - 1 : at, zone);
  const isWrong = isEnd && rule.from !== null && rule.to !== null && rule.from >= rule.to;
  const momentOf = (day: string): number | null => {
    const start = startOfDay(day, zone);
    if (Number.isNaN(start)) return null;
    return isEnd ? startOfDay(dayOf(start + DAY * 1.5, zone), zone) : start;
  };
  return (
    <DatePickerInput
      w={132}
      aria-label={`${isEnd ? words.to : words.from} ${day ?? words.since}`}
      placeholder={words.since}
      clearable
      valueFormat="YYYY-MM-DD"
      value={day}
      error={isWrong && words.spanWrong}
      onChange={(chosen) => onChange({ ...rule, [of]: chosen === null ? null : momentOf(chosen) })}
    />
  );
}

type RuleActionsProps = Layer2TablePropsOf & { readonly rule: EligibilityRule };
type Layer2TablePropsOf = {
  readonly rules: readonly EligibilityRule[];
  readonly onChange: Layer2TableProps['onChange'];
};

function RuleActions({ rule, rules, onChange }: RuleActionsProps) {
  const words = useWords(policyWords);
  const { name } = rule;
  const index = rules.indexOf(rule);
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <ActionIcon
        aria-label={words.duplicateRule({ name })}
        onClick={() =>
          onChange({ rules: rules.toSpliced(index + 1, 0, { ...rule, id: crypto.randomUUID() }) })
        }
      >
        <IconCopy size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon
        aria-label={words.removeRule({ name })}
        onClick={() => onChange({ rules: rules.filter((each) => each !== rule) })}
      >
        <IconTrash size={15} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
