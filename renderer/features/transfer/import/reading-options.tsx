import type { ColumnMapping } from '#domain/transfer';
import { useWords } from '#i18n/words';
import { Collapse, Select, SimpleGrid, TagsInput, TextInput, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import styles from './import.module.css';
import { importWords } from './words.ts';

type ReadingOptionsProps = {
  readonly mapping: ColumnMapping;
  readonly header: readonly string[];
  readonly onChange: (mapping: ColumnMapping) => void;
};

/** How dates and phones read, and which rows count; folded away, for most files need none of it. */
export function ReadingOptions(props: ReadingOptionsProps) {
  const words = useWords(importWords);
  const [isOpen, setOpen] = useState(false);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <div style={{ marginTop: 12 }}>
      <UnstyledButton aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Chevron size={14} aria-hidden /> {words.options}{' '}
        <span className={styles.quiet}>{words.optionsHint}</span>
      </UnstyledButton>
      <Collapse expanded={isOpen}>
        <Fields {...props} />
      </Collapse>
    </div>
  );
}

function Fields({ mapping, header, onChange }: ReadingOptionsProps) {
  const words = useWords(importWords);
  const zones = useMemo(
    () => [...new Set(['UTC', mapping.zone, ...Intl.supportedValuesOf('timeZone')])],
    [mapping.zone],
  );
  const { only } = mapping;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, md: 4 }} spacing="md" mt={8}>
      <Select
        label={words.zone}
        description={words.zoneHint}
        searchable
        allowDeselect={false}
        limit={50}
        data={zones}
        value={mapping.zone}
        onChange={(zone) => zone !== null && onChange({ ...mapping, zone })}
      />
      <Select
        label={words.dateOrder}
        description={words.dateOrders.ymd}
        allowDeselect={false}
        data={(['ymd', 'dmy', 'mdy'] as const).map((value) => ({ value, label: words.dateOrders[value] }))}
        value={mapping.dateOrder}
        onChange={(dateOrder) => dateOrder !== null && onChange({ ...mapping, dateOrder })}
      />
      <TextInput
        label={words.region}
        description={words.regionHint}
        maxLength={2}
        value={mapping.region}
        onChange={(event) => onChange({ ...mapping, region: event.currentTarget.value.toUpperCase() })}
      />
      <TextInput
        label={words.areaCode}
        description={words.areaCodeHint}
        maxLength={6}
        value={mapping.areaCode}
        onChange={(event) => onChange({ ...mapping, areaCode: event.currentTarget.value.trim() })}
      />
      <Select
        label={words.onlyColumn}
        placeholder={words.onlyNone}
        clearable
        searchable
        data={header.filter((column) => column !== '')}
        value={only?.column ?? null}
        onChange={(column) =>
          onChange({ ...mapping, only: column === null ? null : { column, values: only?.values ?? [] } })
        }
      />
      {only && (
        <TagsInput
          label={words.onlyValues}
          description={words.onlyValuesHint}
          maxTags={100}
          value={only.values}
          onChange={(values) => onChange({ ...mapping, only: { ...only, values } })}
        />
      )}
    </SimpleGrid>
  );
}
