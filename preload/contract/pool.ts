import { Label } from '#domain/base';
import { PoolPolicy, Span } from '#domain/pool';
import { z } from 'zod';
import { ContactColumn, MoneyColumn, NotesColumn } from './columns.ts';
import { read, write } from './operation.ts';
import { Done, Nothing, PageInput, pageOf, Started } from './page.ts';

const Id = z.string().min(1).max(80);
const RowId = z.int().min(1);
const ClockName = z.enum(['firstResponse', 'followUp', 'protection']);
const PoolReason = z.enum(['firstResponse', 'followUp', 'protection', 'byHand', 'manualPick']);

const ClockReason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('assigned'), at: z.int() }),
  z.object({ kind: z.literal('protected'), by: Span, until: z.int() }),
  z.object({ kind: z.literal('extendedByOutcome'), outcome: z.string(), by: Span, until: z.int() }),
  z.object({ kind: z.literal('extendedByStage'), stage: z.string(), by: Span, until: z.int() }),
  z.object({ kind: z.literal('extendedByCondition'), by: Span, until: z.int() }),
  z.object({ kind: z.literal('extendedByHand'), hours: z.int(), until: z.int() }),
  z.object({ kind: z.literal('capped'), by: Span, until: z.int() }),
  z.object({ kind: z.literal('firstResponse'), by: Span, dueAt: z.int(), metAt: z.int().nullable() }),
  z.object({ kind: z.literal('followUp'), by: Span, since: z.int(), dueAt: z.int() }),
]);

const Clock = z.object({
  firstResponseDueAt: z.int().nullable(),
  followUpDueAt: z.int().nullable(),
  protectedUntil: z.int(),
  dueAt: z.int(),
  dueFor: ClockName,
  remindAt: z.int().nullable(),
  state: z.enum(['running', 'reminder', 'overdue']),
  why: z.array(ClockReason),
});

const StoredPolicy = z.object({
  id: z.string(),
  /** At most one of the two; neither: the company's. */
  groupId: z.string().nullable(),
  lineId: z.string().nullable(),
  isOn: z.boolean(),
  /** Raised with each change, so that two editors notice each other. */
  revision: z.int(),
  policy: PoolPolicy,
});

export const pool = {
  /** What lies in the pools that the asker sees: of the groups they are in, or whose members they see. Contact ways are masked until claimed. */
  'pool.listPool': read(
    'pool.view',
    PageInput.extend({
      groupId: Id.optional(),
      lineId: Id.optional(),
      /** Who had it last, as far as the asker's scope shows people. */
      lastOwnerId: Id.optional(),
      reason: PoolReason.optional(),
      /** In the title, or in as much of the contact way as is shown. */
      search: z.string().trim().max(200).optional(),
      sort: z.enum(['since', '-since', 'amount', '-amount']).default('since'),
    }),
    pageOf(
      z.object({
        id: z.int(),
        title: z.string(),
        contact: ContactColumn,
        lineId: z.string(),
        line: Label,
        groupId: z.string().nullable(),
        group: Label.nullable(),
        stage: z.string(),
        amountMinor: MoneyColumn,
        currency: z.string().nullable(),
        since: z.int(),
        reason: PoolReason,
        /** Who had it last; null: nobody, or nobody whom the asker sees. */
        lastOwnerName: z.string().nullable(),
        /** When the asker may claim what they lost; null: at once. */
        coolDownUntil: z.int().nullable(),
      }),
    ),
  ),
  /** Takes an opportunity out of the pool for the asker. Of two who ask at once, one gets it. */
  'pool.claim': write('pool.claim', z.strictObject({ opportunityId: RowId }), Done),
  /** Lays an opportunity of the asker's scope into the pool. */
  'pool.return': write(
    'pool.claim',
    z.strictObject({ opportunityId: RowId, reason: z.string().trim().min(1).max(500) }),
    Done,
  ),
  /** Protects an assignment for some hours more, at most up to the policy's maximum. */
  'pool.extend': write(
    'routing.assign',
    z.strictObject({
      opportunityId: RowId,
      hours: z.int().min(1).max(8760),
      reason: z.string().trim().min(1).max(500),
    }),
    z.object({ protectedUntil: z.int() }),
  ),
  /** Gives open opportunities of the asker's scope, or of pools they see, to somebody of it: all of them or none. */
  'pool.transfer': write(
    'routing.assign',
    z.strictObject({
      opportunityIds: z.array(RowId).min(1).max(500),
      userId: Id,
      reason: z.string().trim().max(500).default(''),
    }),
    z.object({ transferred: z.int(), unchanged: z.int() }),
  ),
  /** Where the clock of one opportunity stands, why, and what the pool has done to it. */
  'pool.getClock': read(
    'contacts.view',
    z.strictObject({ opportunityId: RowId }),
    z.object({
      /** `closed` and `pool` have no clock; `noPolicy`: nothing runs for it, or what did is switched off. */
      state: z.enum(['closed', 'pool', 'unowned', 'noPolicy', 'running', 'reminder', 'overdue']),
      clock: Clock.nullable(),
      policy: StoredPolicy.nullable(),
      pool: z.object({ since: z.int(), reason: PoolReason }).nullable(),
      /** Newest first, at most 20; names only within the asker's scope. */
      events: z.array(
        z.object({
          id: z.int(),
          kind: z.enum(['reminded', 'returned', 'reassigned', 'claimed', 'extended', 'transferred']),
          at: z.int(),
          reason: z.string(),
          note: NotesColumn,
          hours: z.int().nullable(),
          userName: z.string().nullable(),
          byName: z.string().nullable(),
        }),
      ),
    }),
  ),
  /** What runs out soon or has run out, as the sweeps said and still is true: the asker's own, or their scope's. */
  'pool.listReminders': read(
    'pool.view',
    z.strictObject({
      whose: z.enum(['mine', 'all']).default('mine'),
      ownerId: Id.optional(),
      lineId: Id.optional(),
      groupId: Id.optional(),
      /** `dueToday`: not run out yet, but before the day ends. */
      due: z.enum(['overdue', 'dueToday', 'later']).optional(),
    }),
    z.array(
      z.object({
        opportunityId: z.int(),
        title: z.string(),
        line: Label,
        ownerId: z.string(),
        ownerName: z.string(),
        remindedAt: z.int(),
        dueAt: z.int(),
        dueFor: ClockName,
        state: z.enum(['reminder', 'overdue']),
      }),
    ),
  ),
  'pool.listPolicies': read('pool.view', Nothing, z.array(StoredPolicy)),
  /** Writes the policy of a place. Clocks that run are not lost: they are derived anew from when each was assigned. */
  'pool.savePolicy': write(
    'pool.edit',
    z.strictObject({
      groupId: Id.nullable(),
      lineId: Id.nullable(),
      isOn: z.boolean(),
      /** 0 for a new one. */
      revision: z.int().min(0),
      policy: PoolPolicy,
    }),
    StoredPolicy,
  ),
  /** Looks at every clock that has run out or soon will, as a job: reminds, returns, gives back to routing. The clock does so every hour. */
  'pool.runSweep': write('pool.edit', Nothing, Started),
};

/** What a `pool.sweep` job leaves as its result. */
export const SweepResult = z.object({
  started: z.int(),
  looked: z.int(),
  reminded: z.int(),
  returned: z.int(),
  reassigned: z.int(),
});

export type PoolErrors = {
  /** Somebody was faster, or it is no longer there. */
  'pool.taken': { id: number };
  'pool.coolingDown': { until: number };
  'pool.tooManyOpen': { limit: number };
  'pool.tooManyToday': { limit: number };
  'pool.notOpen': { id: number };
  'pool.noOwner': { id: number };
  'pool.noPolicy': { id: number };
  /** The maximum protection is reached already. */
  'pool.atMaximum': { protectedUntil: number };
  'pool.unknownReceiver': { userId: string };
  'pool.policyChanged': Record<string, never>;
  'pool.twoPlaces': Record<string, never>;
  'pool.maximumTooShort': Record<string, never>;
  'pool.badCondition': { extension: number; attribute: string };
  'pool.alreadySweeping': { jobId: string };
};
