import { type ColumnKey, type GridAction, type GridState, isDirty, type View } from '#features/routing/grid';
import { type Fact, factIcon } from '#features/routing/phrase';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { ActionIcon, Button, Menu, Text, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowDown,
  IconArrowForwardUp,
  IconArrowUp,
  IconColumnInsertRight,
  IconCopy,
  type IconProps,
  IconRowInsertBottom,
  IconTrash,
} from '@tabler/icons-react';
import type { ComponentType, Dispatch } from 'react';
import styles from './side-panel.module.css';
import { ruleWords } from './words.ts';

type EditorToolbarProps = {
  readonly state: GridState;
  readonly dispatch: Dispatch<GridAction>;
  readonly view: View;
  readonly facts: readonly Fact[];
  readonly onAdd: () => void;
  readonly onDuplicate: () => void;
};

/** What can be done to the table and to the row under the cursor; each has its key. */
export function EditorToolbar({ state, dispatch, view, facts, onAdd, onDuplicate }: EditorToolbarProps) {
  const words = useWords(ruleWords);
  const hasRow = state.place !== null;
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={words.actions}>
      <Tool
        icon={IconArrowBackUp}
        label={words.undo}
        keys="Ctrl+Z"
        isOff={state.past.length === 0}
        onPress={() => dispatch({ type: 'undo' })}
      />
      <Tool
        icon={IconArrowForwardUp}
        label={words.redo}
        keys="Ctrl+Y"
        isOff={state.future.length === 0}
        onPress={() => dispatch({ type: 'redo' })}
      />
      <Button
        variant="default"
        leftSection={<IconRowInsertBottom size={15} aria-hidden />}
        title="Ctrl+Enter"
        onClick={onAdd}
      >
        {words.addRule}
      </Button>
      <AddColumn facts={facts} columns={view.columns} dispatch={dispatch} />
      <Tool
        icon={IconCopy}
        label={words.duplicate}
        keys="Ctrl+Shift+D"
        isOff={!hasRow}
        onPress={onDuplicate}
      />
      <Tool
        icon={IconArrowUp}
        label={words.moveUp}
        keys="Alt+↑"
        isOff={!hasRow}
        onPress={() => dispatch({ type: 'moveBy', by: -1, view })}
      />
      <Tool
        icon={IconArrowDown}
        label={words.moveDown}
        keys="Alt+↓"
        isOff={!hasRow}
        onPress={() => dispatch({ type: 'moveBy', by: 1, view })}
      />
      <Tool
        icon={IconTrash}
        label={words.remove}
        keys="Ctrl+Delete"
        isOff={!hasRow}
        onPress={() => dispatch({ type: 'remove', view })}
      />
      <span className={styles.gap} />
      <Text size="xs" c="dimmed" role="status">
        {isDirty(state) ? words.unsaved : words.allSaved}
      </Text>
    </div>
  );
}

type ToolProps = {
  readonly icon: ComponentType<IconProps>;
  readonly label: string;
  readonly keys: string;
  readonly isOff: boolean;
  readonly onPress: () => void;
};

function Tool({ icon: Icon, label, keys, isOff, onPress }: ToolProps) {
  return (
    <Tooltip label={`${label}  ${keys}`}>
      <ActionIcon
        variant="default"
        size={32}
        aria-label={label}
        aria-keyshortcuts={keys.replace('Ctrl', 'Control').replace('↑', 'ArrowUp').replace('↓', 'ArrowDown')}
        disabled={isOff}
        onClick={onPress}
      >
        <Icon size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

type AddColumnProps = {
  readonly facts: readonly Fact[];
  readonly columns: readonly ColumnKey[];
  readonly dispatch: Dispatch<GridAction>;
};

function AddColumn({ facts, columns, dispatch }: AddColumnProps) {
  const words = useWords(ruleWords);
  const { label } = useFormat();
  const unused = facts.filter(({ key }) => !columns.includes(`fact:${key}`));
  return (
    <Menu position="bottom-start" shadow="md">
      <Menu.Target>
        <Button variant="default" leftSection={<IconColumnInsertRight size={15} aria-hidden />}>
          {words.addColumn}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {unused.length === 0 && <Menu.Label>{words.noMoreColumns}</Menu.Label>}
        {unused.map((fact) => {
          const Icon = factIcon(fact.kind);
          return (
            <Menu.Item
              key={fact.key}
              leftSection={<Icon size={14} aria-hidden />}
              onClick={() => dispatch({ type: 'addColumn', attribute: fact.key })}
            >
              {label(fact.label)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
