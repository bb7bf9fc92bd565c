import type { OutputOf } from '#contract/contract';
import { RuleFiles, takenInto } from '#features/routing/files';
import { RuleGrid } from '#features/routing/grid';
import type { Fact } from '#features/routing/phrase';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Page } from '#ui/page';
import { EmptyState } from '#ui/states';
import { Alert, Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useRef, useState } from 'react';
import { Link } from 'react-router';
import { BackToList } from './back-to-list.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { EditorActions } from './editor-actions.tsx';
import { EditorToolbar } from './editor-toolbar.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import styles from './side-panel.module.css';
import { SideButtons, SidePanel } from './sides.tsx';
import { TableFilter } from './table-filter.tsx';
import { type Draft, useDraft } from './use-draft.ts';
import { type GroupRow, NO_FILTER, useTable } from './use-table.ts';
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
  const table = useTable(state, facts, groups);
  const grid = useRows(draft, groups);
  const [side, setSide] = useState<string | null>(null);
  const [dialog, setDialog] = useState<'publish' | 'conflict' | null>(null);
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
          view={table.view}
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
            facts={facts}
            groups={table.choices}
            isReadOnly={isReadOnly}
            problems={table.problems.byRule}
            winnerId={trying.trace?.winner?.ruleId}
            onAdd={grid.add}
            onDuplicate={grid.duplicate}
            onSave={() => void save()}
            gridRef={grid.ref}
            footer={<TableFooter table={table} total={state.rules.length} isReadOnly={isReadOnly} />}
          />
        )}
        <SidePanel {...beside} />
      </div>
      {dialog === 'publish' && (
        <PublishDialog
          versionId={loaded.version.id}
          draft={draft}
          table={table}
          onClose={() => setDialog(null)}
          onPublished={(number) => notifications.show({ message: words.publishedNow({ number }) })}
        />
      )}
      {dialog === 'conflict' && (
        <ConflictDialog
          draft={draft}
          theirs={{ rules: loaded.rules, revision: loaded.version.revision }}
          table={table}
          onClose={() => setDialog(null)}
        />
      )}
    </Page>
  );
}

/** New rows: where their ids and first group come from. */
function useRows({ state, dispatch }: Draft, groups: readonly GroupRow[]) {
  const words = useWords(ruleWords);
  const ref = useRef<HTMLDivElement>(null);
  const newCatchAll = () => ({ id: crypto.randomUUID(), name: words.catchAllName });
  const groupFor = () =>
    state.rules.find(({ id }) => id === state.place?.ruleId)?.groupId ??
    (groups.find(({ isOn }) => isOn) ?? groups[0])?.id;
  const focus = () => requestAnimationFrame(() => ref.current?.focus());
  return {
    ref,
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
      dispatch({ type: 'duplicate', id: crypto.randomUUID() });
      focus();
    },
  };
}

function Trouble({ draft, onCompare }: { readonly draft: Draft; readonly onCompare: () => void }) {
  const words = useWords(ruleWords);
  const text = useErrorText();
  if (draft.isOvertaken)
    return (
      <Alert color="yellow" title={words.conflictTitle} role="alert">
        {words.conflictText}{' '}
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

function TableFooter(props: TableProps & { readonly total: number; readonly isReadOnly: boolean }) {
  const words = useWords(ruleWords);
  const { number } = useFormat();
  return (
    <>
      <span>
        {words.shownOf({ shown: number(props.table.view.ruleIds.length), total: number(props.total) })}
      </span>
      {!props.isReadOnly && <span>{words.keysHint}</span>}
    </>
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
