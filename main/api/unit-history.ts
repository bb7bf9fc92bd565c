import type { InputOf, OutputOf } from '#contract/contract';
import { spanAt, spansOf, type UnitSpan } from '#domain/organisation';
import type { Policy } from '#domain/rights';
import { listUnitStates, loadPolicy } from '#store/access-policy';
import { answer, nameIn } from './access-weigh.ts';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

async function spansIn({ db }: Pick<Ctx, 'db'>, unitId: string): Promise<readonly UnitSpan[]> {
  const states = await listUnitStates(db, unitId);
  if (states.length === 0) throw new Refusal('api.notFound', { what: 'unit', id: unitId });
  return spansOf(states);
}

const leaderIn = (policy: Policy, id: string | null) =>
  id === null ? null : { id, name: nameIn(policy, id) };

/** Who led a unit and what was above it, the newest first. */
export async function listUnitHistory(
  ctx: Ctx,
  { unitId }: InputOf<'access.listUnitHistory'>,
): Promise<OutputOf<'access.listUnitHistory'>> {
  const policy = await loadPolicy(ctx.db);
  const spans = await spansIn(ctx, unitId);
  return spans.toReversed().map(({ from, to, leaderId, parentId }) => ({
    from,
    to,
    leader: leaderIn(policy, leaderId),
    parent: answer(policy.units.find((unit) => unit.id === parentId)?.label ?? null),
  }));
}

/** Who led a unit at a moment. */
export async function whoLed(
  ctx: Ctx,
  { unitId, at }: InputOf<'access.whoLed'>,
): Promise<OutputOf<'access.whoLed'>> {
  const span = spanAt(await spansIn(ctx, unitId), at);
  const policy = await loadPolicy(ctx.db);
  return { wasThere: span !== undefined, leader: leaderIn(policy, span?.leaderId ?? null) };
}
