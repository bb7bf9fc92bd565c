import { z } from 'zod';
import { FactColumns } from './columns.ts';
import { read } from './operation.ts';

const Id = z.string().min(1).max(80);

export const routingAnalysis = {
  /**
   * What came in lately, as the rules of a version read it: facts without people, equal ones counted together; and what
   * each rule decided that was in force all that time. Opportunities in the asker's scope; of who may edit rules, all.
   */
  'routing.getTraffic': read(
    'routing.view',
    z.strictObject({
      versionId: Id,
      days: z.int().min(1).max(365).default(90),
      /** At most so many different rows. */
      limit: z.int().min(1).max(5000).default(3000),
    }),
    z.object({
      rows: z.array(z.object({ facts: FactColumns, count: z.int() })),
      opportunities: z.int(),
      days: z.int(),
      /** Whether there was more than the rows tell: they are then the newest. */
      sampled: z.boolean(),
      history: z.array(z.object({ ruleId: z.string(), hits: z.int(), lastAt: z.int().nullable() })),
    }),
  ),
};
