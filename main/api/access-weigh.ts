import { SYSTEM_ACTOR } from '#domain/access';
import { findBroken } from '#domain/permission-tests';
import {
  applyChanges,
  type Change,
  type Conflict,
  type Excess,
  type Fault,
  findExcess,
  findLostKeeper,
  findNewConflicts,
  type PermissionTest,
  type Policy,
} from '#domain/rights';
import { isLoginTaken } from '#store/access';
import { saveAccessChange } from '#store/access-changes';
import { loadPolicy } from '#store/access-policy';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

/** The domain's data as the contract types it: an answer is a copy, and nobody minds who changes it. */
export type Plain<T> = T extends readonly (infer E)[]
  ? Plain<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Plain<T[K]> }
    : T;
export const answer = <T>(value: T) => value as Plain<T>;

export const nameIn = (policy: Policy, id: string) => policy.people.find((one) => one.id === id)?.name ?? id;
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
    case 'unitInUse':
      return new Refusal('access.unitInUse', { name: labelIn(policy.units, fault.unitId) });
    case 'noLabel':
      return new Refusal('access.unitNeedsName', { id: fault.unitId });
    case 'known':
      return new Refusal('access.personKnown', { name: nameIn(policy, fault.personId) });
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
    case 'column':
      return excess.column;
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
export type Weighed = {
  readonly before: Policy;
  readonly after: Policy;
  readonly conflicts: readonly Conflict[];
  /** Who goes beyond what they have themselves, and where. */
  readonly excess: { readonly makerId: string; readonly excess: Excess } | undefined;
  readonly lostKeeperAt: number | undefined;
  /** The permission tests that would not hold any more. */
  readonly broken: readonly PermissionTest[];
};

/** Whoever is added needs a login that nobody else has. */
async function needFreeLogins(db: Ctx['db'], changes: readonly Change[]): Promise<void> {
  const met = new Set<string>();
  for (const change of changes) {
    if (change.kind !== 'addPerson') continue;
    const login = change.login.toLowerCase();
    if (met.has(login) || (await isLoginTaken(db, login)))
      throw new Refusal('access.loginTaken', { login: change.login });
    met.add(login);
  }
}

/** Weighs changes against the policy of now and what each of their makers may give; refuses those that cannot be made. */
export async function weigh(
  { db, now }: Pick<Ctx, 'db' | 'now'>,
  changes: readonly Change[],
  makerIds: readonly string[],
): Promise<Weighed> {
  await needFreeLogins(db, changes);
  const before = await loadPolicy(db);
  const outcome = applyChanges(before, changes);
  if ('fault' in outcome) throw refusalOfFault(before, outcome.fault);
  const after = outcome.policy;
  const excesses = makerIds
    .filter((id) => id !== SYSTEM_ACTOR.userId)
    .flatMap((makerId) => {
      const excess = findExcess(before, after, makerId, now);
      return excess ? [{ makerId, excess }] : [];
    });
  return {
    before,
    after,
    conflicts: findNewConflicts(before, after, now),
    excess: excesses[0],
    lostKeeperAt: findLostKeeper(before, after, now),
    broken: findBroken(before, after, now),
  };
}

/** The first thing that speaks against changes, in words for one who asks. */
export function refusalOfWeighed({ after, ...against }: Weighed, askerId: string): Refusal | undefined {
  const conflict = against.conflicts[0];
  if (against.excess) {
    const { makerId, excess } = against.excess;
    const beyond = { kind: excess.kind, name: nameOfExcess(after, excess) };
    return makerId === askerId
      ? new Refusal('access.beyondYou', beyond)
      : new Refusal('access.beyondMaker', { ...beyond, maker: nameIn(after, makerId) });
  }
  if (conflict)
    return new Refusal('access.dutyBroken', {
      duty: labelIn(after.duties, conflict.dutyId),
      name: nameIn(after, conflict.personId),
    });
  if (against.lostKeeperAt !== undefined) return new Refusal('access.lastKeeper', {});
  const broken = against.broken[0];
  return broken && new Refusal('access.testBroken', { name: broken.name });
}

/** Writes changes that were weighed, inside the command. */
export async function saveChanges(
  { db, now }: Pick<Ctx, 'db' | 'now'>,
  changes: readonly Change[],
): Promise<void> {
  for (const change of changes) await saveAccessChange(db, change, now);
}

/** When changes are looked at: now, or when the last of them begins. */
export function momentOf({ now }: Pick<Ctx, 'now'>, changes: readonly Change[]): number {
  return Math.max(now, ...changes.map((change) => ('from' in change ? change.from : 0)));
}

/** Whom or what changes are about, for the audit line: the one person or thing, where it is one. */
export function subjectOf(changes: readonly Change[]): string {
  const ids = new Set(
    changes.map((change) => ('personId' in change ? change.personId : 'id' in change ? change.id : '')),
  );
  return ids.size === 1 ? ([...ids][0] ?? '') : '';
}
