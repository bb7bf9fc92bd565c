import { type GridAction, type GridState, isDirty } from '#features/routing/grid';
import type { Fact } from '#features/routing/phrase';
import { ColumnsMenu } from '#features/routing/table';
import { useWords } from '#i18n/words';
import { ActionIcon, Button, Text, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowDown,
  IconArrowForwardUp,
  IconArrowUp,
  IconCopy,
  type IconProps,
  IconRowInsertBottom,
  IconTrash,
} from '@tabler/icons-react';
import type { ComponentType, Dispatch } from 'react';
import styles from './side-panel.module.css';
import type { useTable } from './use-table.ts';
import { ruleWords } from './words.ts';

type EditorToolbarProps = {
  readonly state: GridState;
  readonly dispatch: Dispatch<GridAction>;
  readonly table: ReturnType<typeof useTable>;
  readonly facts: readonly Fact[];
  readonly onAdd: () => void;
  readonly onDuplicate: () => void;
};

/** What can be done to the table and to the row under the cursor; each has its key. */
export function EditorToolbar({ state, dispatch, table, facts, onAdd, onDuplicate }: EditorToolbarProps) {
  const words = useWords(ruleWords);
  const { view, columns, isOrdered } = table;
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
      <ColumnsMenu
        facts={facts}
        columns={columns.all}
        titles={columns.titles}
        view={columns.view}
        onChange={columns.change}
      />
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
        isOff={!hasRow || !isOrdered}
        onPress={() => dispatch({ type: 'moveBy', by: -1, view })}
      />
      <Tool
        icon={IconArrowDown}
        label={words.moveDown}
        keys="Alt+↓"
        isOff={!hasRow || !isOrdered}
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
