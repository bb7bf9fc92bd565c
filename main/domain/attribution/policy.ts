import { Moment } from '#domain/base';
import { z } from 'zod';

export const Channel = z.enum(['call', 'message', 'visit', 'email', 'other']);

/** Layer 1: which follow-ups count for an order, and which of them wins. */
export const Layer1 = z.strictObject({
  /** Look-back window before the closing moment, in days of 24 hours; a touch exactly at its edge counts. */
  windowDays: z.int().min(1).max(3650),
  winner: z.enum(['last', 'first']),
  /** Empty: every channel counts. */
  channels: z.array(Channel).max(5),
  /** A call shorter than this does not count; 0 lets all count, and so does a call of unknown length. */
  minCallSeconds: z.int().min(0).max(36_000),
  /** Outcomes that do not count, as the follow-ups spell them. */
  excludedOutcomes: z.array(z.string().max(80)).max(100),
  /** A follow-up recorded later than this after it happened does not count; null lets all count. */
  maxRecordingDelayHours: z.int().min(0).max(87_600).nullable(),
});
export type Layer1 = z.infer<typeof Layer1>;

/** Money of these product categories counts when it was attributed under these business lines, between two moments. */
export const EligibilityRule = z
  .strictObject({
    id: z.string().min(1).max(80),
    name: z.string().trim().min(1).max(200),
    /** Empty: every line, every category, also none. */
    lineIds: z.array(z.string().min(1).max(80)).max(200),
    categoryIds: z.array(z.string().min(1).max(80)).max(500),
    /** Of the closing moment, inclusive; null: since ever. */
    from: Moment.nullable(),
    /** Exclusive; null: for ever. */
    to: Moment.nullable(),
  })
  .refine(({ from, to }) => from === null || to === null || from < to, {
    path: ['to'],
    params: { code: 'emptySpan' },
  });
export type EligibilityRule = z.infer<typeof EligibilityRule>;

/** Layer 2: nothing configured, all counts; configured, only what a rule allows. */
export const Layer2 = z.strictObject({
  rules: z
    .array(EligibilityRule)
    .max(500)
    .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, {
      params: { code: 'twinRule' },
    }),
});
export type Layer2 = z.infer<typeof Layer2>;

/** What a company starts from: the last follow-up of the ninety days before closing wins, and all money counts. */
export const STARTING_POLICY: { readonly layer1: Layer1; readonly layer2: Layer2 } = {
  layer1: {
    windowDays: 90,
    winner: 'last',
    channels: [],
    minCallSeconds: 0,
    excludedOutcomes: [],
    maxRecordingDelayHours: null,
  },
  layer2: { rules: [] },
};
