import { Value } from '#domain/conditions';
import { z } from 'zod';
import { read, write } from './operation.ts';
import { Done } from './page.ts';
import { VersionRow } from './routing.ts';

const Id = z.string().min(1).max(80);
const Note = z.string().trim().max(500);
const Revision = z.strictObject({ versionId: Id, revision: z.int() });

/** From when the version decides, UTC ms; absent: from now on. */
const EffectiveAt = z.int().optional();

const CaseShape = z.object({
  id: Id,
  name: z.string().trim().min(1).max(200),
  /** What the opportunity looks like: attribute → value. */
  facts: z.record(z.string().min(1).max(80), Value),
  /** The group that must get it. */
  groupId: Id,
});

export const routingRelease = {
  /** Lets a draft wait for somebody else's approval. Refused while it has problems or a saved case fails. */
  'routing.submitDraft': write('routing.edit', Revision.extend({ note: Note }), VersionRow),
  /** Makes a submitted draft one that can be edited again. */
  'routing.withdrawDraft': write('routing.edit', z.strictObject({ versionId: Id }), VersionRow),
  /** Does not approve: the draft can be edited again, and says why. */
  'routing.sendBack': write(
    'routing.approve',
    z.strictObject({ versionId: Id, reason: z.string().trim().min(1).max(500) }),
    VersionRow,
  ),
  /** Publishes a draft that somebody else submitted and edited last; the same gates as for submitting it. */
  'routing.approveDraft': write('routing.approve', Revision.extend({ effectiveAt: EffectiveAt }), VersionRow),
  /**
   * Publishes a draft without anybody's approval. Refused while it has problems, a saved case fails, or a replay of
   * just this revision is missing or moves more than the rule set allows.
   */
  'routing.publishDraft': write(
    'routing.publish',
    Revision.extend({ note: Note, effectiveAt: EffectiveAt }),
    VersionRow,
  ),
  /**
   * Makes a new version with the rules of a published one, in force at once. No gate: that version passed them, and
   * going back must always be possible. A draft stays as it is.
   */
  'routing.rollBack': write('routing.publish', z.strictObject({ versionId: Id }), VersionRow),
  /** The saved cases of a rule set: what a draft must not break. */
  'routing.listCases': read('routing.view', z.strictObject({ ruleSetId: Id }), z.array(CaseShape)),
  'routing.saveCase': write(
    'routing.edit',
    z.strictObject({ ruleSetId: Id, ...CaseShape.partial({ id: true }).shape }),
    CaseShape,
  ),
  'routing.removeCase': write('routing.edit', z.strictObject({ id: Id }), Done),
};

export type RoutingReleaseErrors = {
  'routing.draftHasProblems': { problems: number };
  /** `names`: the first few of the failing cases. */
  'routing.casesFail': { count: number; names: string[] };
  'routing.notSubmitted': Record<string, never>;
  'routing.ownDraft': Record<string, never>;
  'routing.needsReplay': Record<string, never>;
  /** Of so many past opportunities so many would move; `share` is what the rule set allows. */
  'routing.needsApproval': { moved: number; received: number; share: number };
  'routing.effectiveInThePast': Record<string, never>;
};
