import type { EligibilityRule, Layer2 } from './policy.ts';
import type { EligibilityReason } from './reason.ts';

/** What layer 2 looks at: the deal's business line, what was sold, and when it closed. */
export type Deal = {
  readonly lineId: string | null;
  readonly categoryId: string | null;
  readonly closedAt: number;
};

export type Eligibility = { readonly reason: EligibilityReason; readonly rule: EligibilityRule | null };

/**
 * The business line of a deal: the one that the winning touch was made under; where the touch names none (or nobody
 * won), the product's own line; else none. A rule that asks for lines never takes a deal without one.
 */
export function lineOf(touchLineId: string | null, productLineId: string | null): string | null {
  return touchLineId ?? productLineId;
}

/**
 * Layer 2: no rules, everything counts; with rules, only what one of them allows (the first that does is named).
 * Answers a function, because 500 rules over 100,000 deals want their lines and categories looked up once.
 */
export function eligibilityFinder(policy: Layer2): (deal: Deal) => Eligibility {
  const known = new Map<string, readonly EligibilityRule[]>();
  const rulesFor = (lineId: string | null, categoryId: string | null) => {
    const key = JSON.stringify([lineId, categoryId]);
    const found = known.get(key);
    if (found) return found;
    const rules = policy.rules.filter(
      (rule) => allows(rule.lineIds, lineId) && allows(rule.categoryIds, categoryId),
    );
    known.set(key, rules);
    return rules;
  };
  return ({ lineId, categoryId, closedAt }) => {
    if (policy.rules.length === 0) return { reason: 'nothingConfigured', rule: null };
    const rule = rulesFor(lineId, categoryId).find(
      ({ from, to }) => (from === null || closedAt >= from) && (to === null || closedAt < to),
    );
    return rule ? { reason: 'allowed', rule } : { reason: 'notAllowed', rule: null };
  };
}

function allows(ids: readonly string[], id: string | null): boolean {
  return ids.length === 0 || (id !== null && ids.includes(id));
}

/** The money of one judged order, in minor units of its currency. */
export type Settled = {
  readonly grossMinor: number;
  readonly refundedMinor: number;
  readonly attributedMinor: number;
  readonly eligibleMinor: number;
  readonly creditedMinor: number;
};

/**
 * What an order's money comes to: net of its refunds, attributed if layer 1 says so, eligible if layer 2 does,
 * credited as eligible. Refunds beyond the order (an error of its import) count only up to it, so that no part is
 * ever below zero and gross − refunded = attributed + not attributed still holds.
 */
export function settle(
  amountMinor: number,
  refundsMinor: number,
  isAttributed: boolean,
  isEligible: boolean,
): Settled {
  const refundedMinor = Math.min(refundsMinor, amountMinor);
  const net = amountMinor - refundedMinor;
  const attributedMinor = isAttributed ? net : 0;
  const eligibleMinor = isEligible ? attributedMinor : 0;
  return {
    grossMinor: amountMinor,
    refundedMinor,
    attributedMinor,
    eligibleMinor,
    creditedMinor: eligibleMinor,
  };
}
