import type { OutputOf } from '#contract/contract';
import { catalogueOf, check } from '#domain/conditions';
import { endOf } from '#domain/pool';
import { calendarFinder } from '#store/calendars';
import { listPolicies, savePolicy, type StoredPolicy } from '#store/pool-policies';
import { mapGroupLabels } from '#store/routing-groups';
import { listAttributes } from '#store/tagging';
import { listLines } from '#store/contacts';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

type Input = Omit<StoredPolicy, 'id'>;

/** Writes the policy of a place once it can be one. */
export async function saveChecked(ctx: Ctx, input: Input): Promise<OutputOf<'pool.savePolicy'>> {
  const { groupId, lineId, isOn, revision, policy } = input;
  await admitPlace(ctx, groupId, lineId);
  const calendar = (await calendarFinder(ctx.db))(groupId);
  if (endOf(policy.maxProtection, ctx.now, calendar) < endOf(policy.protection, ctx.now, calendar))
    throw new Refusal('pool.maximumTooShort', {});
  const catalogue = catalogueOf(await listAttributes(ctx.db));
  for (const [index, extension] of policy.extensions.entries())
    if (extension.when === 'condition') {
      const [problem] = check(extension.condition, catalogue);
      if (problem)
        throw new Refusal('pool.badCondition', { extension: index + 1, attribute: problem.attribute });
    }
  const known = (await listPolicies(ctx.db)).find(
    (other) => other.groupId === groupId && other.lineId === lineId,
  );
  if ((known?.revision ?? 0) !== revision) throw new Refusal('pool.policyChanged', {});
  const saved = { id: known?.id ?? ctx.env.newId(), groupId, lineId, isOn, revision: revision + 1, policy };
  await savePolicy(ctx.db, saved);
  ctx.note(saved.id, { before: known ?? null, after: saved });
  return saved;
}

async function admitPlace({ db }: Ctx, groupId: string | null, lineId: string | null): Promise<void> {
  if (groupId !== null && lineId !== null) throw new Refusal('pool.twoPlaces', {});
  if (groupId !== null && !(await mapGroupLabels(db)).has(groupId))
    throw new Refusal('api.notFound', { what: 'group', id: groupId });
  if (lineId !== null && !(await listLines(db)).some(({ id }) => id === lineId))
    throw new Refusal('api.notFound', { what: 'line', id: lineId });
}
