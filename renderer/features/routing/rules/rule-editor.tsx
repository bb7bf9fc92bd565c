import { useAnalysis } from '#features/routing/analysis';
import type { Rule } from '#domain/rules';
import { partsOf, type PasteError, RuleGrid, useSteady } from '#features/routing/grid';
import type { Fact } from '#features/routing/phrase';
import { NO_FILTER, tableWords, usePaste } from '#features/routing/table';
import { useWords } from '#i18n/words';
import { Page } from '#ui/page';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useCallback, useState } from 'react';
import { BackToList } from './back-to-list.tsx';
import { EditorActions } from './editor-actions.tsx';
import { EditorDialog, type OpenDialog } from './editor-dialog.tsx';
import { EditorToolbar } from './editor-toolbar.tsx';
import styles from './side-panel.module.css';
import { SidePanel } from './sides.tsx';
import { TableFilter } from './table-filter.tsx';
import { TableFooter } from './table-footer.tsx';
import { EmptyTable, NoCatchAll, Trouble } from './table-notices.tsx';
import { useColumnLook } from './use-column-look.tsx';
import { useDraft } from './use-draft.ts';
import { useCheck } from './use-problems.ts';
import { useRows } from './use-rows.ts';
import type { Loaded } from './use-rules.ts';
import { useSettled } from './use-settled.ts';
import { type GroupRow, useTable } from './use-table.ts';
import { useTrying } from './use-trying.ts';
import { ruleWords } from './words.ts';

type RuleEditorProps = {
  readonly loaded: Loaded;
  readonly facts: readonly Fact[];
  readonly groups: readonly GroupRow[];
  readonly title: string;
  readonly isReadOnly: boolean;
  readonly notice: ReactNode;
};

/** The table of rules with everything around it: filter, tools, trying, problems, saving and publishing. */
export function RuleEditor(props: RuleEditorProps) {
  const editor = useEditor(props);
  const { draft, state, table, isReadOnly, onDialog } = editor;
  return (
    <Page
      fill
      title={props.title}
      above={<BackToList />}
      actions={
        <EditorActions
          draft={draft}
          version={props.loaded.version}
          table={table}
          analysis={editor.analysis}
          isReadOnly={isReadOnly}
          open={editor.open}
          onOpen={editor.onOpen}
          onSave={editor.onSave}
          onDialog={onDialog}
        />
      }
    >
      {props.notice}
      <Trouble draft={draft} onCompare={() => onDialog('conflict')} />
      {!isReadOnly && (
        <NoCatchAll table={table} isEmpty={state.rules.length === 0} onAdd={editor.rows.addCatchAll} />
      )}
      {!props.isReadOnly && <Tools {...editor} facts={props.facts} />}
      <TableFilter filter={table.filter} setFilter={table.setFilter} choices={table.choices} />
      <div className={styles.workspace}>
        <Table
          {...editor}
          mayEdit={!props.isReadOnly}
          hasGroups={props.groups.length > 0}
          total={props.loaded.total}
        />
        <SidePanel {...editor} loaded={props.loaded} facts={props.facts} groups={props.groups} />
      </div>
      {editor.pasting.dialog}
      <EditorDialog
        open={editor.dialog}
        version={props.loaded.version}
        draft={draft}
        problems={table.problems.list.length}
        onClose={() => onDialog(null)}
      />
    </Page>
  );
}

type Editor = ReturnType<typeof useEditor>;

function useEditor({ loaded, facts, groups, isReadOnly }: RuleEditorProps) {
  const words = useWords(ruleWords);
  const { draft, state } = useDraft(loaded);
  const { dispatch, isPart } = draft;
  const { rules } = state;
  const check = useCheck(facts, groups);
  const read = useCallback(
    (some: readonly Rule[]) => {
      check(some);
      some.forEach(partsOf);
    },
    [check],
  );
  const settled = useSettled(rules, state.editing !== null, read);
  const table = useTable({
    ruleSetId: loaded.version.ruleSetId,
    rules,
    settled,
    check,
    facts,
    groups,
  });
  const rows = useRows(draft, state, table.view, groups);
  const { view, naming } = table;
  const pasting = usePaste({
    state,
    dispatch,
    view,
    naming,
    titles: table.columns.titles,
    groupId: rows.groupId,
  });
  const look = useColumnLook(table, rules);
  const { reason } = useWords(tableWords);
  const sayUnread = useCallback((error: PasteError) => `“${error.text}”: ${reason[error.reason]}`, [reason]);
  const [open, onOpen] = useState<string | null>(null);
  const [dialog, onDialog] = useState<OpenDialog>(null);
  const analysis = useAnalysis({
    versionId: loaded.version.id,
    rules: settled,
    isPart: isPart || settled.length < rules.length,
    facts,
    groups,
  });
  const trying = useTrying(draft, facts, open === 'try');
  const reach = useSteady((ruleId: string) => {
    table.setFilter(NO_FILTER);
    dispatch({ type: 'reach', place: { ruleId, column: 'name' } });
    rows.ref.current?.focus();
  });
  const save = async () => {
    const revision = await draft.save();
    if (revision === null) return;
    const count = table.problems.list.length;
    notifications.show({ message: count > 0 ? words.savedProblems({ count }) : words.saved });
  };
  const onSave = useSteady(() => void save());
  return {
    draft,
    state,
    table,
    rows,
    pasting,
    look,
    sayUnread,
    open,
    onOpen,
    dialog,
    onDialog,
    analysis,
    trying,
    reach,
    onSave,
    isReadOnly: isReadOnly || isPart,
  };
}

function Tools({ draft, state, table, rows, facts }: Editor & { readonly facts: readonly Fact[] }) {
  return (
    <EditorToolbar
      draft={draft}
      hasPast={state.past.length > 0}
      hasFuture={state.future.length > 0}
      hasRow={state.place !== null}
      view={table.view}
      columns={table.columns}
      isOrdered={table.isOrdered}
      facts={facts}
      onAdd={rows.add}
      onDuplicate={rows.duplicate}
    />
  );
}

type EditorTableProps = Editor & {
  readonly mayEdit: boolean;
  readonly hasGroups: boolean;
  readonly total: number;
};

function Table(props: EditorTableProps) {
  const { draft, state, table, rows, pasting, isReadOnly } = props;
  if (state.rules.length === 0)
    return <EmptyTable mayAdd={props.mayEdit} hasGroups={props.hasGroups} onAdd={rows.add} />;
  return (
    <RuleGrid
      state={state}
      dispatch={draft.dispatch}
      view={table.view}
      lines={table.lines}
      look={props.look}
      naming={table.naming}
      isReadOnly={isReadOnly}
      isOrdered={table.isOrdered}
      problemOf={table.problems.of}
      unread={pasting.unread.byRule}
      sayUnread={props.sayUnread}
      winnerId={props.trying.trace?.winner?.ruleId}
      onAdd={rows.add}
      onDuplicate={rows.duplicate}
      onSave={props.onSave}
      onPaste={pasting.paste}
      onDetails={() => props.onOpen('row')}
      onToggleGroup={table.toggleGroup}
      gridRef={rows.ref}
      footer={
        <TableFooter
          table={table}
          state={state}
          total={draft.isPart ? props.total : state.rules.length}
          isPart={draft.isPart}
          isReadOnly={isReadOnly}
          unread={pasting.unread}
          onReach={draft.dispatch}
        />
      }
    />
  );
}
