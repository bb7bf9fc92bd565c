import {
  Bucket,
  EligibilityReason,
  Layer1,
  Layer2,
  LossReason,
  OrderReason,
  ReportWord,
} from '#domain/attribution';
import { Label } from '#domain/base';
import { z } from 'zod';
import { ContactColumn, MoneyColumn } from './columns.ts';
import { read, write } from './operation.ts';
import { Done, Nothing, PageInput, pageOf, Started } from './page.ts';

const Id = z.string().min(1).max(80);

const PolicyVersion = z.object({
  id: Id,
  number: z.int(),
  status: z.enum(['draft', 'published']),
  layer1: Layer1,
  layer2: Layer2,
  note: z.string(),
  revision: z.int(),
  createdByName: z.string(),
  createdAt: z.int(),
  publishedByName: z.string().nullable(),
  publishedAt: z.int().nullable(),
});

const Sums = z.object({
  orders: z.int(),
  grossMinor: z.int(),
  refundedMinor: z.int(),
  attributedMinor: z.int(),
  eligibleMinor: z.int(),
  creditedMinor: z.int(),
});

/** A month of the company's calendar, `2026-03`. */
const Month = z.string().regex(/^[1-9]\d{3}-(0[1-9]|1[0-2])$/);

/**
 * Which orders of a run (the last finished one, when none is named): every filter narrows. One report is of one
 * currency: without one, the currency that most orders of the run have.
 */
const ReportFilter = z.strictObject({
  runSeq: z.int().min(1).optional(),
  currency: z.string().max(3).optional(),
  /** Both inclusive, of the closing moment. */
  fromMonth: Month.optional(),
  toMonth: Month.optional(),
  repId: z.string().max(80).optional(),
  /** With every unit below it. */
  unitId: z.string().max(80).optional(),
  productId: z.string().max(80).optional(),
  categoryId: z.string().max(80).optional(),
  lineId: z.string().max(80).optional(),
  bucket: Bucket.optional(),
  reason: OrderReason.optional(),
  eligibilityReason: EligibilityReason.optional(),
});

const Breakdown = z.enum([
  'rep',
  'unit',
  'product',
  'category',
  'line',
  'month',
  'reason',
  'eligibilityReason',
]);

const JudgementRow = z.object({
  orderId: z.int(),
  externalId: z.string(),
  contact: ContactColumn,
  product: Label,
  closedAt: z.int(),
  bucket: Bucket,
  reason: OrderReason,
  repId: z.string().nullable(),
  repName: z.string().nullable(),
  unit: Label.nullable(),
  isEligible: z.boolean(),
  eligibilityReason: EligibilityReason,
  currency: z.string(),
  grossMinor: MoneyColumn,
  refundedMinor: MoneyColumn,
  attributedMinor: MoneyColumn,
  eligibleMinor: MoneyColumn,
  creditedMinor: MoneyColumn,
});

/** Sums of a list: null where the asker does not see money in plain. */
const ListSums = z.object({
  orders: z.int(),
  grossMinor: MoneyColumn,
  refundedMinor: MoneyColumn,
  attributedMinor: MoneyColumn,
  eligibleMinor: MoneyColumn,
  creditedMinor: MoneyColumn,
});

const Candidate = z.object({
  followUpId: z.int(),
  /** Empty, like the name, where the person is outside the asker's scope. */
  userId: z.string(),
  userName: z.string(),
  channel: z.string(),
  outcome: z.string(),
  happenedAt: z.int(),
  recordedAt: z.int(),
  durationSeconds: z.int().nullable(),
  won: z.boolean(),
  lossReason: LossReason.nullable(),
  /** By how many ms: after the closing, before the window, too short, recorded too late, or behind the winner; null where the reason has no distance. */
  missedByMs: z.int().nullable(),
});

export const attribution = {
  'attribution.listPolicies': read('attribution.view', Nothing, z.array(PolicyVersion)),
  /** The draft of the policy, made from the published version when there is none. */
  'attribution.openDraft': write('attribution.edit', Nothing, PolicyVersion),
  'attribution.saveDraft': write(
    'attribution.edit',
    z.strictObject({ versionId: Id, revision: z.int(), layer1: Layer1, layer2: Layer2 }),
    PolicyVersion,
  ),
  'attribution.discardDraft': write('attribution.edit', z.strictObject({ versionId: Id }), Done),
  'attribution.publishDraft': write(
    'attribution.publish',
    z.strictObject({ versionId: Id, revision: z.int(), note: z.string().trim().max(500) }),
    PolicyVersion,
  ),
  /** Judges every order with the published policy, as a job; the finished run is what reports show. */
  'attribution.runAttribution': write('attribution.run', Nothing, Started),
  'attribution.listRuns': read(
    'attribution.view',
    Nothing,
    z.array(
      z.object({
        seq: z.int(),
        jobId: z.string(),
        policyNumber: z.int(),
        status: z.enum(['running', 'done', 'abandoned']),
        orders: z.int(),
        startedAt: z.int(),
        finishedAt: z.int().nullable(),
      }),
    ),
  ),
  /** The waterfall of one currency, from roll-ups, with the proof that it adds up; null before the first run. */
  'attribution.getWaterfall': read(
    'attribution.view',
    ReportFilter,
    z
      .object({
        runSeq: z.int(),
        policyNumber: z.int(),
        finishedAt: z.int(),
        currencies: z.array(z.string()),
        currency: z.string(),
        months: z.array(z.string()),
        sums: Sums,
        notAttributed: z.array(z.object({ reason: OrderReason, orders: z.int(), netMinor: z.int() })),
        notEligible: z.array(z.object({ reason: EligibilityReason, orders: z.int(), netMinor: z.int() })),
        /** Orders and refunds summed from the order table itself, for the same filter of months. Null where the filter is finer than the orders can answer. */
        orderTotals: z.object({ orders: z.int(), grossMinor: z.int(), refundedMinor: z.int() }).nullable(),
        /** Orders that came after the run and are not judged yet. */
        unjudged: z.int(),
        /** Refunds and follow-ups that came after the run: another run would look at them. */
        newRefunds: z.int(),
        newFollowUps: z.int(),
        tiesOut: z.boolean(),
      })
      .nullable(),
  ),
  /** Sums by one dimension, largest credit first; months in time order. What has no rep, product … is under key ''. */
  'attribution.getBreakdown': read(
    'attribution.view',
    ReportFilter.extend({ by: Breakdown }),
    z.array(Sums.extend({ key: z.string(), label: Label })),
  ),
  /** Newest closing first. */
  'attribution.listJudgements': read(
    'attribution.view',
    PageInput.extend(ReportFilter.shape),
    pageOf(JudgementRow).extend({ sums: ListSums }),
  ),
  /** One order's evidence: every follow-up of its card, the winner first, then the newest (at most 1,000), and why each lost. */
  'attribution.explainOrder': read(
    'attribution.view',
    z.strictObject({ orderId: z.int().min(1), runSeq: z.int().optional() }),
    z.object({
      judgement: JudgementRow,
      policyNumber: z.int(),
      layer1: Layer1,
      layer2: Layer2,
      candidates: z.array(Candidate),
      candidateTotal: z.int(),
      /** The eligibility rule that allowed it, or null. */
      eligibilityRule: z.object({ id: z.string(), name: z.string() }).nullable(),
      refunds: z.array(z.object({ amountMinor: MoneyColumn, refundedAt: z.int() })),
      /** Whether judging the same facts again, now, with the run's policy gives the stored judgement to the letter. */
      reproduced: z.boolean(),
    }),
  ),
  /**
   * Writes the report to a file, as a job whose result is `{fileId, rows}`: XLSX with the sheets waterfall, byRep,
   * byTeam, byProduct, byMonth and judgements, CSV with the judgements. `words` says how the codes of ReportWord read; one
   * without a word is written as it is. A report is of one currency.
   */
  'attribution.exportReport': write(
    'attribution.export',
    ReportFilter.extend({
      format: z.enum(['csv', 'xlsx']),
      language: z.enum(['zh-CN', 'en']),
      words: z.partialRecord(ReportWord, z.string().max(200)).optional(),
    }),
    Started,
  ),
};

export type AttributionErrors = {
  'attribution.draftChanged': { revision: number };
  'attribution.notADraft': Record<string, never>;
  'attribution.nothingPublished': Record<string, never>;
  'attribution.alreadyRunning': { jobId: string };
  'attribution.notJudged': { orderId: number };
  'attribution.unknownLine': { lineId: string };
  'attribution.unknownCategory': { categoryId: string };
  /** Facts were taken away (an import undone) while they were being judged; the run was given up. */
  'attribution.factsChanged': Record<string, never>;
};
