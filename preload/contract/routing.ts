import { Label } from '#domain/base';
import { RuleShape } from '#domain/rules';
import { z } from 'zod';
import { read, write } from './operation.ts';
import { Done, Nothing } from './page.ts';

const Id = z.string().min(1).max(80);

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

/** Something about an opportunity that rules can test: a business attribute, or `line`, `source`, `amount`, `createdAt`. */
const FactShape = z.object({
  key: z.string(),
  kind: z.enum(['enum', 'text', 'number', 'date', 'boolean', 'set']),
  label: Label,
  values: z.array(z.object({ code: z.string(), label: Label })),
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
};

export type RoutingErrors = {
  'routing.draftChanged': { revision: number };
  'routing.draftHasProblems': { problems: number };
  'routing.draftExists': { versionId: string };
  'routing.notADraft': Record<string, never>;
  'routing.nothingPublished': Record<string, never>;
  'routing.unknownGroup': { groupId: string };
  'routing.duplicateRuleId': { ruleId: string };
};
