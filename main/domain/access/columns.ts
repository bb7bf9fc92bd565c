import { z } from 'zod';

/** Kinds of columns that not everybody may read: ways to contact somebody, amounts, and what people write about customers. */
export const COLUMN_CLASSES = ['phone', 'money', 'notes'] as const;
export type ColumnClass = (typeof COLUMN_CLASSES)[number];

/** How a column of a class is shown, the most closed first. */
export const COLUMN_ACCESS = ['hidden', 'masked', 'plain'] as const;
export type ColumnAccess = (typeof COLUMN_ACCESS)[number];

const Access = z.enum(COLUMN_ACCESS);
/** How each class of columns is shown. */
export const Columns = z.strictObject({ phone: Access, money: Access, notes: Access } satisfies Record<
  ColumnClass,
  typeof Access
>);
export type Columns = Readonly<Record<ColumnClass, ColumnAccess>>;

const everywhere = (access: ColumnAccess): Columns => ({ phone: access, money: access, notes: access });
export const ALL_PLAIN: Columns = everywhere('plain');
export const ALL_HIDDEN: Columns = everywhere('hidden');

/** Whether one way to show a column tells no more than another. */
export function isAsClosed(access: ColumnAccess, other: ColumnAccess): boolean {
  return COLUMN_ACCESS.indexOf(access) <= COLUMN_ACCESS.indexOf(other);
}

/** What several roles show together: the most open of each class. None: everything hidden. */
export function mostOpen(all: readonly Columns[]): Columns {
  const open = { ...ALL_HIDDEN };
  for (const columns of all)
    for (const column of COLUMN_CLASSES)
      if (!isAsClosed(columns[column], open[column])) open[column] = columns[column];
  return open;
}

/** Stored columns as they are meant: a class that they do not name, or say something unknown about, is hidden. */
export function readColumns(stored: Readonly<Record<string, unknown>>): Columns {
  const open = { ...ALL_HIDDEN };
  for (const column of COLUMN_CLASSES)
    open[column] = COLUMN_ACCESS.find((access) => access === stored[column]) ?? 'hidden';
  return open;
}
