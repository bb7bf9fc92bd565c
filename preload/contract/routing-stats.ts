import { Label } from '#domain/base';
import { DecisionReason } from '#domain/distribution';
import { z } from 'zod';
import { read } from './operation.ts';
import { PageInput, pageOf } from './page.ts';

const Id = z.string().min(1).max(80);
const Moment = z.int().min(0).max(8_640_000_000_000_000);
/** Whole days at UTC+8: from the day of `from` to the day before that of `to`. */
const Period = { from: Moment.optional(), to: Moment.optional() };

/** What came of some decisions: decided = routed + unassigned. */
const Counts = z.object({
  decided: z.int(),
  routed: z.int(),
  unassigned: z.int(),
  /** Of the routed, how many another group gave than the rule's own, down its fallbacks. */
  fallen: z.int(),
  /** How many of the routed are won and lost by now. */
  won: z.int(),
  lost: z.int(),
  /** won ÷ (won + lost); null where too few have closed to say. */
  winRate: z.number().nullable(),
});

const RuleStats = Counts.extend({
  ruleId: z.string(),
  name: z.string(),
  /** Its place in the version in force, from 1; null: only older versions had it. */
  position: z.int().nullable(),
  isOn: z.boolean(),
  /** Its part of all decisions in the period. */
  share: z.number(),
  /** When it last decided, in the period or before it; null: never. */
  lastAt: z.int().nullable(),
});

export const routingStats = {
  /** What came of the decisions of a period, in the asker's scope: in all, by reason and by day. */
  'routing.getStats': read(
    'routing.view',
    z.strictObject({
      ruleSetId: Id.optional(),
      ruleId: Id.optional(),
      groupId: Id.optional(),
      ...Period,
    }),
    Counts.extend({
      byReason: z.array(z.object({ reason: DecisionReason, count: z.int() })),
      days: z.array(z.object({ at: z.int(), routed: z.int(), unassigned: z.int() })),
    }),
  ),
  /** The rules of a set: what each decided in the period, and when it did last. `stale`: only those that decided nothing in it. */
  'routing.listRuleStats': read(
    'routing.view',
    PageInput.extend({
      ruleSetId: Id,
      ...Period,
      sort: z.enum(['position', 'decided', 'unassigned', 'winRate', 'lastAt']).default('position'),
      stale: z.boolean().default(false),
    }),
    pageOf(RuleStats).extend({ staleCount: z.int() }),
  ),
  /** What came to each distribution group in the period: its own and what fell to it. */
  'routing.listGroupStats': read(
    'routing.view',
    z.strictObject({ ruleSetId: Id.optional(), ...Period }),
    z.array(Counts.extend({ groupId: z.string(), group: Label, lastAt: z.int() })),
  ),
};
