import type { audit } from '#contract/audit';
import type { Handlers } from '#contract/operation';
import { findExport } from '#store/audit-list';
import { queueJob } from '#store/jobs';
import { nameSeen, sightOf } from './audit-sight.ts';
import { beginVerify } from './audit-verify.ts';
import type { Ctx } from './context.ts';

type Head = { readonly seq: number; readonly hash: string };

export const auditFilesApi: Pick<Handlers<typeof audit, Ctx>, 'audit.exportLines' | 'audit.checkFile'> = {
  'audit.exportLines': async (ctx, input) => {
    const jobId = ctx.env.newId();
    const { userId: actorId } = ctx.actor;
    await queueJob(ctx.db, { id: jobId, kind: 'audit.export', input, actorId, at: ctx.now });
    const { words: _, ...asked } = input;
    ctx.note(jobId, asked);
    return { jobId };
  },

  'audit.checkFile': async ({ db, env, actor }, { sha256, head }) => {
    const found = await findExport(db, sha256);
    const kept = found && headIn(found.detail);
    const end = head ?? kept?.head ?? null;
    return {
      export:
        found && kept
          ? { seq: found.seq, at: found.at, actorName: nameSeen(found, sightOf(actor)), ...kept }
          : null,
      ...(end === null ? { head: null, faults: [] } : await compare(db, env, end)),
    };
  },
};

/** Whether the chain still has an end that was noted once, and everything before it is whole. */
async function compare(db: Ctx['db'], env: Ctx['env'], end: Head) {
  const walk = beginVerify(db, env, { upTo: end.seq, anchors: [end] });
  while (await walk.step()) await new Promise((resolve) => setImmediate(resolve));
  const { faults } = walk.finish();
  if (faults.some(({ kind }) => kind === 'cutTail')) return { head: 'missing' as const, faults };
  return { head: faults.length === 0 ? ('same' as const) : ('changed' as const), faults };
}

/** What the line of an export kept of it. */
function headIn(detail: string): { rows: number; head: Head | null } | undefined {
  const { rows, headSeq, headHash } = JSON.parse(detail) as Record<string, unknown>;
  if (typeof rows !== 'number') return undefined;
  const isHead = typeof headSeq === 'number' && typeof headHash === 'string';
  return { rows, head: isHead ? { seq: headSeq, hash: headHash } : null };
}
