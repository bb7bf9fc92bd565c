import { contract, type OperationName } from '#contract/contract';
import { touchKey } from '#domain/audit';
import { breaksDynamicDuty, type Duty } from '#domain/rights';
import { listDoneTo } from '#store/audit-list';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

/**
 * Refuses a write that is one more part of what a dynamic duty keeps apart on one record, to who did the others on it.
 * What somebody did is read from the audit, so that every write that names its record is held to it.
 */
export async function refuseDutyBreak(
  { db, actor }: Pick<Ctx, 'db' | 'actor'>,
  duties: readonly Duty[],
  { operation, subject }: { readonly operation: string; readonly subject: string },
): Promise<void> {
  const isKeptApart = (needs: string) =>
    duties.some((duty) => duty.kind === 'dynamic' && duty.members.includes(needs));
  const next = needsOf(operation);
  if (subject === '' || next === undefined || !isKeptApart(next)) return;
  const done = await listDoneTo(db, touchKey(operation, subject), actor.userId);
  const used = new Set(done.flatMap((name) => needsOf(name) ?? []));
  const broken = breaksDynamicDuty(duties, used, next);
  if (broken) throw new Refusal('access.dutyBroken', { duty: broken.label.zh, name: actor.name });
}

/** The permission that an operation asks for, as long as there is such an operation. */
function needsOf(operation: string): string | undefined {
  return Object.hasOwn(contract, operation) ? contract[operation as OperationName].needs : undefined;
}
