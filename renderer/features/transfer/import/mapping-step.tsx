import type { ColumnMapping, ImportKind, MappingProblem } from '#domain/transfer';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { PlainTable } from '#ui/plain-table';
import { Alert, Badge, Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import styles from './import.module.css';
import {
  type Inspected,
  problemsOf,
  samplesOf,
  sourceOf,
  unusedColumns,
  withSource,
} from './mapping-edit.ts';
import { ReadingOptions } from './reading-options.tsx';
import { Step } from './step.tsx';
import { ValueMapDialog } from './value-map-dialog.tsx';
import { importWords } from './words.ts';

type MappingStepProps = {
  readonly kind: ImportKind;
  readonly source: string;
  readonly inspected: Inspected;
  readonly mapping: ColumnMapping;
  readonly onChange: (mapping: ColumnMapping) => void;
};

/** Which column fills which field, how values read, and what is still missing. */
export function MappingStep({ kind, source, inspected, mapping, onChange }: MappingStepProps) {
  const words = useWords(importWords);
  const { label } = useFormat();
  const [valuesOf, setValuesOf] = useState<string | null>(null);
  const [isWhole, setWhole] = useState(false);
  const [shownFirst] = useState(() => usedFields(inspected, mapping));
  const problems = problemsOf(kind, inspected, mapping);
  const isShown = (field: string) =>
    isWhole || shownFirst.has(field) || sourceOf(mapping, field).kind !== 'none';
  const shown = inspected.fields.filter(({ field, required }) => required || isShown(field));
  const hidden = inspected.fields.length - shown.length;
  const unused = unusedColumns(inspected, mapping);
  const fields = new Map(inspected.fields.map((field) => [field.field, label(field.label)]));
  return (
    <Step number={3} title={words.map}>
      <Text size="sm" mb={8} {...(inspected.remembered ? {} : { c: 'dimmed' })}>
        {inspected.remembered ? words.remembered({ source }) : words.guessed}
      </Text>
      <PlainTable
        label={words.map}
        header={[
          { name: words.field },
          { name: words.column },
          { name: words.sampleValues },
          { name: words.values, align: 'right' },
        ]}
        rows={shown.map(({ field, required }) => ({
          key: field,
          cells: [
            <FieldName
              key="name"
              name={fields.get(field) ?? field}
              isRequired={required}
              isAttribute={field.startsWith('attribute:')}
            />,
            <FieldSourceChoice
              key="source"
              field={field}
              name={fields.get(field) ?? field}
              header={inspected.header}
              mapping={mapping}
              onChange={onChange}
            />,
            <Examples key="examples" inspected={inspected} mapping={mapping} field={field} />,
            sourceOf(mapping, field).kind === 'column' && (
              <Button key="values" size="compact-xs" variant="subtle" onClick={() => setValuesOf(field)}>
                {valuesLabel(words, mapping, field)}
              </Button>
            ),
          ],
        }))}
      />
      <Group gap="md" mt={8}>
        {(hidden > 0 || isWhole) && (
          <Button size="compact-xs" variant="default" onClick={() => setWhole(!isWhole)}>
            {isWhole ? words.fewerFields : words.otherFields({ count: hidden })}
          </Button>
        )}
        {unused.length > 0 && (
          <Text size="xs" c="dimmed">
            {words.unusedColumns({ columns: unused.join(' · ') })}
          </Text>
        )}
      </Group>
      <ReadingOptions mapping={mapping} header={inspected.header} onChange={onChange} />
      {problems.length > 0 && <Problems problems={problems} nameOf={(field) => fields.get(field) ?? field} />}
      {valuesOf !== null && (
        <ValueMapDialog
          field={valuesOf}
          name={fields.get(valuesOf) ?? valuesOf}
          suggestions={samplesOf(inspected, mapping.columns[valuesOf] ?? '')}
          mapping={mapping}
          onChange={onChange}
          onClose={() => setValuesOf(null)}
        />
      )}
    </Step>
  );
}

/** The fields that the starting mapping fills, and those that can name a row's card: they stay in view. */
function usedFields(inspected: Inspected, mapping: ColumnMapping): ReadonlySet<string> {
  const filled = inspected.fields.filter(({ field }) => sourceOf(mapping, field).kind !== 'none');
  return new Set([...filled.map(({ field }) => field), 'externalId', 'contact', 'account']);
}

function valuesLabel(words: (typeof importWords)['zh-CN'], mapping: ColumnMapping, field: string): string {
  const count = Object.keys(mapping.values[field] ?? {}).length;
  return count > 0 ? words.valuesCount({ count }) : words.values;
}

type FieldNameProps = {
  readonly name: string;
  readonly isRequired: boolean;
  readonly isAttribute: boolean;
};

function FieldName({ name, isRequired, isAttribute }: FieldNameProps) {
  const words = useWords(importWords);
  return (
    <Group gap={6}>
      <span>{name}</span>
      {isAttribute && <span className={styles.quiet}>{words.attribute}</span>}
      {isRequired && (
        <Badge size="xs" variant="outline">
          {words.required}
        </Badge>
      )}
    </Group>
  );
}

type FieldSourceChoiceProps = {
  readonly field: string;
  readonly name: string;
  readonly header: readonly string[];
  readonly mapping: ColumnMapping;
  readonly onChange: (mapping: ColumnMapping) => void;
};

/** Column names come from the file and may be anything: they are told apart from our own choices by a prefix. */
const FIXED = 'fixed';
const NONE = 'none';
const columnValue = (column: string) => `column:${column}`;

function FieldSourceChoice({ field, name, header, mapping, onChange }: FieldSourceChoiceProps) {
  const words = useWords(importWords);
  const source = sourceOf(mapping, field);
  const value = source.kind === 'column' ? columnValue(source.column) : source.kind;
  return (
    <Group gap={6} wrap="nowrap">
      <Select
        w={220}
        aria-label={words.columnOf({ field: name })}
        searchable
        allowDeselect={false}
        data={[
          { value: NONE, label: words.notImported },
          { value: FIXED, label: words.fixed },
          ...header
            .filter((column) => column !== '')
            .map((column) => ({ value: columnValue(column), label: column })),
        ]}
        value={value}
        onChange={(chosen) => {
          if (chosen === NONE) onChange(withSource(mapping, field, { kind: 'none' }));
          else if (chosen === FIXED) onChange(withSource(mapping, field, { kind: 'fixed', value: '' }));
          else if (chosen !== null)
            onChange(withSource(mapping, field, { kind: 'column', column: chosen.slice('column:'.length) }));
        }}
      />
      {source.kind === 'fixed' && (
        <TextInput
          w={200}
          aria-label={words.fixedOf({ field: name })}
          placeholder={words.fixedPlaceholder}
          maxLength={500}
          value={source.value}
          onChange={(event) =>
            onChange(withSource(mapping, field, { kind: 'fixed', value: event.currentTarget.value }))
          }
        />
      )}
    </Group>
  );
}

function Examples(props: {
  readonly inspected: Inspected;
  readonly mapping: ColumnMapping;
  readonly field: string;
}) {
  const source = sourceOf(props.mapping, props.field);
  if (source.kind !== 'column') return null;
  return (
    <span className={styles.examples}>
      {samplesOf(props.inspected, source.column).slice(0, 3).join(' · ')}
    </span>
  );
}

function Problems(props: {
  readonly problems: readonly MappingProblem[];
  readonly nameOf: (field: string) => string;
}) {
  const words = useWords(importWords);
  const say = (problem: MappingProblem) => {
    if (problem.code === 'transfer.unknownColumn') return words.unknownColumn(problem);
    const { field } = problem;
    if (field === 'contact') return words.unmapped({ field: words.contactOrAccount });
    if (field === 'attribute') return words.unmapped({ field: words.anyAttribute });
    return words.unmapped({ field: props.nameOf(field) });
  };
  return (
    <Alert color="yellow" title={words.problems} mt="md">
      <ul style={{ margin: 0, paddingInlineStart: 18 }}>
        {props.problems.map((problem) => (
          <li key={say(problem)}>{say(problem)}</li>
        ))}
      </ul>
    </Alert>
  );
}
