import { Label } from '#domain/base';
import { ReplayResult } from '#domain/replay';
import { z } from 'zod';
import { ContactColumn } from './columns.ts';
import { read, write } from './operation.ts';
import { PageInput, pageOf, Started } from './page.ts';

const Id = z.string().min(1).max(80);

/** What a replay counted; the moved are asked for by page. */
const Counted = ReplayResult.omit({ list: true });

/** What each person of a group may expect by the weights of today; nobody outside the asker's scope is told. */
const Share = z.object({
  userId: z.string(),
  userName: z.string(),
  groupId: z.string(),
  before: z.number(),
  after: z.number(),
});

const MovedRow = z.object({
  opportunityId: z.int(),
  title: z.string(),
  contact: ContactColumn,
  createdAt: z.int(),
  from: Label.nullable(),
  to: Label.nullable(),
  ruleBefore: z.string().nullable(),
  ruleAfter: z.string().nullable(),
});

export const routingReplay = {
  /**
   * Counts, as a job, what the stored rows of a version would have done with all past opportunities beside another version:
   * the one in force when none is named. Refused where the version was saved since `revision`.
   */
  'routing.startReplay': write(
    'routing.edit',
    z.strictObject({ versionId: Id, revision: z.int(), baselineVersionId: Id.optional() }),
    Started,
  ),
  /** The replay of a version that runs, with what it has counted so far, and the latest that ended. */
  'routing.getReplay': read(
    'routing.view',
    z.strictObject({ versionId: Id }),
    z.object({
      running: z
        .object({ jobId: z.string(), done: z.int(), total: z.int(), partial: Counted.nullable() })
        .nullable(),
      last: Counted.extend({
        revision: z.int(),
        baselineVersionId: z.string().nullable(),
        baselineNumber: z.int().nullable(),
        at: z.int(),
        shares: z.array(Share),
      }).nullable(),
    }),
  ),
  /** The newest 1,000 that the latest replay of a version moved, as far as the asker may see them. */
  'routing.listMoved': read('routing.view', PageInput.extend({ versionId: Id }), pageOf(MovedRow)),
};

export type RoutingReplayErrors = Record<never, never>;
