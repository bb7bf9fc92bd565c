import type { OutputOf } from '#contract/contract';
import type { PoolPolicy } from '#domain/pool';

export type StoredPolicy = OutputOf<'pool.listPolicies'>[number];
export type PolicyDraft = Omit<StoredPolicy, 'id'>;

/** What a new policy starts from: a month of protection, a first call within a working day, a touch a week. */
export const STARTING_POLICY: PoolPolicy = {
  protection: { amount: 30, unit: 'days' },
  maxProtection: { amount: 90, unit: 'days' },
  extensions: [],
  firstResponse: { amount: 8, unit: 'workingHours' },
  followUpEvery: { amount: 7, unit: 'days' },
  remindHoursBefore: 4,
  onBreach: 'return',
  coolDownHours: 24,
  maxOpenClaimed: 50,
  maxClaimsPerDay: 20,
};

/** What a policy is for, as one text: a key of lists and selects. */
export const placeKey = ({ groupId, lineId }: Pick<PolicyDraft, 'groupId' | 'lineId'>): string =>
  groupId !== null ? `group:${groupId}` : lineId !== null ? `line:${lineId}` : 'company';

/** A place from its key. */
export function placeOf(key: string): Pick<PolicyDraft, 'groupId' | 'lineId'> {
  const [kind = '', ...rest] = key.split(':');
  const id = rest.join(':');
  return { groupId: kind === 'group' ? id : null, lineId: kind === 'line' ? id : null };
}
