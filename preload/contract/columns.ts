import { COLUMN_CLASSES, type ColumnClass } from '#domain/access';
import { Condition, Value } from '#domain/conditions';
import { z } from 'zod';
import { write } from './operation.ts';

/** A contact way: E.164 with `;ext=`, an e-mail address, an account code. Masked where the asker sees it so, empty where hidden. */
export const ContactColumn = z.string();
/** An amount in the smallest unit of its currency; null where there is none, or the asker does not see it in plain. */
export const MoneyColumn = z.int().nullable();
/** What somebody wrote about a customer. Empty where hidden. */
export const NotesColumn = z.string();
/** Facts by their keys. One of a class of columns that the asker does not see in plain is not among them. */
export const FactColumns = z.record(z.string(), Value);
/** A test of a rule with the value that it saw, or null. */
export const SeenTest = z.object({ condition: Condition, held: z.boolean(), seen: Value.nullable() });
/** A cell of a file as it was read: whatever it holds, it is shown only to who sees every class in plain. */
export const RawText = z.string();
/** A field by its name with values of it. */
export const FieldValues = z.object({ field: z.string(), value: z.unknown() });
export const FieldPair = z.object({ field: z.string(), kept: z.unknown(), dropped: z.unknown() });

/** Which parts of an answer are of a class of columns; everything else is for everybody who may ask. */
export const COLUMN_OF: ReadonlyMap<z.ZodType, ColumnClass | 'facts' | 'test' | 'raw' | 'field'> = new Map<
  z.ZodType,
  ColumnClass | 'facts' | 'test' | 'raw' | 'field'
>([
  [ContactColumn, 'phone'],
  [MoneyColumn, 'money'],
  [NotesColumn, 'notes'],
  [FactColumns, 'facts'],
  [SeenTest, 'test'],
  [RawText, 'raw'],
  [FieldValues, 'field'],
  [FieldPair, 'field'],
]);

export const columns = {
  /** One value that the asker sees masked, in plain, for a reason that the audit keeps. One at a time; never what is hidden. */
  'access.reveal': write(
    'signedIn',
    z.strictObject({
      column: z.enum(COLUMN_CLASSES),
      /** Whose: a contact way of a card, an amount of an opportunity or an order, the note of a follow-up. */
      of: z.enum(['card', 'opportunity', 'order', 'followUp']),
      id: z.int().min(1),
      reason: z.string().trim().min(5).max(200),
    }),
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('text'), text: z.string() }),
      z.object({ kind: z.literal('amount'), amountMinor: z.int(), currency: z.string() }),
    ]),
  ),
};

export type ColumnUse = 'search' | 'filter' | 'sort' | 'group' | 'sum' | 'condition' | 'export' | 'reveal';

export type ColumnErrors = {
  /** What would have told of a class of columns that the asker does not see in plain. */
  'access.columnClosed': { column: ColumnClass; does: ColumnUse };
  /** The asker sees it already, or there is no value. */
  'access.nothingMasked': Record<string, never>;
};
