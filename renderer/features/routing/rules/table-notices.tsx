import { useErrorText } from '#i18n/errors';
import { useWords } from '#i18n/words';
import { EmptyState } from '#ui/states';
import { Alert, Button } from '@mantine/core';
import { Link } from 'react-router';
import styles from './side-panel.module.css';
import type { Draft } from './use-draft.ts';
import type { useTable } from './use-table.ts';
import { ruleWords } from './words.ts';

/** What went wrong with saving: nothing at most times. */
export function Trouble({ draft, onCompare }: { readonly draft: Draft; readonly onCompare: () => void }) {
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

/** Says that nothing takes what no rule takes. */
export function NoCatchAll(props: TableProps & { readonly isEmpty: boolean; readonly onAdd: () => void }) {
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

/** In the place of a table without rules: how the first one is made. */
export function EmptyTable(props: {
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
