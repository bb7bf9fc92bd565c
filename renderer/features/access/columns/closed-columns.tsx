import type { ColumnClass } from '#domain/access';
import { useMe } from '#features/access/me';
import { useWords } from '#i18n/words';
import { Text } from '@mantine/core';
import { columnWords } from './words.ts';

/** A quiet line that says why columns are masked or missing, and what cannot be done with them; nothing where all are plain. */
export function ClosedColumns(props: { readonly of: readonly ColumnClass[] }) {
  const words = useWords(columnWords);
  const { columns } = useMe();
  const closed = props.of.flatMap((column) =>
    columns[column] === 'plain' ? [] : [`${words.names[column]} · ${words.access[columns[column]]}`],
  );
  if (closed.length === 0) return null;
  return (
    <Text size="xs" c="dimmed" role="note">
      {words.closed({ columns: closed.join(words.comma) })}
    </Text>
  );
}
