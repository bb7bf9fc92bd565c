import { runAttribution } from './attribution.ts';
import { exportAttribution } from './attribution-export.ts';
import { exportAudit } from './audit-export.ts';
import { verifyAudit } from './audit-verify.ts';
import { backUp } from './backup.ts';
import type { Registry } from './job.ts';
import { sweepPool } from './pool-sweep.ts';
import { runRouting } from './routing.ts';
import { replayRules } from './routing-replay.ts';
import { exportRules, readRuleFile } from './routing-files.ts';
import { dryRunTagging, runTagging } from './tagging.ts';
import { commitImport, previewImport } from './transfer-import.ts';
import { exportRejects } from './transfer-rejects.ts';
import { undoImport } from './transfer-undo.ts';

/** Every kind of long work, by the name its operation queues it under. */
export const jobs: Registry = {
  'attribution.export': exportAttribution,
  'attribution.run': runAttribution,
  'audit.export': exportAudit,
  'audit.verify': verifyAudit,
  'jobs.backUp': backUp,
  'routing.exportRules': exportRules,
  'routing.readRuleFile': readRuleFile,
  'pool.sweep': sweepPool,
  'routing.replay': replayRules,
  'routing.run': runRouting,
  'tagging.dryRun': dryRunTagging,
  'tagging.run': runTagging,
  'transfer.commitImport': commitImport,
  'transfer.exportRejects': exportRejects,
  'transfer.previewImport': previewImport,
  'transfer.undoImport': undoImport,
};

/** What changes nothing but its own progress and keeps only its own result: it runs beside any other job. */
export const BESIDE: ReadonlySet<string> = new Set(['audit.verify', 'routing.replay', 'tagging.dryRun']);
