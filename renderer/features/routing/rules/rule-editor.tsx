import { useTell } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { traceRules } from '#domain/routing';
import { useMay } from '#features/access';
import { isDirty, RuleGrid } from '#features/routing/grid';
import type { Fact } from '#features/routing/phrase';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { ConfirmButton } from '#ui/confirm-button';
import { FilterBar } from '#ui/filter-bar';
import { FilterSelect } from '#ui/filter-select';
import { Page } from '#ui/page';
import { EmptyState } from '#ui/states';
import { Alert, Button, Checkbox, CloseButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, useDeferredValue, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { BackToList } from './back-to-list.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { EditorToolbar } from './editor-toolbar.tsx';
import { ProblemList } from './problem-list.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import styles from './side-panel.module.css';
import { factsTried, type Tried, TryPanel } from './try-panel.tsx';
import { type Draft, useDraft } from './use-draft.ts';
import { type GroupRow, NO_FILTER, useTable } from './use-table.ts';
import { ruleWords } from './words.ts';

type RuleEditorProps = {
  readonly loaded: OutputOf<'routing.listRules'>;
  readonly facts: readonly Fact[];
  readonly groups: readonly GroupRow[];
  readonly title: string;
  readonly isReadOnly: boolean;
  readonly notice: ReactNode;
};

type Side = 'try' | 'problems' | null;

/** The table of rules with everything around it: filter, tools, trying, problems, saving and publishing. */
export function RuleEditor(props: RuleEditorProps) {
  const { loaded, facts, groups, isReadOnly } = props;
  const words = useWords(ruleWords);
  const draft = useDraft(loaded);
  const { state, dispatch } = draft;
  const table = useTable(state, facts, groups);
  const grid = useRows(draft, groups);
  const [side, setSide] = useState<Side>(null);
  const [dialog, setDialog] = useState<'publish' | 'conflict' | null>(null);
  const [tried, setTried] = useState<Tried>({});
  const trying = useTrying(draft, facts, tried);
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
          problems={table.problems.list.length}
          side={side}
          onSide={setSide}
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
            winnerId={side === 'try' ? trying.winner?.ruleId : undefined}
            onAdd={grid.add}
            onDuplicate={grid.duplicate}
            onSave={() => void save()}
            gridRef={grid.ref}
            footer={<TableFooter table={table} total={state.rules.length} isReadOnly={isReadOnly} />}
          />
        )}
        {side && (
          <aside className={styles.panel} aria-label={side === 'try' ? words.tryOne : words.problems}>
            <div className={styles.header}>
              <span>{side === 'try' ? words.tryOne : words.problems}</span>
              <span className={styles.gap} />
              <CloseButton aria-label={words.keepEditing} onClick={() => setSide(null)} />
            </div>
            <div className={styles.body}>
              {side === 'problems' ? (
                <ProblemList
                  problems={table.problems.list}
                  rules={state.rules}
                  say={table.problems.say}
                  onReach={reach}
                />
              ) : (
                <TryPanel
                  rules={state.rules}
                  facts={facts}
                  attributes={table.view.columns.map((column) => column.replace(/^fact:/, ''))}
                  tried={tried}
                  onTry={setTried}
                  trace={trying}
                  phraser={table.phraser}
                  groups={table.choices}
                  onReach={reach}
                />
              )}
            </div>
          </aside>
        )}
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

function useTrying({ state }: Draft, facts: readonly Fact[], tried: Tried) {
  const { zone } = useLanguage();
  const rules = useDeferredValue(state.rules);
  const [now] = useState(() => Date.now());
  return useMemo(
    () => traceRules(rules, factsTried(tried, facts, zone), now),
    [rules, facts, tried, zone, now],
  );
}

type EditorActionsProps = {
  readonly draft: Draft;
  readonly versionId: string;
  readonly isReadOnly: boolean;
  readonly problems: number;
  readonly side: Side;
  readonly onSide: (side: Side) => void;
  readonly onSave: () => void;
  readonly onPublish: () => void;
};

function EditorActions(props: EditorActionsProps) {
  const words = useWords(ruleWords);
  const mayPublish = useMay('routing.publish');
  const navigate = useNavigate();
  const discard = useTell('routing.discardDraft');
  const { draft, side, onSide, isReadOnly } = props;
  return (
    <>
      <Button
        variant={side === 'try' ? 'light' : 'default'}
        aria-pressed={side === 'try'}
        onClick={() => onSide(side === 'try' ? null : 'try')}
      >
        {words.tryOne}
      </Button>
      {!isReadOnly && (
        <>
          <Button
            variant={side === 'problems' ? 'light' : 'default'}
            aria-pressed={side === 'problems'}
            leftSection={
              props.problems > 0 && <IconAlertTriangle size={15} color="var(--yard-warn-ink)" aria-hidden />
            }
            onClick={() => onSide(side === 'problems' ? null : 'problems')}
          >
            {words.problemCount({ count: props.problems })}
          </Button>
          <ConfirmButton
            variant="default"
            question={words.discardQuestion}
            confirmLabel={words.discard}
            loading={discard.isPending}
            onConfirm={() =>
              discard.mutate(
                { versionId: props.versionId, revision: draft.revision },
                {
                  onSuccess: () => {
                    draft.forget();
                    void navigate('/routing/rules');
                  },
                },
              )
            }
          >
            {words.discard}
          </ConfirmButton>
          <Button
            variant={mayPublish ? 'default' : 'filled'}
            disabled={!isDirty(draft.state)}
            loading={draft.isSaving}
            onClick={props.onSave}
          >
            {words.save}
          </Button>
          {mayPublish && <Button onClick={props.onPublish}>{words.publish}</Button>}
        </>
      )}
    </>
  );
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

function TableFilter({ table }: TableProps) {
  const words = useWords(ruleWords);
  const { filter, setFilter } = table;
  return (
    <FilterBar
      search={filter.search}
      onSearch={(search) => setFilter({ ...filter, search })}
      searchHint={words.searchRules}
      isFiltered={filter.search !== '' || filter.groupId !== null || filter.onlyProblems}
      onClear={() => setFilter(NO_FILTER)}
    >
      <FilterSelect
        label={words.filterGroup}
        width={190}
        options={table.choices.map(({ value, name }) => ({ value, label: name }))}
        value={filter.groupId ?? undefined}
        onChange={(groupId) => setFilter({ ...filter, groupId })}
      />
      <Checkbox
        size="xs"
        label={words.filterProblems}
        checked={filter.onlyProblems}
        onChange={(event) => setFilter({ ...filter, onlyProblems: event.currentTarget.checked })}
      />
    </FilterBar>
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
    <EmptyState
      title={words.emptyTable}
      hint={props.hasGroups ? words.emptyTableHint : words.noGroupsHint}
      action={props.mayAdd && <Button onClick={props.onAdd}>{words.addRule}</Button>}
    />
  );
}
