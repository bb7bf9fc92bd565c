import type { OutputOf } from '#contract/contract';
import { type Anchor, beginWalk } from '#domain/audit';
import { listChain } from '#store/audit';
import type { Db } from '#store/database';
import type { Environment } from './context.ts';

/** Lines walked in one go: some 10 ms, between which everything else has its turn. */
const STRIDE = 2000;

type Walk = {
  /** One stride on; false when there are no more lines. */
  readonly step: () => Promise<boolean>;
  readonly walked: () => number;
  readonly finish: () => OutputOf<'audit.verify'>;
};

/** Begins to verify the chain, up to a line when one is given, against the anchors outside the store or those given. */
export function beginVerify(
  db: Db,
  env: Environment,
  limits: { readonly upTo?: number; readonly anchors?: readonly Anchor[] } = {},
): Walk {
  // Read first: what is appended while we walk is not in it, and need not be.
  const anchors = limits.anchors ?? env.anchor.read();
  const upTo = limits.upTo ?? Infinity;
  const walk = beginWalk(anchors, env.sha256);
  let after = 0;
  return {
    step: async () => {
      const lines = await listChain(db, after, STRIDE);
      for (const line of lines) if (line.seq <= upTo) walk.step(line);
      after = lines.at(-1)?.seq ?? after;
      return lines.length > 0 && after < upTo;
    },
    walked: () => after,
    finish: () => {
      const { lines, faults } = walk.finish();
      const anchoredSeq = anchors.reduce<number | null>((most, { seq }) => Math.max(most ?? 0, seq), null);
      return { ok: faults.length === 0, lines, anchoredSeq, faults };
    },
  };
}
