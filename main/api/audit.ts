import type { audit } from '#contract/audit';
import type { Handlers } from '#contract/operation';
import { SYSTEM_ACTOR } from '#domain/access';
import { beginWalk } from '#domain/audit';
import { listChain, listLines } from '#store/audit';
import type { Ctx } from './context.ts';

/** Lines walked in one go: some 10 ms, between which everything else has its turn. */
const STRIDE = 2000;

export const auditApi: Handlers<typeof audit, Ctx> = {
  'audit.listLines': async ({ db }, { offset, limit, ...filter }) => {
    const { rows, total } = await listLines(db, filter, { offset, limit });
    return {
      rows: rows.map((row) => ({
        ...row,
        actorName: row.actorName ?? (row.actorId === SYSTEM_ACTOR.userId ? SYSTEM_ACTOR.name : ''),
        detail: parsed(row.detail),
      })),
      total,
    };
  },

  'audit.verify': async ({ db, env }) => {
    // Read first: what is appended while we walk is not in it, and need not be.
    const anchors = env.anchor.read();
    const walk = beginWalk(anchors, env.sha256);
    for (let after = 0; ; ) {
      const lines = await listChain(db, after, STRIDE);
      for (const line of lines) walk.step(line);
      const last = lines.at(-1);
      if (!last) break;
      after = last.seq;
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { lines, faults } = walk.finish();
    const anchoredSeq = anchors.reduce<number | null>((most, { seq }) => Math.max(most ?? 0, seq), null);
    return { ok: faults.length === 0, lines, anchoredSeq, faults };
  },
};

/** A line that somebody tampered with is shown as it stands, and not refused to the one who looks for it. */
function parsed(detail: string): unknown {
  try {
    return JSON.parse(detail);
  } catch {
    return detail;
  }
}
