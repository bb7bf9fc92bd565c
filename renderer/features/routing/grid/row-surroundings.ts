import type { Phraser } from '#features/routing/phrase';
import type { DragEvent } from 'react';
import type { CellChange, ColumnKey } from './column.ts';
import type { Drawn, Layout } from './column-look.ts';
import type { Naming } from './naming.ts';
import type { PasteError } from './paste.ts';
import type { Leaving } from './test-editor.tsx';
import type { GridWords } from './words.ts';

/** What every row needs, the same for all of them. */
export type RowSurroundings = {
  readonly columns: readonly ColumnKey[];
  readonly drawn: Drawn;
  readonly layout: Layout;
  readonly phraser: Phraser;
  readonly naming: Naming;
  readonly words: GridWords;
  readonly date: (at: number) => string;
  readonly sayUnread: (error: PasteError) => string;
  readonly isReadOnly: boolean;
  readonly isMovable: boolean;
  readonly onReach: (ruleId: string, column: ColumnKey, how: { extend?: boolean; rows?: boolean }) => void;
  readonly onEdit: () => void;
  readonly onCommit: (ruleId: string, change: CellChange, then: Leaving) => void;
  readonly onLeave: () => void;
  readonly onDragStart: (ruleId: string) => void;
  readonly onDragOver: (event: DragEvent, ruleId: string) => void;
  readonly onDrop: (event: DragEvent, ruleId: string) => void;
};
