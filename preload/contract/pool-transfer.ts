import { Receiving } from '#domain/distribution';
import { z } from 'zod';
import { ContactColumn } from './columns.ts';
import { read, write } from './operation.ts';

const Id = z.string().min(1).max(80);
const RowId = z.int().min(1);

/** To a member of a group, or (null) to whichever members the group itself would choose. */
const Transfer = z.strictObject({
  opportunityIds: z.array(RowId).min(1).max(500),
  groupId: Id,
  userId: Id.nullable(),
});

const TransferRow = z.object({
  opportunityId: z.int(),
  /** Empty where the asker sees nothing of it. */
  title: z.string(),
  contact: ContactColumn,
  ownerName: z.string().nullable(),
  /** Who gets it, or would but for the reason; null: nobody. */
  receiverName: z.string().nullable(),
  /** `warned`: against a rule of the group, but the asker may insist; `refused`: not at all. */
  verdict: z.enum(['given', 'unchanged', 'warned', 'refused']),
  reason: Receiving,
});

export const poolTransfer = {
  /** What a transfer would come to now, row by row: who would break a cap, lacks a skill or is away. */
  'pool.previewTransfer': read('routing.assign', Transfer, z.array(TransferRow)),
  /** Gives what can be given, each starting its clock anew, and says of every other one why not. `insist`: also what was warned of. */
  'pool.transferMany': write(
    'routing.assign',
    Transfer.extend({
      insist: z.boolean().default(false),
      reason: z.string().trim().max(500).default(''),
    }),
    z.object({ given: z.int(), unchanged: z.int(), refused: z.int(), rows: z.array(TransferRow) }),
  ),
};

export type PoolTransferErrors = {
  'pool.notAMember': { userId: string };
  /** Some of the group's members are outside the asker's scope, who therefore cannot let it choose. */
  'pool.groupBeyondScope': Record<string, never>;
};
