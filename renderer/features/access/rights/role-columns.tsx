import {
  COLUMN_ACCESS,
  COLUMN_CLASSES,
  type ColumnAccess,
  type ColumnClass,
  isAsClosed,
} from '#domain/access';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { PlainTable } from '#ui/plain-table';
import { SegmentedControl, Text } from '@mantine/core';
import { type Role, type RoleDraft, withParents } from './rights.ts';
import { rightsWords } from './words.ts';

type RoleColumnsProps = {
  readonly draft: RoleDraft;
  readonly roles: readonly Role[];
  readonly isReadOnly: boolean;
  readonly onChange: (columns: RoleDraft['columns']) => void;
};

/** How one role shows each class of columns; where it inherits a more open one, that one counts and is named. */
export function RoleColumns({ draft, roles, isReadOnly, onChange }: RoleColumnsProps) {
  const words = useWords(rightsWords);
  const { label } = useFormat();
  const above = withParents(roles, draft.parents);
  const inherited = (column: ColumnClass) => {
    const open = above.filter((role) => !isAsClosed(role.columns[column], draft.columns[column]));
    const most = COLUMN_ACCESS.findLast((access) => open.some((role) => role.columns[column] === access));
    if (most === undefined) return null;
    const from = open.filter((role) => role.columns[column] === most).map((role) => label(role.label));
    return (
      <Text size="xs" c="dimmed">
        {words.inheritedColumn({ access: words.columnAccess[most], roles: from.join(' · ') })}
      </Text>
    );
  };
  return (
    <PlainTable
      label={words.columns}
      header={[{ name: words.columns }, { name: words.holds }, { name: words.shown }]}
      rows={COLUMN_CLASSES.map((column) => ({
        key: column,
        cells: [
          words.columnNames[column],
          words.columnHolds[column],
          <>
            <SegmentedControl
              size="xs"
              aria-label={words.columnNames[column]}
              data={COLUMN_ACCESS.toReversed().map((value) => ({ value, label: words.columnAccess[value] }))}
              value={draft.columns[column]}
              disabled={isReadOnly}
              onChange={(value: ColumnAccess) => onChange({ ...draft.columns, [column]: value })}
            />
            {inherited(column)}
          </>,
        ],
      }))}
    />
  );
}
