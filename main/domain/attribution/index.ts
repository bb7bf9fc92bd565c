/** Attribution (多重绩效判定): layer 1 finds whose deal an order is, layer 2 whether its money counts, both with evidence. */
export { EligibilityReason, LossReason, OrderReason } from './reason.ts';
export { EligibilityRule, Layer1, Layer2 } from './policy.ts';
