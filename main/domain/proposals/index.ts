/** Proposals: changes of rights that wait for somebody else or for a moment, who may decide them, and what becomes of them. */
export { type Approver, findApprover, findLeaders, leads, mayDecide, type WhyNot } from './approver.ts';
export {
  beginAt,
  canFollow,
  type Proposal,
  PROPOSAL_KINDS,
  PROPOSAL_STATES,
  type ProposalState,
  STEPS,
  type StepKind,
  subjectsOf,
} from './proposal.ts';
export { type Thing, touchedThings } from './touched.ts';
