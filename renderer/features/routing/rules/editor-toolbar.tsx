import { isDirty, type View } from '#features/routing/grid';
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
import { type ComponentType, memo } from 'react';
import styles from './side-panel.module.css';
import type { Draft } from './use-draft.ts';
import type { Table } from './use-table.ts';
import { ruleWords } from './words.ts';

type EditorToolbarProps = {
  readonly draft: Draft;
  readonly hasPast: boolean;
  readonly hasFuture: boolean;
  /** The cursor stands in a row. */
  readonly hasRow: boolean;
  readonly view: View;
  readonly columns: Table['columns'];
  readonly isOrdered: boolean;
  readonly facts: readonly Fact[];
  readonly onAdd: () => void;
  readonly onDuplicate: () => void;
};

/** What can be done to the table and to the row under the cursor; each has its key. Drawn anew only when that changes. */
export const EditorToolbar = memo(function EditorToolbar(props: EditorToolbarProps) {
  const { draft, columns, facts } = props;
  const { dispatch, isPart } = draft;
  const words = useWords(ruleWords);
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={words.actions}>
      <Tool
        icon={IconArrowBackUp}
        label={words.undo}
        keys="Ctrl+Z"
        isOff={!props.hasPast}
        onPress={() => dispatch({ type: 'undo' })}
      />
      <Tool
        icon={IconArrowForwardUp}
        label={words.redo}
        keys="Ctrl+Y"
        isOff={!props.hasFuture}
        onPress={() => dispatch({ type: 'redo' })}
      />
      <Button
        variant="default"
        leftSection={<IconRowInsertBottom size={15} aria-hidden />}
        title="Ctrl+Enter"
        disabled={isPart}
        onClick={props.onAdd}
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
      <RowTools {...props} />
      <span className={styles.gap} />
      <Text size="xs" c="dimmed" role="status">
        {isDirty(draft.state) ? words.unsaved : words.allSaved}
      </Text>
    </div>
  );
});

/** What is done to the selected rows. */
function RowTools({ draft, hasRow, isOrdered, view, onDuplicate }: EditorToolbarProps) {
  const words = useWords(ruleWords);
  const { dispatch } = draft;
  const isOff = !hasRow || draft.isPart;
  return (
    <>
      <Tool icon={IconCopy} label={words.duplicate} keys="Ctrl+Shift+D" isOff={isOff} onPress={onDuplicate} />
      <Tool
        icon={IconArrowUp}
        label={words.moveUp}
        keys="Alt+↑"
        isOff={isOff || !isOrdered}
        onPress={() => dispatch({ type: 'moveBy', by: -1, view })}
      />
      <Tool
        icon={IconArrowDown}
        label={words.moveDown}
        keys="Alt+↓"
        isOff={isOff || !isOrdered}
        onPress={() => dispatch({ type: 'moveBy', by: 1, view })}
      />
      <Tool
        icon={IconTrash}
        label={words.remove}
        keys="Ctrl+Delete"
        isOff={isOff}
        onPress={() => dispatch({ type: 'remove', view })}
      />
    </>
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
