import { Label } from '#domain/base';
import { Value } from '#domain/conditions';
import { z } from 'zod';
import { ContactColumn, FieldPair, FieldValues, MoneyColumn, NotesColumn } from './columns.ts';
import { read, write } from './operation.ts';
import { Done } from './page.ts';

const RowId = z.int().min(1);
const Pair = { keeperId: RowId, loserId: RowId };

const Side = z.object({
  id: z.int(),
  title: z.string(),
  cardName: z.string(),
  company: z.string(),
  contact: ContactColumn,
  ownerName: z.string().nullable(),
  status: z.enum(['open', 'won', 'lost']),
  stage: z.string(),
  amountMinor: MoneyColumn,
  currency: z.string().nullable(),
  attributes: z.record(z.string(), Value),
  createdAt: z.int(),
  followUps: z.int(),
});

const MergeFault = z.enum(['same', 'otherLine', 'alreadyMerged', 'won', 'keeperClosed']);
export const contactsMerge = {
  /** Both sides of a merge and what it would do; `fault` says why it cannot be. Writes nothing. */
  'contacts.previewMerge': read(
    'routing.assign',
    z.strictObject(Pair),
    z.object({
      keeper: Side,
      loser: Side,
      fault: MergeFault.nullable(),
      /** Each field by its attribute's key, `@title` or `@amount`. */
      filled: z.array(FieldValues),
      differing: z.array(FieldPair),
    }),
  ),
  /** Makes one opportunity part of another: the keeper's gaps are filled, the loser is closed as merged. Its follow-ups stay where they are. */
  'contacts.mergeOpportunities': write(
    'routing.assign',
    z.strictObject({ ...Pair, reason: z.string().trim().max(500).default('') }),
    z.object({ mergeId: z.string() }),
  ),
  /** Puts both back exactly as they were; refused when later changes hang on the merge. */
  'contacts.undoMerge': write('routing.assign', z.strictObject({ mergeId: z.string().min(1).max(80) }), Done),
  /** The merges that an opportunity of the asker's scope was part of, newest first; the other side is named only within the scope. */
  'contacts.listMerges': read(
    'contacts.view',
    z.strictObject({ opportunityId: RowId }),
    z.array(
      z.object({
        id: z.string(),
        role: z.enum(['keeper', 'loser']),
        other: z.object({ id: z.int(), title: z.string(), contact: ContactColumn }).nullable(),
        mergedAt: z.int(),
        mergedByName: z.string().nullable(),
        reason: NotesColumn,
        undoneAt: z.int().nullable(),
      }),
    ),
  ),
  /** Whether a lead entity is followed already, for somebody about to add it: as much as the asker may know. */
  'contacts.checkCollision': read(
    'contacts.view',
    z.strictObject({
      lineId: z.string().min(1).max(80),
      contact: z.string().trim().min(1).max(200),
      company: z.string().trim().max(200).default(''),
      grainKey: z.string().trim().max(200).default(''),
    }),
    z.discriminatedUnion('state', [
      z.object({ state: z.literal('free') }),
      /** Taken, and nothing more may be said. */
      z.object({ state: z.literal('taken') }),
      /** By whose team, since when and until when. */
      z.object({
        state: z.literal('takenBy'),
        unit: Label.nullable(),
        group: Label.nullable(),
        since: z.int(),
        protectedUntil: z.int().nullable(),
        /** The asker's own scope: who and which. */
        known: z
          .object({
            opportunityId: z.int(),
            title: z.string(),
            contact: ContactColumn,
            ownerName: z.string(),
          })
          .nullable(),
      }),
      /** Nobody follows it: it lies in the pool, or waits to be given to somebody. */
      z.object({ state: z.literal('inPool'), group: Label.nullable(), since: z.int() }),
      z.object({ state: z.literal('waiting'), since: z.int() }),
    ]),
  ),
};

export type ContactsMergeErrors = {
  'contacts.cannotMerge': { fault: z.infer<typeof MergeFault> };
  /** Something that the merge wrote was changed since. */
  'contacts.changedSinceMerge': { id: number; columns: string[] };
  'contacts.mergedFurther': { id: number };
  'contacts.placeTaken': { id: number };
  'contacts.alreadyUndone': Record<string, never>;
  'contacts.notAContact': Record<string, never>;
};
