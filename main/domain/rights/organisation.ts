import type { ChangeOf, Outcome } from './change.ts';
import { findCircle } from './inheritance.ts';
import type { Person, Policy, Unit } from './policy.ts';

type Fault = Extract<Outcome, { fault: unknown }>['fault'];
const refused = (fault: Fault): Outcome => ({ fault });
const unknown = (what: 'person' | 'unit', id: string) => refused({ kind: 'unknown', what, id });
const hasUnit = (policy: Policy, id: string) => policy.units.some((unit) => unit.id === id);

/** A unit made, or changed in what the change names. */
export function saveUnit(policy: Policy, change: ChangeOf<'saveUnit'>): Outcome {
  const { id, label, parentId, leaderId } = change;
  const known = policy.units.find((unit) => unit.id === id);
  if (!known && label === undefined) return refused({ kind: 'noLabel', unitId: id });
  if (typeof parentId === 'string' && parentId !== id && !hasUnit(policy, parentId))
    return unknown('unit', parentId);
  const leader = policy.people.find((person) => person.id === leaderId);
  if (typeof leaderId === 'string' && leaderId !== known?.leaderId) {
    if (!leader) return unknown('person', leaderId);
    if (leader.status === 'left') return refused({ kind: 'left', personId: leaderId });
  }
  const before: Unit = known ?? { id, label: { zh: id, en: '' }, parentId: null, leaderId: null };
  const unit: Unit = {
    id,
    label: label ?? before.label,
    parentId: parentId === undefined ? before.parentId : parentId,
    leaderId: leaderId === undefined ? before.leaderId : leaderId,
  };
  const units = known ? policy.units.map((one) => (one.id === id ? unit : one)) : [...policy.units, unit];
  const path = findCircle(units, (one) => (one.parentId === null ? [] : [one.parentId]));
  return path ? refused({ kind: 'circle', of: 'unit', path }) : { policy: { ...policy, units } };
}

/** A policy without a unit, which nobody is in, nothing is below and no scope names. */
export function removeUnit(policy: Policy, id: string): Outcome {
  if (!hasUnit(policy, id)) return unknown('unit', id);
  const isUsed =
    policy.units.some((unit) => unit.parentId === id) ||
    policy.people.some(
      (person) => person.unitId === id || person.scopes.some((scope) => scope.unitIds.includes(id)),
    );
  return isUsed
    ? refused({ kind: 'unitInUse', unitId: id })
    : { policy: { ...policy, units: policy.units.filter((unit) => unit.id !== id) } };
}

/** Somebody new, who may do and see nothing yet. */
export function addPerson(policy: Policy, { id, name, unitId }: ChangeOf<'addPerson'>): Outcome {
  if (policy.people.some((person) => person.id === id)) return refused({ kind: 'known', personId: id });
  if (unitId !== null && !hasUnit(policy, unitId)) return unknown('unit', unitId);
  const person: Person = { id, name, unitId, status: 'active', roles: [], scopes: [] };
  return { policy: { ...policy, people: [...policy.people, person] } };
}

/** Somebody under another name, in another unit, gone or back again. */
export function changePerson(policy: Policy, change: ChangeOf<'changePerson'>): Outcome {
  const { personId, name, unitId, status } = change;
  if (typeof unitId === 'string' && !hasUnit(policy, unitId)) return unknown('unit', unitId);
  if (!policy.people.some((one) => one.id === personId)) return unknown('person', personId);
  const people = policy.people.map((one) =>
    one.id === personId
      ? {
          ...one,
          name: name ?? one.name,
          unitId: unitId === undefined ? one.unitId : unitId,
          status: status ?? one.status,
        }
      : one,
  );
  return { policy: { ...policy, people } };
}
