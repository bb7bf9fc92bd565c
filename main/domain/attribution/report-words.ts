import { z } from 'zod';
import { Bucket, EligibilityReason, OrderReason } from './reason.ts';

const prefixed = <P extends string, W extends string>(prefix: P, words: readonly W[]) =>
  words.map((word) => `${prefix}.${word}` as const);

/** Everything that a written report has to say in words, by code: its sheets, columns, steps, and the codes in its cells. */
export const ReportWord = z.enum([
  ...prefixed('sheet', ['waterfall', 'byRep', 'byTeam', 'byProduct', 'byMonth', 'judgements']),
  ...prefixed('column', [
    'step',
    'rep',
    'team',
    'product',
    'month',
    'order',
    'contact',
    'closedAt',
    'bucket',
    'reason',
    'eligibility',
    'currency',
    'orders',
    'gross',
    'refunded',
    'attributed',
    'eligible',
    'credited',
    'amount',
  ]),
  ...prefixed('step', [
    'gross',
    'refunded',
    'net',
    'notAttributed',
    'attributed',
    'notEligible',
    'eligible',
    'credited',
  ]),
  ...prefixed('bucket', Bucket.options),
  ...prefixed('reason', OrderReason.options),
  ...prefixed('eligibility', EligibilityReason.options),
  'total',
  /** What stands where there is no rep, team or product. */
  'none',
]);
export type ReportWord = z.infer<typeof ReportWord>;

/** The words of one language, as far as somebody gave them. */
export type ReportWords = Partial<Record<ReportWord, string>>;

/** How a code reads: its word, or else itself without its prefix. */
export function reportWord(words: ReportWords, code: ReportWord): string {
  return words[code] ?? code.slice(code.indexOf('.') + 1);
}
