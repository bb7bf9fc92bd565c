import type { Change, Policy } from '#domain/rights';

/** A change by who administers, or what somebody asks for themself or for their people (申请). */
export const PROPOSAL_KINDS = ['change', 'request'] as const;

/** What happens to a proposal, in order; what did not happen to it yet waits. */
export const STEPS = ['approved', 'rejected', 'withdrawn', 'applied', 'failed'] as const;
export type StepKind = (typeof STEPS)[number];
export const PROPOSAL_STATES = ['waiting', ...STEPS] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** Changes that wait. Its content never changes: another wish is another proposal. */
export type Proposal = {
  readonly id: string;
  readonly kind: (typeof PROPOSAL_KINDS)[number];
  readonly proposerId: string;
  readonly reason: string;
  readonly changes: readonly Change[];
  /** What was known of rights when it was written. */
  readonly revision: number;
  /** When it takes effect; null: as soon as it is approved. */
  readonly effectiveAt: number | null;
  /** Whether somebody else has to approve it; a change that only waits for its moment may need nobody. */
  readonly needsSecond: boolean;
  readonly createdAt: number;
};

const FOLLOWS: Readonly<Record<ProposalState, readonly StepKind[]>> = {
  waiting: ['approved', 'rejected', 'withdrawn'],
  approved: ['applied', 'failed', 'withdrawn'],
  rejected: [],
  withdrawn: [],
  applied: [],
  failed: [],
};

/** Whether a step can follow a state: what is decided stays decided, and what is approved can only be taken back until it took effect. */
export function canFollow(state: ProposalState, step: StepKind): boolean {
  return FOLLOWS[state].includes(step);
}

/** The people to whom changes give or from whom they take something. */
export function subjectsOf(changes: readonly Change[]): string[] {
  return [...new Set(changes.flatMap((change) => ('personId' in change ? [change.personId] : [])))];
}

/** Changes as they are made at a moment: what would newly begin before it begins then; a grant that is there keeps its start. */
export function beginAt(policy: Policy, changes: readonly Change[], at: number): Change[] {
  const people = new Map(policy.people.map((person) => [person.id, person]));
  return changes.map((change) => {
    if (change.kind !== 'grantRole' && change.kind !== 'grantScope') return change;
    if (change.from >= at) return change;
    const person = people.get(change.personId);
    const isThere =
      change.kind === 'grantRole'
        ? person?.roles.some((one) => one.roleId === change.roleId && one.from === change.from)
        : person?.scopes.some(
            (one) =>
              one.pageGroup === change.pageGroup &&
              one.effect === change.effect &&
              one.kind === change.scope &&
              one.from === change.from,
          );
    return isThere ? change : { ...change, from: at };
  });
}
