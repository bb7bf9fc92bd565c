import { Label } from '#domain/base';
import { RuleShape } from '#domain/rules';
import { z } from 'zod';
import { read, write } from './operation.ts';
import { Done, Nothing } from './page.ts';

const Id = z.string().min(1).max(80);

/** A version of a rule set. `submitted`: a draft that waits for approval and cannot be edited. */
export const VersionRow = z.object({
  id: Id,
  ruleSetId: Id,
  number: z.int(),
  status: z.enum(['draft', 'submitted', 'published']),
  note: z.string(),
  revision: z.int(),
  rules: z.int(),
  createdByName: z.string(),
  createdAt: z.int(),
  publishedByName: z.string().nullable(),
  publishedAt: z.int().nullable(),
  submittedByName: z.string().nullable(),
  submittedAt: z.int().nullable(),
  approvedByName: z.string().nullable(),
  /** Who did not approve the draft when it was last submitted, and why. */
  sentBackByName: z.string().nullable(),
  sentBackReason: z.string().nullable(),
  /** From when a published version decides, UTC ms; one published later stands before it. */
  effectiveAt: z.int().nullable(),
  /** The number of the version whose rules it brought back. */
  bringsBack: z.int().nullable(),
  /** Whether the asker may approve or send it back: it is submitted, by somebody else, who also edited it last. */
  mayApprove: z.boolean(),
});

const LineId = Id.nullable();
const Share = z.number().min(0).max(1).nullable();

/** What a rule set is beside its versions. */
const RuleSetSettings = z.strictObject({
  label: Label,
  /** The line whose opportunities it takes; null: those of all lines without a set of their own. */
  lineId: LineId.default(null),
  /** Up to which share of moved opportunities a draft is published without approval; 0: never, null: always. */
  approvalShare: Share.default(null),
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
    'emptyValidity',
  ]),
  attribute: z.string().nullable(),
  value: z.string().nullable(),
});

/** What was done to one row; see RowChange of the domain. */
const RowChangeShape = z.strictObject({
  id: Id,
  /** The stamp of the row as it was read; null: a new row. */
  base: z.string().max(40).nullable(),
  /** What it is now; null: removed; absent: only moved. */
  rule: RuleShape.nullable().optional(),
  /** Right behind which row; null: the first; absent: where it stood. */
  after: Id.nullable().optional(),
});

const RowConflictShape = z.object({
  id: Id,
  why: z.enum(['changed', 'placeGone']),
  mine: RuleShape.nullable(),
  theirs: RuleShape.nullable(),
  /** Who changed the row meanwhile, and when; null where it was removed, or only its place is gone. */
  byName: z.string().nullable(),
  at: z.int().nullable(),
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
  'routing.createRuleSet': write('routing.edit', RuleSetSettings, z.object({ ruleSetId: Id, versionId: Id })),
  'routing.saveRuleSet': write('routing.publish', RuleSetSettings.extend({ ruleSetId: Id }), Done),
  'routing.listRuleSets': read(
    'routing.view',
    Nothing,
    z.array(
      z.object({
        id: Id,
        label: Label,
        lineId: LineId,
        approvalShare: Share,
        /** The version in force now. */
        publishedVersionId: z.string().nullable(),
        draftVersionId: z.string().nullable(),
        versions: z.array(VersionRow),
      }),
    ),
  ),
  /** The rules of one version, in order: all of them, or `limit` from `offset` on. `total`: how many there are. */
  'routing.listRules': read(
    'routing.view',
    z.strictObject({
      versionId: Id,
      offset: z.int().min(0).max(1_000_000).optional(),
      limit: z.int().min(1).max(20_000).optional(),
    }),
    z.object({ version: VersionRow, rules: z.array(RuleShape), total: z.int() }),
  ),
  /** The rule set's draft, made from the version in force when there is none. */
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
  /**
   * Takes changes of single rows into a draft, whoever else saved it in between. Rows that somebody else changed
   * since they were read stay as they are and are answered as conflicts, with both contents; all others are taken.
   * A change larger than a call can be is sent as several.
   */
  'routing.saveRows': write(
    'routing.edit',
    z.strictObject({ versionId: Id, changes: z.array(RowChangeShape).max(20_000) }),
    z.object({ revision: z.int(), conflicts: z.array(RowConflictShape), problems: z.array(DraftProblem) }),
  ),
  /** Who wrote each of some rows last, and when; rows that are gone are not told. */
  'routing.listRowEditors': read(
    'routing.view',
    z.strictObject({ versionId: Id, ids: z.array(Id).max(500) }),
    z.array(z.object({ id: Id, byName: z.string(), at: z.int() })),
  ),
  'routing.discardDraft': write('routing.edit', z.strictObject({ versionId: Id, revision: z.int() }), Done),
  'routing.checkDraft': read('routing.view', z.strictObject({ versionId: Id }), z.array(DraftProblem)),
  /** Makes the rules of an older version the new draft; refused while there is a draft, which nobody loses silently. */
  'routing.restoreVersion': write(
    'routing.edit',
    z.strictObject({ versionId: Id }),
    z.object({ versionId: Id }),
  ),
};

export type RoutingErrors = {
  'routing.draftChanged': { revision: number };
  'routing.draftExists': { versionId: string };
  'routing.notADraft': Record<string, never>;
  'routing.draftSubmitted': Record<string, never>;
  'routing.draftTooLong': { rules: number; limit: number };
  'routing.nothingPublished': Record<string, never>;
  'routing.unknownGroup': { groupId: string };
  'routing.duplicateRuleId': { ruleId: string };
  'routing.lineHasSet': { lineId: string };
};
