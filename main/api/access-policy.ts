import type { accessPolicy } from '#contract/access-policy';
import type { Handlers } from '#contract/operation';
import { SYSTEM_ACTOR } from '#domain/access';
import {
  applyChanges,
  type Change,
  diffPolicies,
  type Excess,
  explain,
  type Fault,
  findConflicts,
  findExcess,
  findLostKeeper,
  findNewConflicts,
  type Policy,
  undoOf,
  whoMay,
} from '#domain/rights';
import { saveAccessChange } from '#store/access-changes';
import { getAccessRevision, listAccessHistory, loadPolicy, loadPolicyAsOf } from '#store/access-policy';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

/** The domain's data as the contract types it: an answer is a copy, and nobody minds who changes it. */
type Plain<T> = T extends readonly (infer E)[]
  ? Plain<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Plain<T[K]> }
    : T;
const answer = <T>(value: T) => value as Plain<T>;

const policyAt = ({ db }: Pick<Ctx, 'db'>, asOf: number | null) =>
  asOf === null ? loadPolicy(db) : loadPolicyAsOf(db, asOf);

const nameIn = (policy: Policy, id: string) => policy.people.find((one) => one.id === id)?.name ?? id;
const labelIn = (all: readonly { id: string; label: { zh: string } }[], id: string) =>
  all.find((one) => one.id === id)?.label.zh ?? id;

function refusalOfFault(policy: Policy, fault: Fault): Refusal {
  switch (fault.kind) {
    case 'unknown':
      return new Refusal('api.notFound', { what: fault.what, id: fault.id });
    case 'circle': {
      const named = fault.of === 'role' ? policy.roles : policy.units;
      return new Refusal('access.circle', { of: fault.of, path: fault.path.map((id) => labelIn(named, id)) });
    }
    case 'inUse':
      return new Refusal('access.roleInUse', { name: labelIn(policy.roles, fault.roleId) });
    case 'left':
      return new Refusal('access.personLeft', { name: nameIn(policy, fault.personId) });
    case 'endsBeforeStart':
      return new Refusal('access.endsBeforeStart', {});
  }
}

function nameOfExcess(policy: Policy, excess: Excess): string {
  switch (excess.kind) {
    case 'permission':
      return excess.permission;
    case 'rows':
    case 'person':
      return nameIn(policy, excess.personId);
    case 'unit':
      return labelIn(policy.units, excess.unitId);
    case 'duty':
      return labelIn(policy.duties, excess.dutyId);
  }
}

/** What changes would make of the policy, and what speaks against them. */
async function weigh({ db, actor, now }: Ctx, changes: readonly Change[]) {
  const before = await loadPolicy(db);
  const outcome = applyChanges(before, changes);
  if ('fault' in outcome) throw refusalOfFault(before, outcome.fault);
  const after = outcome.policy;
  const isSystem = actor.userId === SYSTEM_ACTOR.userId;
  return {
    before,
    after,
    conflicts: findNewConflicts(before, after, now),
    excess: isSystem ? undefined : findExcess(before, after, actor.userId, now),
    lostKeeperAt: findLostKeeper(before, after, now),
  };
}

/** Whom or what changes are about, for the audit line: the one person or thing, where it is one. */
function subjectOf(changes: readonly Change[]): string {
  const ids = new Set(changes.map((change) => ('personId' in change ? change.personId : change.id)));
  return ids.size === 1 ? ([...ids][0] ?? '') : '';
}

export const accessPolicyApi: Handlers<typeof accessPolicy, Ctx> = {
  'access.getPolicy': async (ctx, { asOf }) => {
    const policy = await policyAt(ctx, asOf);
    return answer({
      revision: await getAccessRevision(ctx.db),
      ...policy,
      conflicts: findConflicts(policy, asOf ?? ctx.now),
    });
  },
  'access.previewChanges': async (ctx, { changes }) => {
    const { before, after, conflicts, excess, lostKeeperAt } = await weigh(ctx, changes);
    const at = Math.max(ctx.now, ...changes.map((change) => ('from' in change ? change.from : 0)));
    return answer({
      at,
      people: diffPolicies(before, after, at).map((one) => ({ ...one, name: nameIn(after, one.personId) })),
      conflicts,
      excess: excess ?? null,
      lostKeeperAt: lostKeeperAt ?? null,
    });
  },
  'access.applyChanges': async (ctx, { revision, changes }) => {
    if (revision !== (await getAccessRevision(ctx.db))) throw new Refusal('access.stale', {});
    const { after, conflicts, excess, lostKeeperAt } = await weigh(ctx, changes);
    if (excess)
      throw new Refusal('access.beyondYou', { kind: excess.kind, name: nameOfExcess(after, excess) });
    const conflict = conflicts[0];
    if (conflict)
      throw new Refusal('access.dutyBroken', {
        duty: labelIn(after.duties, conflict.dutyId),
        name: nameIn(after, conflict.personId),
      });
    if (lostKeeperAt !== undefined) throw new Refusal('access.lastKeeper', {});
    for (const change of changes) await saveAccessChange(ctx.db, change);
    ctx.note(subjectOf(changes), { changes });
    return { revision: await getAccessRevision(ctx.db) };
  },
  'access.explain': async (ctx, { personId, question, asOf }) => {
    const found = explain(await policyAt(ctx, asOf), personId, question, asOf ?? ctx.now);
    if (!found) throw new Refusal('api.notFound', { what: 'person', id: personId });
    return answer(found);
  },
  'access.whoMay': async (ctx, { question, asOf }) => {
    const policy = await policyAt(ctx, asOf);
    const names = new Map(policy.people.map((one) => [one.id, one.name]));
    const found = whoMay(policy, question, asOf ?? ctx.now);
    return answer(found.map((one) => ({ ...one, name: names.get(one.personId) ?? one.personId })));
  },
  'access.listHistory': async ({ db }, page) => {
    const { rows, total } = await listAccessHistory(db, page);
    return answer({
      total,
      rows: rows.map((row) => ({ ...row, undo: undoOf(row.before, row.after) })),
    });
  },
};
