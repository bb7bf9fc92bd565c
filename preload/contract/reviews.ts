import { PAGE_GROUPS } from '#domain/access';
import { Label } from '#domain/base';
import { Among } from '#domain/reviews';
import { SCOPE_KINDS } from '#domain/rights';
import { z } from 'zod';
import { read, write } from './operation.ts';
import { ById, Done, Nothing } from './page.ts';

const Moment = z.int().min(0).max(8_640_000_000_000_000);
const Named = z.object({ id: z.string(), name: z.string() });
const Decision = z.enum(['attest', 'revoke']);

const review = {
  id: z.string(),
  name: z.string(),
  among: Among,
  /** What the unit or the role under review is called; null where it is everybody. */
  amongLabel: Label.nullable(),
  dueAt: z.int(),
  createdBy: Named,
  createdAt: z.int(),
  endedAt: z.int().nullable(),
  endedBy: Named.nullable(),
  /** Of all items, those decided, and those that wait for who asks. */
  items: z.int(),
  decided: z.int(),
  mine: z.int(),
};

const Given = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('role'), role: Label, from: z.int(), to: z.int().nullable() }),
  z.object({
    kind: z.literal('scope'),
    pageGroup: z.enum(PAGE_GROUPS),
    scope: z.enum(SCOPE_KINDS),
    units: z.array(Label),
    from: z.int(),
    to: z.int().nullable(),
  }),
]);

const Item = z.object({
  seq: z.int(),
  person: Named,
  unit: Label.nullable(),
  /** Nobody stands behind it: the person left, or is in no unit. */
  orphan: z.enum(['left', 'noUnit']).nullable(),
  given: Given,
  /** Null: anybody who may change rights. */
  reviewer: Named.nullable(),
  decision: z.object({ what: Decision, by: Named, note: z.string(), at: z.int() }).nullable(),
  /** It was taken away since. */
  isGone: z.boolean(),
  mayDecide: z.boolean(),
});

export const reviews = {
  /** Lists what everybody among some people has, for who leads them to attest or revoke. */
  'access.startReview': write(
    'access.edit',
    z.strictObject({ name: z.string().trim().min(1).max(80), among: Among, dueAt: Moment }),
    z.object({ id: z.string(), items: z.int() }),
  ),
  /** The reviews in which somebody has something to look at; all of them for who sees everybody's rights. The newest first. */
  'access.listReviews': read('signedIn', Nothing, z.array(z.object(review))),
  'access.getReview': read(
    'signedIn',
    ById,
    z.object({
      ...review,
      /** All of them, or those of which who asks is the reviewer. */
      list: z.array(Item),
      /** Roles that nobody holds, for who sees everybody's rights. */
      emptyRoles: z.array(Label),
    }),
  ),
  /** Attests or revokes items; the last word on an item counts, and what is revoked goes when the review ends. */
  'access.decideReviewItems': write(
    'signedIn',
    z.strictObject({
      seqs: z.array(z.int().min(0)).min(1).max(500),
      decision: Decision,
      note: z.string().trim().max(500).default(''),
    }),
    Done,
  ),
  /** Ends a review and takes away what was revoked: at once, or by a proposal where a second person is needed. */
  'access.endReview': write(
    'access.edit',
    ById,
    z.object({ revoked: z.int(), proposalId: z.string().nullable() }),
  ),
  /** The evidence as a CSV: who decided what when, with the end of the audit chain. */
  'access.exportReview': write(
    'access.view',
    z.strictObject({ id: z.string().min(1).max(80), language: z.enum(['zh-CN', 'en']) }),
    z.object({ name: z.string(), text: z.string() }),
  ),
};

export type ReviewErrors = {
  'access.reviewIsEmpty': Record<string, never>;
  'access.reviewEnded': Record<string, never>;
  'access.revokeNeedsNote': Record<string, never>;
};
