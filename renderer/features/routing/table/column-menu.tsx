import type { Rule } from '#domain/rules';
import type { ColumnKey } from '#features/routing/grid';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Button, Checkbox, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import { type ColumnFilter, type Filter, type Sort, valuesShown } from './row-filter.ts';
import type { RowTexts } from './row-texts.ts';
import styles from './table.module.css';
import { tableWords } from './words.ts';

type ColumnMenuProps = {
  readonly column: ColumnKey;
  readonly rules: readonly Rule[];
  readonly texts: RowTexts;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly isLastFrozen: boolean;
  readonly onFreeze: (isFrozen: boolean) => void;
  readonly onHide: () => void;
  readonly onClose: () => void;
};

const LETS_ALL: ColumnFilter = { text: '', values: null, state: 'all' };

/** What the head of a column offers: filter, sort, group, freeze and hide. */
export function ColumnMenu(props: ColumnMenuProps) {
  const { column, filter, onFilter, onClose } = props;
  const words = useWords(tableWords);
  const done = (act: () => void) => () => {
    act();
    onClose();
  };
  const sort = (next: Sort | null) => done(() => onFilter({ ...filter, sort: next }));
  const isSorted = filter.sort?.column === column;
  const isGrouped = filter.groupBy === column;
  return (
    <Stack gap={8} w={240}>
      <ColumnFilterFields {...props} />
      <div className={styles.menu}>
        <MenuLine onPress={sort({ column, way: 'up' })}>{words.sortUp}</MenuLine>
        <MenuLine onPress={sort({ column, way: 'down' })}>{words.sortDown}</MenuLine>
        {isSorted && <MenuLine onPress={sort(null)}>{words.sortOff}</MenuLine>}
        <MenuLine
          onPress={done(() =>
            onFilter({ ...filter, groupBy: isGrouped ? null : column, collapsed: new Set() }),
          )}
        >
          {isGrouped ? words.groupOff : words.groupBy}
        </MenuLine>
        <MenuLine onPress={done(() => props.onFreeze(!props.isLastFrozen))}>
          {props.isLastFrozen ? words.unfreeze : words.freeze}
        </MenuLine>
        {column !== 'name' && <MenuLine onPress={done(props.onHide)}>{words.hide}</MenuLine>}
      </div>
    </Stack>
  );
}

function MenuLine(props: { readonly onPress: () => void; readonly children: string }) {
  return (
    <button type="button" className={styles.menuLine} onClick={props.onPress}>
      {props.children}
    </button>
  );
}

function ColumnFilterFields({ column, rules, texts, filter, onFilter }: ColumnMenuProps) {
  const words = useWords(tableWords);
  const { number } = useFormat();
  const held = filter.columns.get(column) ?? LETS_ALL;
  const [text, setText] = useState(held.text);
  const change = (part: Partial<ColumnFilter>) => {
    const next = { ...held, ...part };
    const columns = new Map(filter.columns);
    if (next.text === '' && next.values === null && next.state === 'all') columns.delete(column);
    else columns.set(column, next);
    onFilter({ ...filter, columns });
  };
  const settled = useDeferredValue(rules);
  const values = useMemo(() => valuesShown(settled, column, texts), [settled, column, texts]);
  const toggle = (value: string) => {
    const before = held.values ?? [];
    const after = before.includes(value) ? before.filter((each) => each !== value) : [...before, value];
    change({ values: after.length === 0 ? null : after });
  };
  const wanted = text.trim().toLowerCase();
  return (
    <>
      <TextInput
        size="xs"
        aria-label={words.filterText}
        placeholder={words.filterText}
        data-autofocus
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          change({ text: event.currentTarget.value });
        }}
      />
      <SegmentedControl
        size="xs"
        aria-label={words.filterState}
        value={held.state}
        data={[
          { value: 'all', label: words.all },
          { value: 'filled', label: words.filled },
          { value: 'empty', label: words.empty },
        ]}
        onChange={(state) => change({ state })}
      />
      <div className={styles.values} role="group" aria-label={words.values}>
        {values
          .filter((value) => wanted === '' || value.text.toLowerCase().includes(wanted))
          .slice(0, MOST_DRAWN)
          .map((value) => (
            <Checkbox
              key={value.text}
              size="xs"
              checked={held.values?.includes(value.text) ?? false}
              label={
                <>
                  {value.text || words.nothing}{' '}
                  <Text span size="xs" c="dimmed">
                    {number(value.count)}
                  </Text>
                </>
              }
              onChange={() => toggle(value.text)}
            />
          ))}
      </div>
      {filter.columns.has(column) && (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => {
            setText('');
            change(LETS_ALL);
          }}
        >
          {words.clearFilter}
        </Button>
      )}
    </>
  );
}

const MOST_DRAWN = 60;
