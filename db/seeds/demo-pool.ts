import type { PoolPolicy } from '#domain/pool';
import type { Db } from '#store/database';
import { savePolicy } from '#store/pool-policies';

/** Five months, longer for what is quoted or wanted badly, and a follow-up every three months: few are far behind. */
const POLICY: PoolPolicy = {
  protection: { amount: 150, unit: 'days' },
  maxProtection: { amount: 240, unit: 'days' },
  extensions: [
    { when: 'outcome', outcomes: ['已报价', '已拜访'], by: { amount: 7, unit: 'days' } },
    { when: 'stage', stages: ['quoted'], by: { amount: 15, unit: 'days' } },
    {
      when: 'condition',
      condition: { op: 'equals', attribute: 'intent', value: 'high' },
      by: { amount: 10, unit: 'days' },
    },
  ],
  firstResponse: { amount: 16, unit: 'workingHours' },
  followUpEvery: { amount: 90, unit: 'days' },
  remindHoursBefore: 336,
  onBreach: 'return',
  coolDownHours: 24,
  maxOpenClaimed: 50,
  maxClaimsPerDay: 20,
};

/** The pool policies of two teams; a sweep then reminds and takes back what they say. */
export async function seedPool(db: Db): Promise<void> {
  for (const groupId of ['group-north-produce', 'group-west-kitchen'])
    await savePolicy(db, {
      id: `pool-${groupId}`,
      groupId,
      lineId: null,
      isOn: true,
      revision: 1,
      policy: POLICY,
    });
}
