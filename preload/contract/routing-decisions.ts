import { Label } from '#domain/base';
import { DecisionReason } from '#domain/distribution';
import { z } from 'zod';
import { ContactColumn, FactColumns, SeenTest } from './columns.ts';
import { read, write } from './operation.ts';
import { Nothing, PageInput, pageOf, Started } from './page.ts';

const Id = z.string().min(1).max(80);

const DecisionRow = z.object({
  id: z.int(),
  opportunityId: z.int(),
  contact: ContactColumn,
  title: z.string(),
  runId: z.string(),
  versionId: z.string(),
  versionNumber: z.int(),
  ruleId: z.string().nullable(),
  ruleName: z.string().nullable(),
  groupId: z.string().nullable(),
  group: Label.nullable(),
  repId: z.string().nullable(),
  repName: z.string().nullable(),
  outcome: z.enum(['routed', 'unassigned']),
  reason: DecisionReason,
  decidedAt: z.int(),
});

/** Why one rule did or did not take an opportunity: each of its tests with the value seen. */
const RuleTrace = z.object({
  ruleId: z.string(),
  name: z.string(),
  position: z.int(),
  matched: z.boolean(),
  tests: z.array(SeenTest),
});

const HeldBack = z.discriminatedUnion('reason', [
  z.object({ reason: z.literal('tooOld'), createdAt: z.int(), oldAfterDays: z.int() }),
  z.object({ reason: z.literal('missingData'), missing: z.array(z.string()) }),
]);

/** What a `routing.run` job leaves as its result: received = routed + unassigned. */
export const RoutingResult = z.object({
  received: z.int(),
  routed: z.int(),
  unassigned: z.int(),
  byReason: z.partialRecord(DecisionReason, z.int()),
  /** Group id → how many its members got. */
  byGroup: z.record(z.string(), z.int()),
});

/** A run that has not ended. */
const UnfinishedRun = z.object({
  jobId: z.string(),
  isRunning: z.boolean(),
  done: z.int(),
  total: z.int(),
  askedAt: z.int(),
  askedBy: z.string(),
});

export const routingDecisions = {
  /** How many wait, found nobody, and were routed; and the latest run, where the asker may see that job. */
  'routing.getWaiting': read(
    'routing.view',
    Nothing,
    z.object({
      waiting: z.int(),
      unassigned: z.int(),
      routed: z.int(),
      lastRunJobId: z.string().nullable(),
      /** The runs that have not ended, in their order: the first runs or is about to, each later one waits for the one before it. */
      runs: z.array(UnfinishedRun),
    }),
  ),
  /**
   * Routes every waiting opportunity with the published version, as a job. `retryUnassigned` takes those along that nobody
   * got before; `only` takes nothing but some of these. Runs are worked off one after another: `waitsFor` is the run before it.
   */
  'routing.runRouting': write(
    'routing.run',
    z.strictObject({
      ruleSetId: Id,
      retryUnassigned: z.boolean().default(false),
      only: z
        .union([
          z.strictObject({ reason: DecisionReason }),
          z.strictObject({ opportunityIds: z.array(z.int().min(1)).min(1).max(500) }),
        ])
        .optional(),
    }),
    Started.extend({ waitsFor: z.string().nullable() }),
  ),
  'routing.listDecisions': read(
    'routing.view',
    PageInput.extend({
      opportunityId: z.int().optional(),
      runId: z.string().max(80).optional(),
      outcome: z.enum(['routed', 'unassigned']).optional(),
      reason: DecisionReason.optional(),
      groupId: z.string().max(80).optional(),
      repId: z.string().max(80).optional(),
    }),
    pageOf(DecisionRow),
  ),
  /** The worklist of those that nobody got, the longest-waiting first: why, when it was last tried, and how often. */
  'routing.listUnassigned': read(
    'routing.view',
    PageInput.extend({
      reason: DecisionReason.optional(),
      groupId: z.string().max(80).optional(),
      lineId: z.string().max(80).optional(),
      /** Created before this moment (UTC ms). */
      createdBefore: z.int().optional(),
    }),
    pageOf(
      z.object({
        opportunityId: z.int(),
        contact: ContactColumn,
        title: z.string(),
        line: Label,
        createdAt: z.int(),
        reason: DecisionReason,
        groupId: z.string().nullable(),
        group: Label.nullable(),
        ruleName: z.string().nullable(),
        decisionId: z.int(),
        triedAt: z.int(),
        tries: z.int(),
        /** What was not known when it was last tried, by fact key; empty for every reason but that one. */
        missing: z.array(z.string()),
      }),
    ).extend({
      /** How many there are for each reason, whichever one was asked for. */
      reasons: z.array(z.object({ reason: DecisionReason, count: z.int() })),
    }),
  ),
  /** One decision with its evidence: what was seen, every better-ranked rule and why it lost, the candidates, and the re-run. */
  'routing.explainDecision': read(
    'routing.view',
    z.strictObject({ id: z.int().min(1) }),
    z.object({
      decision: DecisionRow,
      seen: FactColumns,
      seed: z.int(),
      propensity: z.number().nullable(),
      /** Why its line's settings kept it from the rules; null: they let it through. */
      heldBack: HeldBack.nullable(),
      /** The better-ranked rules nearest to matching (at most 50), then the winner. */
      trace: z.array(RuleTrace),
      earlierRules: z.int(),
      candidates: z.array(
        z.object({
          /** Empty, like the name, where the person is outside the asker's scope. */
          userId: z.string(),
          userName: z.string(),
          weight: z.int(),
          /** What the member was owed before choosing, in thousandths of an assignment; negative: ahead of the share. */
          turn: z.int(),
          state: z.enum([
            'chosen',
            'lost',
            'off',
            'left',
            'absent',
            'offHours',
            'zeroWeight',
            'atCap',
            'atPeriodCap',
            'unskilled',
          ]),
        }),
      ),
      /** The groups asked, in order, and why each but the last sent on. */
      fallbackPath: z.array(z.object({ groupId: z.string(), group: Label, reason: DecisionReason })),
      /** Whether deciding again from the stored evidence gives the same rule and the same person. */
      reproduced: z.boolean(),
    }),
  ),
  /** Why an opportunity did not come to a group: the rules that send there against the facts as they were seen. */
  'routing.explainWhyNot': read(
    'routing.view',
    z.strictObject({ id: z.int().min(1), groupId: Id }),
    z.object({
      /** Its own rule won; no rule in force sends there; none of them matches; a better-ranked rule took it; no rule was read. */
      because: z.enum(['won', 'noRule', 'failed', 'outranked', 'heldBack']),
      rules: z.int(),
      trace: z.array(RuleTrace),
      /** What the group answered where it was asked, also as a fallback; null: it was not. */
      asked: DecisionReason.nullable(),
    }),
  ),
};
