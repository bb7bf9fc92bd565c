/** What a replay of a draft found: of so many past opportunities so many go to another group. */
export type Impact = { readonly received: number; readonly moved: number };

/**
 * Whether a draft may be published without somebody else's approval.
 * @param share up to which share of moved opportunities (0 to 1) it may; null: always; 0: never.
 * @param impact what a replay of exactly this draft found, or undefined where there was none.
 */
export function publishGate(
  share: number | null,
  impact: Impact | undefined,
): 'open' | 'needsReplay' | 'needsApproval' {
  if (share === null) return 'open';
  if (share === 0) return 'needsApproval';
  if (impact === undefined) return 'needsReplay';
  return impact.moved > share * impact.received ? 'needsApproval' : 'open';
}

/** Why somebody may not approve a draft: they submitted it, or wrote its last change. */
export function approvalHindrance(
  draft: { readonly submittedBy: string | null; readonly editedBy: string | null },
  approver: string,
): 'notSubmitted' | 'ownDraft' | null {
  if (draft.submittedBy === null) return 'notSubmitted';
  return approver === draft.submittedBy || approver === draft.editedBy ? 'ownDraft' : null;
}
