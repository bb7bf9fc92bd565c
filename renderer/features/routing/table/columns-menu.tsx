import { attributeOf, type ColumnKey, DETAILS } from '#features/routing/grid';
import { type Fact, factIcon } from '#features/routing/phrase';
import { useWords } from '#i18n/words';
import { Button, Checkbox, Menu } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import type { ColumnView } from './use-column-view.ts';
import { tableWords } from './words.ts';

type ColumnsMenuProps = {
  readonly facts: readonly Fact[];
  /** The columns in use by some row or asked for, hidden ones too. */
  readonly columns: readonly ColumnKey[];
  readonly titles: ReadonlyMap<ColumnKey, string>;
  readonly view: ColumnView;
  readonly onChange: (part: Partial<ColumnView>) => void;
};

/** Which columns are seen: those that rows use, those asked for, without those hidden. */
export function ColumnsMenu({ facts, columns, titles, view, onChange }: ColumnsMenuProps) {
  const words = useWords(tableWords);
  const hidden = columns.filter((column) => view.hidden.includes(column)).length;
  const isShown = (column: ColumnKey) => columns.includes(column) && !view.hidden.includes(column);
  const toggle = (column: ColumnKey) =>
    onChange(
      isShown(column)
        ? { hidden: [...view.hidden, column], added: view.added.filter((each) => each !== column) }
        : {
            hidden: view.hidden.filter((each) => each !== column),
            added: columns.includes(column) ? view.added : [...view.added, column],
          },
    );
  const line = (column: ColumnKey) => {
    const fact = facts.find(({ key }) => key === attributeOf(column));
    const Icon = fact && factIcon(fact.kind);
    return (
      <Menu.Item
        key={column}
        role="menuitemcheckbox"
        aria-checked={isShown(column)}
        closeMenuOnClick={false}
        leftSection={<Checkbox.Indicator size="xs" checked={isShown(column)} />}
        rightSection={Icon && <Icon size={13} aria-hidden />}
        onClick={() => toggle(column)}
      >
        {titles.get(column) ?? column}
      </Menu.Item>
    );
  };
  return (
    <Menu position="bottom-start" shadow="md">
      <Menu.Target>
        <Button variant="default" leftSection={<IconColumns3 size={15} aria-hidden />}>
          {hidden > 0 ? words.columnsHidden({ count: hidden }) : words.columns}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        <Menu.Item onClick={() => onChange({ hidden: [] })}>{words.showAll}</Menu.Item>
        <Menu.Item onClick={() => onChange({ added: [] })}>{words.hideUnused}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{words.details}</Menu.Label>
        {([...DETAILS, 'others', 'note'] as const).map(line)}
        <Menu.Label>{words.attributes}</Menu.Label>
        {facts.map(({ key }) => line(`fact:${key}`))}
      </Menu.Dropdown>
    </Menu>
  );
}
