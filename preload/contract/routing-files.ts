import { z } from 'zod';
import { write } from './operation.ts';
import { Started } from './page.ts';

const Id = z.string().min(1).max(80);

/** What a `routing.readRuleFile` job leaves: `fileId` holds `{rules: Rule[]}` as JSON, in first-match order. */
export const ReadRules = z.object({
  fileId: Id,
  rules: z.int(),
  /** What routing tables do not speak, the first 500; those rows are there, off, with the text in their reason. */
  problems: z.array(
    z.object({
      row: z.int(),
      column: z.string(),
      code: z.enum(['outside', 'unknownGroup']),
      text: z.string(),
    }),
  ),
  problemCount: z.int(),
});

export const routingFiles = {
  /** Writes the rules of a version to a file, as a job whose result is `{fileId}`: DMN 1.5, a workbook, or CSV. */
  'routing.exportRules': write(
    'routing.view',
    z.strictObject({
      versionId: Id,
      format: z.enum(['dmn', 'xlsx', 'csv']),
      language: z.enum(['zh-CN', 'en']),
    }),
    Started,
  ),
  /**
   * Reads rules from an uploaded DMN, XLSX or CSV file, as a job whose result is ReadRules. Nothing is written to a
   * draft: its editor takes them over, as it does a paste. `table` names the decision where a DMN file has several.
   */
  'routing.readRuleFile': write(
    'routing.edit',
    z.strictObject({ fileId: Id, table: z.string().max(500).optional() }),
    Started,
  ),
};

export type RoutingFileErrors = {
  'routing.notARuleFile': Record<string, never>;
  'routing.ruleFileTooLarge': { limitBytes: number };
  'routing.severalTables': { names: string[] };
  'routing.unknownHitPolicy': { policy: string };
  'routing.tooManyRules': { rules: number; limit: number };
};
