import type { Label } from '#domain/base';

/** One contact with the customer, as a follow-up says it. */
export type Touch = {
  readonly at: number;
  readonly channel: 'call' | 'message' | 'visit' | 'email' | 'other';
  readonly durationSeconds: number | null;
};

const DAY_MS = 86_400_000;

/** After this many days a touch counts half. */
const HEAT_HALF_LIFE_DAYS = 14;
/** Touches older than this are not looked at: by then less than a millionth of their heat is left. */
export const TOUCH_WINDOW_DAYS = 365;

type BehaviourKey = 'followUps7' | 'followUps30' | 'lastTouchDays' | 'answeredRate' | 'heat';

/** What tag rules can test beside attributes and the built-in facts. */
export const BEHAVIOURS: readonly {
  readonly key: BehaviourKey;
  readonly kind: 'number';
  readonly label: Label;
  readonly values: readonly never[];
}[] = [
  {
    key: 'followUps7',
    kind: 'number',
    label: { zh: '近 7 天跟进次数', en: 'Follow-ups in 7 days' },
    values: [],
  },
  {
    key: 'followUps30',
    kind: 'number',
    label: { zh: '近 30 天跟进次数', en: 'Follow-ups in 30 days' },
    values: [],
  },
  {
    key: 'lastTouchDays',
    kind: 'number',
    label: { zh: '距上次跟进天数', en: 'Days since last touch' },
    values: [],
  },
  {
    key: 'answeredRate',
    kind: 'number',
    label: { zh: '电话接通率', en: 'Share of calls answered' },
    values: [],
  },
  { key: 'heat', kind: 'number', label: { zh: '热度', en: 'Heat' }, values: [] },
];

/**
 * Behaviour facts of one customer at a moment (UTC ms), from touches up to it.
 * - `heat` = Σ weight × 2^(−age in days / 14), to two decimals: visit 3, answered call 2, message, e-mail and other 1,
 *   unanswered call 0.5. Exponential decay, as in half-life regression: one visit today weighs like four of a month ago.
 * - `answeredRate` from 0 to 1 over the calls of the last 30 days; `lastTouchDays` in whole days. Both are unset where
 *   there is nothing to count.
 */
export function behaviourOf(touches: readonly Touch[], at: number): Partial<Record<BehaviourKey, number>> {
  const past = touches.filter((touch) => touch.at <= at && touch.at > at - TOUCH_WINDOW_DAYS * DAY_MS);
  const within = (days: number) => past.filter((touch) => touch.at > at - days * DAY_MS);
  const recent = within(30);
  const calls = recent.filter(({ channel }) => channel === 'call');
  const heat = past.reduce(
    (sum, touch) => sum + weightOf(touch) * 2 ** (-(at - touch.at) / DAY_MS / HEAT_HALF_LIFE_DAYS),
    0,
  );
  const last = past.reduce((latest, touch) => Math.max(latest, touch.at), Number.NEGATIVE_INFINITY);
  return {
    followUps7: within(7).length,
    followUps30: recent.length,
    heat: Math.round(heat * 100) / 100,
    ...(past.length > 0 && { lastTouchDays: Math.floor((at - last) / DAY_MS) }),
    ...(calls.length > 0 && { answeredRate: calls.filter(isAnswered).length / calls.length }),
  };
}

const isAnswered = ({ durationSeconds }: Touch) => (durationSeconds ?? 0) > 0;

function weightOf(touch: Touch): number {
  switch (touch.channel) {
    case 'visit':
      return 3;
    case 'call':
      return isAnswered(touch) ? 2 : 0.5;
    case 'message':
    case 'email':
    case 'other':
      return 1;
  }
}
