import type { Handlers } from '#contract/operation';
import type { routingFiles } from '#contract/routing-files';
import { queueJob } from '#store/jobs';
import { findVersion } from '#store/routing-rules';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';
import { completeOwnFile } from './transfer-files.ts';

export const routingFilesApi: Handlers<typeof routingFiles, Ctx> = {
  'routing.exportRules': async (ctx, input) => {
    if (!(await findVersion(ctx.db, input.versionId)))
      throw new Refusal('api.notFound', { what: 'version', id: input.versionId });
    return queue(ctx, 'routing.exportRules', input);
  },

  'routing.readRuleFile': async (ctx, input) => {
    await completeOwnFile(ctx, input.fileId);
    return queue(ctx, 'routing.readRuleFile', input);
  },
};

async function queue(ctx: Ctx, kind: string, input: object): Promise<{ jobId: string }> {
  const jobId = ctx.env.newId();
  await queueJob(ctx.db, { id: jobId, kind, input, actorId: ctx.actor.userId, at: ctx.now });
  ctx.note(jobId, input);
  return { jobId };
}
