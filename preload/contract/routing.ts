import { Label } from '#domain/base';
import { Condition, Value } from '#domain/conditions';
import { DecisionReason, RuleShape } from '#domain/routing';
import { z } from 'zod';
import { read, write } from './operation.ts';
import { Done, Nothing, PageInput, pageOf, Started } from './page.ts';

const Id = z.string().min(1).max(80);

const GroupShape = z.object({
  id: Id,
  label: Label,
  isOn: z.boolean(),
  fallbackGroupId: Id.nullable(),
  /** Of people outside the asker's scope no id, name, unit or count, unless the asker may edit groups. */
  members: z.array(
    z.object({
      userId: z.string(),
      userName: z.string(),
      unit: Label.nullable(),
      weight: z.int(),
      openCap: z.int().nullable(),
      isOn: z.boolean(),
      openCount: z.int(),
      assigned: z.int(),
    }),
  ),
  /** How many rules of the published versions send here. */
  rules: z.int(),
  /** Another one where anything that saving writes has changed. */
  stamp: z.string(),
});

const VersionRow = z.object({
  id: Id,
  ruleSetId: Id,
  number: z.int(),
  status: z.enum(['draft', 'published']),
  note: z.string(),
  revision: z.int(),
  rules: z.int(),
  createdByName: z.string(),
  createdAt: z.int(),
  publishedByName: z.string().nullable(),
  publishedAt: z.int().nullable(),
});

/** What is wrong with a draft, row by row; an empty list may be published. */
const DraftProblem = z.object({
  ruleId: z.string().nullable(),
  code: z.enum([
    'noCatchAll',
    'catchAllNotLast',
    'unknownAttribute',
    'unknownValue',
    'unfitTest',
    'groupOff',
    'groupEmpty',
    'emptyName',
    'twin',
    'emptyRange',
  ]),
  attribute: z.string().nullable(),
  value: z.string().nullable(),
});

const DecisionRow = z.object({
  id: z.int(),
  opportunityId: z.int(),
  contact: z.string(),
  title: z.string(),
  runId: z.string(),
  versionId: z.string(),
  versionNumber: z.int(),
  ruleId: z.string().nullable(),
  ruleName: z.string().nullable(),
  groupId: z.string().nullable(),
  group: Label.nullable(),
  repId: z.string().nullable(),
  repName: z.string().nullable(),
  outcome: z.enum(['routed', 'unassigned']),
  reason: DecisionReason,
  decidedAt: z.int(),
});

/** Something about an opportunity that rules can test: a business attribute, or `line`, `source`, `amount`, `createdAt`. */
const FactShape = z.object({
  key: z.string(),
  kind: z.enum(['enum', 'text', 'number', 'date', 'boolean', 'set']),
  label: Label,
  values: z.array(z.object({ code: z.string(), label: Label })),
});

/** Why one rule did or did not take an opportunity: each of its tests with the value seen. */
const RuleTrace = z.object({
  ruleId: z.string(),
  name: z.string(),
  position: z.int(),
  matched: z.boolean(),
  tests: z.array(z.object({ condition: Condition, held: z.boolean(), seen: Value.nullable() })),
});

/** What a `routing.run` job leaves as its result: received = routed + unassigned. */
export const RoutingResult = z.object({
  received: z.int(),
  routed: z.int(),
  unassigned: z.int(),
  byReason: z.partialRecord(DecisionReason, z.int()),
  /** Group id → how many its members got. */
  byGroup: z.record(z.string(), z.int()),
});

export const routing = {
  /** Everything a rule can test, in the catalogue's order: what the rule editor offers as columns. */
  'routing.listFacts': read('routing.view', Nothing, z.array(FactShape)),
  /** Makes a rule set with an empty draft: the first one, or one more. */
  'routing.createRuleSet': write(
    'routing.edit',
    z.strictObject({ label: Label }),
    z.object({ ruleSetId: Id, versionId: Id }),
  ),
  'routing.listGroups': read('routing.view', Nothing, z.array(GroupShape)),
  /** Replaces a group and its members by these, or makes a new one. */
  'routing.saveGroup': write(
    'routing.edit',
    z.strictObject({
      /** Absent for a new group. */
      id: Id.optional(),
      /** The one that was read: where somebody else saved in between, nothing is written. */
      stamp: z.string().max(80).optional(),
      label: Label,
      isOn: z.boolean(),
      fallbackGroupId: Id.nullable(),
      members: z
        .array(
          z.strictObject({
            userId: Id,
            weight: z.int().min(0).max(1000),
            openCap: z.int().min(0).max(1_000_000).nullable(),
            isOn: z.boolean(),
          }),
        )
        .max(2000),
    }),
    GroupShape,
  ),
  'routing.listRuleSets': read(
    'routing.view',
    Nothing,
    z.array(
      z.object({
        id: Id,
        label: Label,
        publishedVersionId: z.string().nullable(),
        draftVersionId: z.string().nullable(),
        versions: z.array(VersionRow),
      }),
    ),
  ),
  /** The rules of one version, in order. */
  'routing.listRules': read(
    'routing.view',
    z.strictObject({ versionId: Id }),
    z.object({ version: VersionRow, rules: z.array(RuleShape) }),
  ),
  /** The rule set's draft, made from the published version when there is none. */
  'routing.openDraft': write('routing.edit', z.strictObject({ ruleSetId: Id }), z.object({ versionId: Id })),
  /**
   * Replaces the draft's rows by these, in this order. `revision` is the one that was read:
   * another one means somebody else saved in between, and nothing is written.
   */
  'routing.saveDraft': write(
    'routing.edit',
    z.strictObject({ versionId: Id, revision: z.int(), rules: z.array(RuleShape).max(20_000) }),
    z.object({ revision: z.int(), problems: z.array(DraftProblem) }),
  ),
  'routing.discardDraft': write('routing.edit', z.strictObject({ versionId: Id, revision: z.int() }), Done),
  'routing.checkDraft': read('routing.view', z.strictObject({ versionId: Id }), z.array(DraftProblem)),
  /** Makes the draft the version in force; refused while it has problems. */
  'routing.publishDraft': write(
    'routing.publish',
    z.strictObject({ versionId: Id, revision: z.int(), note: z.string().trim().max(500) }),
    VersionRow,
  ),
  /** Makes the rules of an older version the new draft; refused while there is a draft, which nobody loses silently. */
  'routing.restoreVersion': write(
    'routing.edit',
    z.strictObject({ versionId: Id }),
    z.object({ versionId: Id }),
  ),
  /** How many wait, found nobody, and were routed; and the latest run, where the asker may see that job. */
  'routing.getWaiting': read(
    'routing.view',
    Nothing,
    z.object({ waiting: z.int(), unassigned: z.int(), routed: z.int(), lastRunJobId: z.string().nullable() }),
  ),
  /** Routes every waiting opportunity with the published version, as a job. `retryUnassigned` takes those along that nobody got before. */
  'routing.runRouting': write(
    'routing.run',
    z.strictObject({ ruleSetId: Id, retryUnassigned: z.boolean().default(false) }),
    Started,
  ),
  'routing.listDecisions': read(
    'routing.view',
    PageInput.extend({
      opportunityId: z.int().optional(),
      runId: z.string().max(80).optional(),
      outcome: z.enum(['routed', 'unassigned']).optional(),
      reason: DecisionReason.optional(),
      groupId: z.string().max(80).optional(),
      repId: z.string().max(80).optional(),
    }),
    pageOf(DecisionRow),
  ),
  /** One decision with its evidence: what was seen, every better-ranked rule and why it lost, the candidates, and the re-run. */
  'routing.explainDecision': read(
    'routing.view',
    z.strictObject({ id: z.int().min(1) }),
    z.object({
      decision: DecisionRow,
      seen: z.record(z.string(), Value),
      seed: z.int(),
      propensity: z.number().nullable(),
      /** The better-ranked rules nearest to matching (at most 50), then the winner. */
      trace: z.array(RuleTrace),
      earlierRules: z.int(),
      candidates: z.array(
        z.object({
          /** Empty, like the name, where the person is outside the asker's scope. */
          userId: z.string(),
          userName: z.string(),
          weight: z.int(),
          /** What the member was owed before choosing, in thousandths of an assignment; negative: ahead of the share. */
          turn: z.int(),
          state: z.enum(['chosen', 'lost', 'off', 'left', 'atCap', 'zeroWeight']),
        }),
      ),
      /** The groups asked, in order, and why each but the last sent on. */
      fallbackPath: z.array(z.object({ groupId: z.string(), group: Label, reason: DecisionReason })),
      /** Whether deciding again from the stored evidence gives the same rule and the same person. */
      reproduced: z.boolean(),
    }),
  ),
};

export type RoutingErrors = {
  'routing.draftChanged': { revision: number };
  'routing.draftHasProblems': { problems: number };
  'routing.draftExists': { versionId: string };
  'routing.notADraft': Record<string, never>;
  'routing.nothingPublished': Record<string, never>;
  'routing.alreadyRunning': { jobId: string };
  'routing.unknownGroup': { groupId: string };
  'routing.unknownUser': { userId: string };
  'routing.duplicateRuleId': { ruleId: string };
  'routing.duplicateMember': { userId: string };
  'routing.fallbackCircle': { path: string[] };
  'routing.groupInUse': { rules: number };
  'routing.groupChanged': Record<string, never>;
};
