import { EligibilityReason, Layer1, Layer2, LossReason, OrderReason } from '#domain/attribution';
import { Label } from '#domain/base';
import { z } from 'zod';
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

/** Which orders of a run: every filter narrows. Months are the company's, `2026-03`. */
const ReportFilter = z.strictObject({
  runSeq: z.int().optional(),
  currency: z.string().max(3).optional(),
  fromMonth: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .optional(),
  toMonth: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .optional(),
  repId: z.string().max(80).optional(),
  unitId: z.string().max(80).optional(),
  productId: z.string().max(80).optional(),
  categoryId: z.string().max(80).optional(),
  lineId: z.string().max(80).optional(),
  bucket: z.enum(['attributed', 'notAttributed']).optional(),
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
  contact: z.string(),
  product: Label,
  closedAt: z.int(),
  bucket: z.enum(['attributed', 'notAttributed']),
  reason: OrderReason,
  repId: z.string().nullable(),
  repName: z.string().nullable(),
  unit: Label.nullable(),
  isEligible: z.boolean(),
  eligibilityReason: EligibilityReason,
  currency: z.string(),
  grossMinor: z.int(),
  refundedMinor: z.int(),
  attributedMinor: z.int(),
  eligibleMinor: z.int(),
  creditedMinor: z.int(),
});

const Candidate = z.object({
  followUpId: z.int(),
  userId: z.string(),
  userName: z.string(),
  channel: z.string(),
  outcome: z.string(),
  happenedAt: z.int(),
  recordedAt: z.int(),
  durationSeconds: z.int().nullable(),
  won: z.boolean(),
  lossReason: LossReason.nullable(),
  /** How far outside, in ms: past the window or after the closing; null where the reason has no distance. */
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
        tiesOut: z.boolean(),
      })
      .nullable(),
  ),
  'attribution.getBreakdown': read(
    'attribution.view',
    ReportFilter.extend({ by: Breakdown }),
    z.array(Sums.extend({ key: z.string(), label: Label })),
  ),
  'attribution.listJudgements': read(
    'attribution.view',
    PageInput.extend(ReportFilter.shape),
    pageOf(JudgementRow).extend({ sums: Sums }),
  ),
  /** One order's evidence: every follow-up that came into question, and why each lost. */
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
      refunds: z.array(z.object({ amountMinor: z.int(), refundedAt: z.int() })),
      reproduced: z.boolean(),
    }),
  ),
  /** Writes the report (waterfall, breakdowns, judgements) to a file, as a job. */
  'attribution.exportReport': write(
    'attribution.export',
    ReportFilter.extend({ format: z.enum(['csv', 'xlsx']), language: z.enum(['zh-CN', 'en']) }),
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
};
