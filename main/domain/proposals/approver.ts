import { applyChanges, findExcess, type Person, type Policy, resolveRights, type Unit } from '#domain/rights';
import { type Proposal, subjectsOf } from './proposal.ts';

type Asked = Pick<Proposal, 'kind' | 'proposerId' | 'changes'>;

/** Who decides: the leader found in the tree, or whoever may change rights and has what is given. */
export type Approver =
  | { readonly kind: 'leader'; readonly personId: string; readonly unitId: string }
  | { readonly kind: 'keepers'; readonly personIds: readonly string[] };

/** Why somebody may not decide a proposal. */
export type WhyNot = 'own' | 'forYou' | 'notYours';

/**
 * Who decides a proposal by rule. A request goes to the leader of the unit of whom it is for, and up the tree where that
 * leader asks for it or gets something by it, left, or does not have all of it; else, as every change, to who may change rights.
 */
export function findApprover(policy: Policy, asked: Asked, at: number): Approver {
  const made = applyChanges(policy, asked.changes);
  const after = 'fault' in made ? policy : made.policy;
  const isFit = (personId: string) =>
    !isTooClose(asked, personId) && findExcess(policy, after, personId, at) === undefined;
  if (asked.kind === 'request')
    for (const { unitId, leaderId } of leadersAbove(policy, asked, at))
      if (isFit(leaderId)) return { kind: 'leader', personId: leaderId, unitId };
  const keepers = policy.people.filter((person) => isKeeper(policy, person, at) && isFit(person.id));
  return { kind: 'keepers', personIds: keepers.map((person) => person.id) };
}

/** Whether somebody may decide a proposal: undefined, or why not. What they may give is asked when they do. */
export function mayDecide(policy: Policy, asked: Asked, personId: string, at: number): WhyNot | undefined {
  if (personId === asked.proposerId) return 'own';
  if (isTooClose(asked, personId)) return 'forYou';
  const person = policy.people.find((one) => one.id === personId);
  if (person && isKeeper(policy, person, at)) return undefined;
  const isAbove =
    asked.kind === 'request' && leadersAbove(policy, asked, at).some((one) => one.leaderId === personId);
  if (!isAbove) return 'notYours';
  const approver = findApprover(policy, asked, at);
  return approver.kind === 'leader' && approver.personId === personId ? undefined : 'notYours';
}

/** Whether somebody leads the unit that a person is in, or one above it. */
export function leads(policy: Policy, leaderId: string, personId: string): boolean {
  return leadersOver(policy, personId, (unit) => unit.leaderId === leaderId).length > 0;
}

/** Nobody decides what they propose, nor a request by which they get something. */
function isTooClose({ kind, proposerId, changes }: Asked, personId: string): boolean {
  return personId === proposerId || (kind === 'request' && subjectsOf(changes).includes(personId));
}

function isKeeper(policy: Policy, person: Person, at: number): boolean {
  return resolveRights(policy, person.id, at)?.permissions.has('access.edit') ?? false;
}

const leadersAbove = (policy: Policy, { changes, proposerId }: Asked, at: number) =>
  findLeaders(policy, subjectsOf(changes)[0] ?? proposerId, at);

/** The leaders over a person who are there, from their own unit upwards; they themself where they lead. */
export function findLeaders(policy: Policy, personId: string, at: number) {
  const isThere = ({ leaderId }: Unit) =>
    leaderId !== null && resolveRights(policy, leaderId, at) !== undefined;
  return leadersOver(policy, personId, isThere);
}

/** The units over a person whose leader is as wanted, the nearest first. */
function leadersOver(policy: Policy, personId: string, isWanted: (unit: Unit) => boolean) {
  const units = new Map(policy.units.map((unit) => [unit.id, unit]));
  const found: { unitId: string; leaderId: string }[] = [];
  const passed = new Set<string>();
  let id = policy.people.find((person) => person.id === personId)?.unitId ?? null;
  while (id !== null && !passed.has(id)) {
    passed.add(id);
    const unit = units.get(id);
    if (unit?.leaderId && isWanted(unit)) found.push({ unitId: unit.id, leaderId: unit.leaderId });
    id = unit?.parentId ?? null;
  }
  return found;
}
