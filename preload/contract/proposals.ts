import { Label } from '#domain/base';
import { PAGE_GROUPS } from '#domain/access';
import { PROPOSAL_KINDS, PROPOSAL_STATES, STEPS } from '#domain/proposals';
import { Change, SCOPE_KINDS } from '#domain/rights';
import { z } from 'zod';
import { Changes, Preview } from './access-policy.ts';
import { read, write } from './operation.ts';
import { ById, Nothing, PageInput, pageOf } from './page.ts';

const Moment = z.int().min(0).max(8_640_000_000_000_000);
const Reason = z.string().trim().min(1).max(500);
const Note = z.string().trim().max(500).default('');
const State = z.enum(PROPOSAL_STATES);

const Named = z.object({ id: z.string(), name: z.string() });
const Step = z.object({
  step: z.enum(STEPS),
  by: Named,
  note: z.string(),
  at: z.int(),
  /** Why it could not be applied: the code of a refusal and what its words need. */
  failure: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) }).nullable(),
});
/** Who decides it by rule: the leader found in the tree, or who may change rights. */
const Approver = z.object({ kind: z.enum(['leader', 'keepers']), people: z.array(Named) });

const row = {
  id: z.string(),
  kind: z.enum(PROPOSAL_KINDS),
  proposer: Named,
  reason: z.string(),
  changes: z.array(Change),
  effectiveAt: z.int().nullable(),
  createdAt: z.int(),
  state: State,
  steps: z.array(Step),
  /** What the ids in the changes are called: people, roles, units and duties. */
  names: z.record(z.string(), Label),
};

/** A role, or rows to see; a limit is nobody's wish. */
const isWish = (change: Change) =>
  change.kind === 'grantRole' || (change.kind === 'grantScope' && change.effect === 'show');

export const proposals = {
  /** Changes that wait for a second person, for a moment, or for both. */
  'access.propose': write(
    'access.edit',
    z.strictObject({
      changes: Changes,
      reason: Reason,
      /** When they take effect; null: once they are approved. */
      effectiveAt: Moment.nullable().default(null),
      /** They wait only for their moment: nobody else has to approve. Refused while a second person is required. */
      alone: z.boolean().default(false),
    }),
    z.object({ id: z.string(), state: State }),
  ),
  /** Roles and scopes that somebody asks for themself, or a leader for their people (申请). */
  'access.request': write(
    'signedIn',
    z.strictObject({
      changes: z
        .array(Change)
        .min(1)
        .max(50)
        .refine((all) => all.every(isWish), {
          params: { code: 'onlyGrants' },
        }),
      reason: Reason,
    }),
    z.object({ id: z.string(), state: State, approver: Approver }),
  ),
  /** What somebody can ask for and for whom, and what of theirs ends within two weeks. */
  'access.getMyRights': read(
    'signedIn',
    Nothing,
    z.object({
      /** Themself first, then the people below them. */
      people: z.array(Named),
      roles: z.array(z.object({ id: z.string(), label: Label, permissions: z.array(z.string()) })),
      units: z.array(z.object({ id: z.string(), label: Label })),
      ending: z.array(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('role'), roleId: z.string(), from: z.int(), to: z.int() }),
          z.object({
            kind: z.literal('scope'),
            pageGroup: z.enum(PAGE_GROUPS),
            scope: z.enum(SCOPE_KINDS),
            unitIds: z.array(z.string()),
            from: z.int(),
            to: z.int(),
          }),
        ]),
      ),
    }),
  ),
  /** Approving applies what is due in the same step; what was previewed on another revision is stale. */
  'access.decideProposal': write(
    'signedIn',
    z.strictObject({
      id: z.string().min(1).max(80),
      revision: z.int(),
      decision: z.enum(['approve', 'reject']),
      note: Note,
    }),
    z.object({ state: State }),
  ),
  /** Taken back by who proposed it, or by who may change rights, until it took effect. */
  'access.withdrawProposal': write(
    'signedIn',
    z.strictObject({ id: z.string().min(1).max(80), note: Note }),
    z.object({ state: State }),
  ),
  /** One's own, those that wait for one, or all of them for who may see everybody's rights. The newest first. */
  'access.listProposals': read(
    'signedIn',
    z.strictObject({
      which: z.enum(['mine', 'toDecide', 'all']),
      state: State.nullable().default(null),
      ...PageInput.shape,
    }),
    pageOf(z.object(row)),
  ),
  'access.getProposal': read(
    'signedIn',
    ById,
    z.object({
      ...row,
      /** What `access.decideProposal` wants back. */
      revision: z.int(),
      /** Who decides it, as of now; null once it is decided. */
      approver: Approver.nullable(),
      mayDecide: z.boolean(),
      mayWithdraw: z.boolean(),
      /** What it would do as of now, for who decides it or may see everybody's rights; null where it cannot be made. */
      preview: Preview.nullable(),
      /** What speaks against approving it now, as who asks would be refused. */
      against: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) }).nullable(),
    }),
  ),
};

export type ProposalErrors = {
  /** What a maker other than the one who asks may not give. */
  'access.beyondMaker': {
    kind: 'permission' | 'column' | 'rows' | 'person' | 'unit' | 'duty';
    name: string;
    maker: string;
  };
  /** While it is required, rights change only by a proposal that somebody else approves. */
  'access.needsSecond': Record<string, never>;
  'access.noApprover': Record<string, never>;
  'access.notYourPeople': { name: string };
  'access.endlessNeedsWords': { min: number };
  'access.ownProposal': Record<string, never>;
  'access.notYoursToDecide': Record<string, never>;
  'access.alreadyDecided': {
    state: 'waiting' | 'approved' | 'rejected' | 'withdrawn' | 'applied' | 'failed';
  };
  /** A role, unit, duty or person of which it writes the whole was changed since it was proposed. */
  'access.basisChanged': { name: string };
  'access.momentPassed': Record<string, never>;
};
