import { Label } from '#domain/base';
import { Value } from '#domain/conditions';
import { AttributeShape, TagRule } from '#domain/tagging';
import { z } from 'zod';
import { FactColumns } from './columns.ts';
import { read, write } from './operation.ts';
import { Done, Nothing, Started } from './page.ts';

const Rules = z.array(TagRule).max(500);

const RuleList = z.object({
  /** Raised with each saving, so that two editors notice each other; 0 before the first. */
  revision: z.int(),
  rules: Rules,
  savedAt: z.int().nullable(),
  /** Null for somebody outside the asker's scope. */
  savedByName: z.string().nullable(),
});

const OpportunityId = z.int().min(1);
const Key = z.string().min(1).max(80);

export const tagging = {
  /** The typed attribute catalogue, in its order. */
  'tagging.listAttributes': read('signedIn', Nothing, z.array(AttributeShape)),
  'tagging.saveAttribute': write('tagging.edit', AttributeShape, AttributeShape),
  /** Everything that tag rules can test: attributes, built-in facts, and behaviour derived from follow-ups. */
  'tagging.listFacts': read(
    'signedIn',
    Nothing,
    z.array(
      z.object({
        key: z.string(),
        kind: AttributeShape.shape.kind,
        label: Label,
        values: z.array(z.object({ code: z.string(), label: Label })),
      }),
    ),
  ),
  'tagging.listRules': read('contacts.view', Nothing, RuleList),
  /** Writes the whole list. Refused where rules need each other, or one does not fit the catalogue. */
  'tagging.saveRules': write(
    'tagging.edit',
    z.strictObject({ revision: z.int().min(0), rules: Rules }),
    z.object({ revision: z.int() }),
  ),
  /** Derives the tags of every open opportunity, as a job. */
  'tagging.run': write('tagging.edit', Nothing, Started),
  /** What these rules would do, saved or not, as a job that writes nothing. */
  'tagging.dryRun': write('tagging.edit', z.strictObject({ rules: Rules }), Started),
  /** What rules and people said about one opportunity's attributes, and why; what is not listed came with an import. */
  'tagging.listTagsOf': read(
    'contacts.view',
    z.strictObject({ opportunityId: OpportunityId }),
    z.array(
      z.object({
        attribute: z.string(),
        /** The code of a set; null for an attribute as a whole. */
        code: z.string().nullable(),
        /** `removed`: by hand, so that no rule brings it back. */
        state: z.enum(['set', 'removed']),
        by: z.enum(['rule', 'person']),
        /** As the rule was called then; null for a person's. */
        ruleName: z.string().nullable(),
        /** Null for a rule's, and for somebody outside the asker's scope. */
        personName: z.string().nullable(),
        /** Of the saved list that the rule stood in. */
        revision: z.int().nullable(),
        /** What the rule's condition saw. */
        evidence: FactColumns,
        at: z.int(),
        expiresAt: z.int().nullable(),
      }),
    ),
  ),
  /** Adds a tag (a code of a set) or gives another attribute a value, by hand. */
  'tagging.addTag': write(
    'tagging.edit',
    z.strictObject({
      opportunityId: OpportunityId,
      attribute: Key,
      value: Value,
      expiresAfterDays: z.int().min(1).max(3650).nullable().default(null),
    }),
    Done,
  ),
  /** Takes a tag, or an attribute's value, away by hand: no rule brings it back. */
  'tagging.removeTag': write(
    'tagging.edit',
    z.strictObject({ opportunityId: OpportunityId, attribute: Key, code: Key.nullable() }),
    Done,
  ),
};

const RuleCounts = z.object({
  set: z.int(),
  kept: z.int(),
  removed: z.int(),
  expired: z.int(),
  /** The condition holds, but somebody removed it or filled it in otherwise. */
  withheld: z.int(),
  /** The first few opportunities that change. */
  examples: z.array(z.int()),
});

/** What a `tagging.run` or `tagging.dryRun` job leaves as its result. */
export const TaggingResult = z.object({
  looked: z.int(),
  changed: z.int(),
  byRule: z.record(z.string(), RuleCounts),
});

export type TaggingErrors = {
  /** A kind cannot change, and a value cannot go, while opportunities hold it. */
  'tagging.attributeInUse': { key: string; opportunities: number };
  'tagging.repeatedCode': { key: string; code: string };
  /** Only an attribute of kind enum or set has a list of values. */
  'tagging.valuesNotUsed': { key: string; kind: string };
  /** Somebody else saved the tag rules meanwhile. */
  'tagging.rulesChanged': { revision: number };
  /** Names of rules that need each other, the first again at the end. */
  'tagging.ruleCircle': { path: string };
  'tagging.repeatedRule': { id: string };
  /** A rule tests or sets an attribute in a way that the catalogue does not know. */
  'tagging.badRule': { rule: string; attribute: string };
  'tagging.badValue': { key: string; value: string };
  'tagging.alreadyRunning': { jobId: string };
};
