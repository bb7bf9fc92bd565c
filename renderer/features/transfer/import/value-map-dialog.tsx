import { useAsk } from '#bridge/ask';
import type { ColumnMapping } from '#domain/transfer';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Autocomplete, Button, CloseButton, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import styles from './import.module.css';
import { type Pair, withValues } from './mapping-edit.ts';
import { importWords } from './words.ts';

type ValueMapDialogProps = {
  readonly field: string;
  readonly name: string;
  /** Texts that the file has in this column, offered on the left. */
  readonly suggestions: readonly string[];
  /** Texts that were not recognised: each begins a line of its own. */
  readonly unknown?: readonly string[];
  readonly mapping: ColumnMapping;
  readonly onChange: (mapping: ColumnMapping) => void;
  readonly onClose: () => void;
};

type Line = { readonly id: number; readonly pair: Pair };

/** How the texts of one column read: left as the file has them, right what they mean here. */
export function ValueMapDialog(props: ValueMapDialogProps) {
  const words = useWords(importWords);
  const targets = useTargets(props.field);
  const [lines, setLines] = useState<readonly Line[]>(() => startingLines(props));
  const change = (id: number, pair: Pair) =>
    setLines(lines.map((line) => (line.id === id ? { id, pair } : line)));
  const finish = () => {
    props.onChange(
      withValues(
        props.mapping,
        props.field,
        lines.map(({ pair }) => pair),
      ),
    );
    props.onClose();
  };
  return (
    <Modal opened onClose={finish} title={words.valuesTitle({ field: props.name })} size="lg">
      <Stack gap={8}>
        <Text size="sm" c="dimmed">
          {words.valuesHint}
        </Text>
        {lines.map(({ id, pair: [inFile, readAs] }, index) => (
          <div key={id} className={styles.pair}>
            <Autocomplete
              aria-label={`${words.inFile} ${index + 1}`}
              placeholder={words.inFile}
              maxLength={500}
              data={[...new Set(props.suggestions)]}
              value={inFile}
              onChange={(text) => change(id, [text, readAs])}
            />
            <Autocomplete
              aria-label={`${words.readAs} ${index + 1}`}
              placeholder={words.readAs}
              maxLength={500}
              data={targets}
              value={readAs}
              onChange={(text) => change(id, [inFile, text])}
            />
            <CloseButton
              aria-label={`${words.removePair} ${index + 1}`}
              onClick={() => setLines(lines.filter((line) => line.id !== id))}
            />
          </div>
        ))}
        <Group justify="space-between">
          <Button
            variant="default"
            onClick={() => setLines([...lines, { id: nextId(lines), pair: ['', ''] }])}
          >
            {words.addPair}
          </Button>
          <Button onClick={finish}>{words.done}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function nextId(lines: readonly Line[]): number {
  return 1 + Math.max(0, ...lines.map(({ id }) => id));
}

function startingLines({ mapping, field, unknown = [] }: ValueMapDialogProps): Line[] {
  const known = Object.entries(mapping.values[field] ?? {});
  const fresh = unknown.filter((text) => !known.some(([inFile]) => inFile === text));
  const pairs: Pair[] = [...known, ...fresh.map((text): Pair => [text, ''])];
  return (pairs.length > 0 ? pairs : [['', ''] as Pair]).map((pair, id) => ({ id, pair }));
}

/** What a field's texts can mean: business lines, people, products, and the values of an attribute. */
function useTargets(field: string): string[] {
  const { label } = useFormat();
  const isAttribute = field.startsWith('attribute:');
  const lines = useAsk('contacts.listLines', {}, { enabled: field === 'line' });
  const attributes = useAsk('tagging.listAttributes', {}, { enabled: isAttribute });
  const products = useAsk(
    'orders.listProducts',
    {},
    { enabled: field === 'product' || field === 'category' },
  );
  const users = useAsk('access.listUsers', {}, { enabled: field === 'owner' || field === 'user' });
  const found = (): string[] => {
    if (field === 'line') return (lines.data ?? []).map((line) => label(line.label));
    if (field === 'product') return (products.data?.products ?? []).map((product) => label(product.label));
    if (field === 'category') return (products.data?.categories ?? []).map((one) => label(one.label));
    if (isAttribute) {
      const key = field.slice('attribute:'.length);
      const values = attributes.data?.find((attribute) => attribute.key === key)?.values ?? [];
      return values.map((value) => label(value.label));
    }
    return (users.data ?? []).map(({ name }) => name);
  };
  return [...new Set(found())];
}
