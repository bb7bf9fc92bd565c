import type { OutputOf } from '#contract/contract';
import { useAnalysis } from '#features/routing/analysis';
import { RuleFiles, takenInto } from '#features/routing/files';
import { isDirty, RuleGrid, selectedIds, type View } from '#features/routing/grid';
import type { Fact } from '#features/routing/phrase';
import { ConflictDialog, ReleaseDialog } from '#features/routing/release';
import { NO_FILTER, usePaste } from '#features/routing/table';
import { useErrorText } from '#i18n/errors';
import { useWords } from '#i18n/words';
import { Page } from '#ui/page';
import { EmptyState } from '#ui/states';
import { Alert, Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useRef, useState } from 'react';
import { Link } from 'react-router';
import { BackToList } from './back-to-list.tsx';
import { EditorActions } from './editor-actions.tsx';
import { EditorToolbar } from './editor-toolbar.tsx';
import styles from './side-panel.module.css';
import { SideButtons, SidePanel } from './sides.tsx';
import { TableFooter } from './table-footer.tsx';
import { TableFilter } from './table-filter.tsx';
import { type Draft, useDraft } from './use-draft.ts';
import { useColumnLook } from './use-column-look.tsx';
import { type GroupRow, useTable } from './use-table.ts';
import { useTrying } from './use-trying.ts';
import { ruleWords } from './words.ts';

type RuleEditorProps = {
  readonly loaded: OutputOf<'routing.listRules'>;
  readonly facts: readonly Fact[];
  readonly groups: readonly GroupRow[];
  readonly title: string;
  readonly isReadOnly: boolean;
  readonly notice: ReactNode;
};

/** The table of rules with everything around it: filter, tools, trying, problems, saving and publishing. */
export function RuleEditor(props: RuleEditorProps) {
  const { loaded, facts, groups, isReadOnly } = props;
  const words = useWords(ruleWords);
  const draft = useDraft(loaded);
  const { state, dispatch } = draft;
  const table = useTable({ ruleSetId: loaded.version.ruleSetId, state, facts, groups });
  const grid = useRows(draft, table.view, groups);
  const pasting = usePaste({
    state,
    dispatch,
    view: table.view,
    naming: table.naming,
    titles: table.columns.titles,
    groupId: grid.groupId(),
  });
  const look = useColumnLook(table, state.rules);
  const [side, setSide] = useState<string | null>(null);
  const [dialog, setDialog] = useState<'publish' | 'conflict' | null>(null);
  const analysis = useAnalysis({ versionId: loaded.version.id, rules: state.rules, facts, groups });
  const trying = useTrying(draft, facts, side === 'try');
  const reach = (ruleId: string) => {
    table.setFilter(NO_FILTER);
    dispatch({ type: 'reach', place: { ruleId, column: 'name' } });
    grid.ref.current?.focus();
  };
  const save = async () => {
    const revision = await draft.save();
    if (revision === null) return;
    const count = table.problems.list.length;
    notifications.show({ message: count > 0 ? words.savedProblems({ count }) : words.saved });
  };
  const isEmpty = state.rules.length === 0;
  const beside = {
    loaded,
    draft,
    table,
    facts,
    groups,
    trying,
    analysis,
    isReadOnly,
    reach,
    open: side,
    onOpen: setSide,
  };
  return (
    <Page
      fill
      title={props.title}
      above={<BackToList />}
      actions={
        <EditorActions
          draft={draft}
          versionId={loaded.version.id}
          isReadOnly={isReadOnly}
          sides={
            <>
              <SideButtons {...beside} />
              <RuleFiles
                versionId={loaded.version.id}
                isReadOnly={isReadOnly}
                onTake={(taken) =>
                  dispatch({
                    type: 'replace',
                    rules: takenInto(state.rules, taken, () => crypto.randomUUID()),
                  })
                }
              />
            </>
          }
          onSave={() => void save()}
          onPublish={() => setDialog('publish')}
        />
      }
    >
      {props.notice}
      <Trouble draft={draft} onCompare={() => setDialog('conflict')} />
      {!isReadOnly && <NoCatchAll table={table} isEmpty={isEmpty} onAdd={grid.addCatchAll} />}
      {!isReadOnly && (
        <EditorToolbar
          state={state}
          dispatch={dispatch}
          table={table}
          facts={facts}
          onAdd={grid.add}
          onDuplicate={grid.duplicate}
        />
      )}
      <TableFilter table={table} />
      <div className={styles.workspace}>
        {isEmpty ? (
          <EmptyTable
            mayAdd={!isReadOnly && groups.length > 0}
            hasGroups={groups.length > 0}
            onAdd={grid.add}
          />
        ) : (
          <RuleGrid
            state={state}
            dispatch={dispatch}
            view={table.view}
            lines={table.lines}
            look={look}
            naming={table.naming}
            isReadOnly={isReadOnly}
            isOrdered={table.isOrdered}
            problems={table.problems.byRule}
            winnerId={trying.trace?.winner?.ruleId}
            onAdd={grid.add}
            onDuplicate={grid.duplicate}
            onSave={() => void save()}
            onPaste={pasting.paste}
            onDetails={() => setSide('row')}
            onToggleGroup={table.toggleGroup}
            gridRef={grid.ref}
            footer={
              <TableFooter
                table={table}
                state={state}
                isReadOnly={isReadOnly}
                unread={pasting.unread}
                onReach={dispatch}
                onForget={pasting.forget}
              />
            }
          />
        )}
        <SidePanel {...beside} />
      </div>
      {pasting.dialog}
      {dialog === 'publish' && (
        <ReleaseDialog
          version={loaded.version}
          rules={state.rules}
          isUnsaved={isDirty(state)}
          problems={table.problems.list.length}
          isSaving={draft.isSaving}
          saveError={draft.error}
          onSave={draft.save}
          onClose={() => setDialog(null)}
          onDone={(message) => notifications.show({ message })}
        />
      )}
      {dialog === 'conflict' && (
        <ConflictDialog
          versionId={loaded.version.id}
          conflicts={draft.conflicts}
          onSettle={draft.settle}
          onClose={() => setDialog(null)}
        />
      )}
    </Page>
  );
}

/** New rows: where their ids and first group come from. */
function useRows({ state, dispatch }: Draft, view: View, groups: readonly GroupRow[]) {
  const words = useWords(ruleWords);
  const ref = useRef<HTMLDivElement>(null);
  const newCatchAll = () => ({ id: crypto.randomUUID(), name: words.catchAllName });
  const groupFor = () =>
    state.rules.find(({ id }) => id === state.place?.ruleId)?.groupId ??
    (groups.find(({ isOn }) => isOn) ?? groups[0])?.id;
  const focus = () => requestAnimationFrame(() => ref.current?.focus());
  return {
    ref,
    groupId: groupFor,
    add: () => {
      const groupId = groupFor();
      if (groupId === undefined) return;
      dispatch({ type: 'add', id: crypto.randomUUID(), groupId, catchAll: newCatchAll() });
      focus();
    },
    addCatchAll: () => {
      const groupId = groupFor();
      if (groupId !== undefined) dispatch({ type: 'addCatchAll', groupId, catchAll: newCatchAll() });
      focus();
    },
    duplicate: () => {
      const ids = selectedIds(state, view).map(() => crypto.randomUUID());
      dispatch({ type: 'duplicate', ids, view });
      focus();
    },
  };
}

function Trouble({ draft, onCompare }: { readonly draft: Draft; readonly onCompare: () => void }) {
  const words = useWords(ruleWords);
  const text = useErrorText();
  if (draft.conflicts.length > 0)
    return (
      <Alert color="yellow" title={words.conflictTitle} role="alert">
        {words.conflictText({ count: draft.conflicts.length })}{' '}
        <Button size="compact-xs" variant="default" onClick={onCompare}>
          {words.view}
        </Button>
      </Alert>
    );
  return draft.error && <Alert color="red">{text(draft.error)}</Alert>;
}

type TableProps = { readonly table: ReturnType<typeof useTable> };

function NoCatchAll(props: TableProps & { readonly isEmpty: boolean; readonly onAdd: () => void }) {
  const words = useWords(ruleWords);
  const isMissing = props.table.problems.list.some(({ code }) => code === 'noCatchAll');
  if (!isMissing || props.isEmpty) return null;
  return (
    <Alert color="yellow" p="xs">
      {words.noCatchAll}{' '}
      <Button size="compact-xs" variant="default" onClick={props.onAdd}>
        {words.addCatchAll}
      </Button>
    </Alert>
  );
}

function EmptyTable(props: {
  readonly mayAdd: boolean;
  readonly hasGroups: boolean;
  readonly onAdd: () => void;
}) {
  const words = useWords(ruleWords);
  return (
    <div className={styles.empty}>
      <EmptyState
        title={words.emptyTable}
        hint={props.hasGroups ? words.emptyTableHint : words.noGroupsHint}
        action={
          props.hasGroups ? (
            props.mayAdd && <Button onClick={props.onAdd}>{words.addRule}</Button>
          ) : (
            <Button component={Link} to="/routing/groups">
              {words.toGroups}
            </Button>
          )
        }
      />
    </div>
  );
}
