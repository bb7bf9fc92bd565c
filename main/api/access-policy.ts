import type { accessPolicy } from '#contract/access-policy';
import type { Handlers } from '#contract/operation';
import { SYSTEM_ACTOR } from '#domain/access';
import { explain, findConflicts, undoOf, whoMay } from '#domain/rights';
import { getAccessRevision, listAccessHistory, loadPolicy, loadPolicyAsOf } from '#store/access-policy';
import { previewOf } from './access-preview.ts';
import { answer, refusalOfWeighed, saveChanges, subjectOf, weigh } from './access-weigh.ts';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';
import { endWindows } from './windows.ts';

const policyAt = ({ db }: Pick<Ctx, 'db'>, asOf: number | null) =>
  asOf === null ? loadPolicy(db) : loadPolicyAsOf(db, asOf);

export const accessPolicyApi: Handlers<typeof accessPolicy, Ctx> = {
  'access.getPolicy': async (ctx, { asOf }) => {
    const policy = await policyAt(ctx, asOf);
    return answer({
      revision: await getAccessRevision(ctx.db),
      ...policy,
      conflicts: findConflicts(policy, asOf ?? ctx.now),
    });
  },
  'access.previewChanges': async (ctx, { changes }) =>
    previewOf(ctx, await weigh(ctx, changes, [ctx.actor.userId]), changes),
  'access.applyChanges': async (ctx, { revision, changes }) => {
    if (revision !== (await getAccessRevision(ctx.db))) throw new Refusal('access.stale', {});
    const isAlone = (await loadPolicy(ctx.db)).needsSecond && ctx.actor.userId !== SYSTEM_ACTOR.userId;
    if (isAlone) throw new Refusal('access.needsSecond', {});
    const refusal = refusalOfWeighed(await weigh(ctx, changes, [ctx.actor.userId]), ctx.actor.userId);
    if (refusal) throw refusal;
    await saveChanges(ctx, changes);
    for (const change of changes)
      if (change.kind === 'changePerson' && change.status === 'left') endWindows(ctx, change.personId);
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
  'access.listHistory': async ({ db }, { offset, limit, ...filter }) => {
    const { rows, total } = await listAccessHistory(db, filter, { offset, limit });
    return answer({
      total,
      rows: rows.map((row) => ({ ...row, undo: undoOf(row.before, row.after) })),
    });
  },
};
