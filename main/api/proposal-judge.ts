import { SYSTEM_ACTOR } from '#domain/access';
import type { Label } from '#domain/base';
import { beginAt, type Proposal, touchedThings } from '#domain/proposals';
import type { Change, Policy } from '#domain/rights';
import { loadPolicy } from '#store/access-policy';
import { addStep, findChangedSince } from '#store/proposals';
import { refusalOfWeighed, saveChanges, weigh, type Weighed } from './access-weigh.ts';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

type World = Pick<Ctx, 'db' | 'now'>;

export type Judged = {
  readonly changes: readonly Change[];
  readonly weighed: Weighed;
  /** Why they cannot be made now; undefined when they can. */
  readonly refusal: Refusal | undefined;
};

/**
 * A proposal's changes as they would be made now, and what speaks against that: each bound of its proposer and its
 * approver, duties, the last keeper, and what was changed since it was written. Refuses what cannot be made at all.
 */
export async function judge(
  world: World,
  proposal: Proposal,
  { approverId, askerId }: { readonly approverId: string; readonly askerId: string },
): Promise<Judged> {
  const { kind, proposerId, revision } = proposal;
  const policy = await loadPolicy(world.db);
  const changes = beginAt(policy, proposal.changes, world.now);
  // A request is for what somebody does not have: what they may give themselves is no bound of it.
  const makers = kind === 'request' ? [approverId] : [...new Set([approverId, proposerId])];
  const weighed = await weigh(world, changes, makers);
  const changed = await findChangedSince(world.db, revision, touchedThings(weighed.before, weighed.after));
  const names = namesIn(weighed.before, changes);
  const isAlone = !proposal.needsSecond && policy.needsSecond;
  const refusal = isAlone
    ? new Refusal('access.needsSecond', {})
    : changed
      ? new Refusal('access.basisChanged', { name: names[changed.id]?.zh ?? changed.id })
      : refusalOfWeighed(weighed, askerId);
  return { changes, weighed, refusal };
}

/** Makes an approved proposal's changes, all of them, or refuses; `byId` is who makes them, the console itself at their moment. */
export async function applyProposal(
  world: World,
  proposal: Proposal,
  approverId: string,
  byId: string = SYSTEM_ACTOR.userId,
): Promise<readonly Change[]> {
  const { changes, refusal } = await judge(world, proposal, { approverId, askerId: byId });
  if (refusal) throw refusal;
  await saveChanges(world, changes);
  await addStep(world.db, proposal.id, { step: 'applied', actorId: byId, note: '', at: world.now });
  return changes;
}

/** What the people, roles, units and duties of which changes speak are called. */
export function namesIn(policy: Policy, changes: readonly Change[]): Record<string, Label> {
  const known = new Map<string, Label>([
    ...policy.people.map(({ id, name }) => [id, { zh: name, en: name }] as const),
    ...[...policy.roles, ...policy.units, ...policy.duties].map(({ id, label }) => [id, label] as const),
  ]);
  const found: Record<string, Label> = {};
  const walk = (value: unknown): void => {
    if (typeof value === 'string') {
      const label = known.get(value);
      if (label) found[value] = label;
    } else if (value !== null && typeof value === 'object')
      for (const inner of Object.values(value)) walk(inner);
  };
  walk(changes);
  return found;
}
