import type { OutputOf } from '#contract/contract';
import { catalogueOf } from '#domain/conditions';
import { type Fact, ruleFacts } from '#domain/routing';
import { BEHAVIOURS, findMisfit, type TagRule, tagOrder } from '#domain/tagging';
import { listLines } from '#store/contacts';
import type { Db } from '#store/database';
import { findUnfinished, queueJob } from '#store/jobs';
import { mapUserNames } from '#store/routing-decisions';
import { addTagRules, findTagRules } from '#store/tag-rules';
import { listAttributes } from '#store/tagging';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

const RUN = 'tagging.run';
const DRY_RUN = 'tagging.dryRun';

/** Everything that tag rules can test. */
export async function testable(db: Db): Promise<OutputOf<'tagging.listFacts'>> {
  const lines = await listLines(db);
  const values = lines.map(({ id, labelZh, labelEn }) => ({ code: id, label: { zh: labelZh, en: labelEn } }));
  const facts: Fact[] = ruleFacts(await listAttributes(db), values);
  const keys = new Set(facts.map(({ key }) => key));
  return [...facts, ...BEHAVIOURS.filter(({ key }) => !keys.has(key))].map(
    ({ key, kind, label, values: listed }) => ({ key, kind, label, values: [...listed] }),
  );
}

export async function listRules({ db, actor }: Ctx): Promise<OutputOf<'tagging.listRules'>> {
  const { revision, rules, savedAt, savedBy } = await findTagRules(db);
  const names = await mapUserNames(db, actor.scopes.contacts, savedBy === null ? [] : [savedBy]);
  return { revision, rules, savedAt, savedByName: names.get(savedBy ?? '') ?? null };
}

export async function saveRules(ctx: Ctx, input: { revision: number; rules: TagRule[] }) {
  const { db, actor, now: savedAt } = ctx;
  const known = await findTagRules(db);
  if (known.revision !== input.revision)
    throw new Refusal('tagging.rulesChanged', { revision: known.revision });
  await admit(db, input.rules);
  const saved = { revision: known.revision + 1, rules: input.rules, savedAt, savedBy: actor.userId };
  await addTagRules(db, saved);
  ctx.note(`tag rules ${saved.revision}`, { before: known.rules, after: saved.rules });
  return { revision: saved.revision };
}

/** Rules that can be evaluated: each known once, none in a circle, and those that are on fit the catalogue. */
async function admit(db: Db, rules: readonly TagRule[]): Promise<void> {
  const names = new Map<string, string>();
  for (const { id, name } of rules) {
    if (names.has(id)) throw new Refusal('tagging.repeatedRule', { id });
    names.set(id, name);
  }
  const order = tagOrder(rules);
  if (!order.ok)
    throw new Refusal('tagging.ruleCircle', {
      path: order.path.map((id) => names.get(id) ?? id).join(' → '),
    });
  const attributes = await listAttributes(db);
  const catalogue = catalogueOf(await testable(db));
  for (const rule of order.rules) {
    const attribute = findMisfit(rule, attributes, catalogue);
    if (attribute !== undefined) throw new Refusal('tagging.badRule', { rule: rule.name, attribute });
  }
}

export async function run(ctx: Ctx): Promise<{ jobId: string }> {
  return start(ctx, RUN, {});
}

/** Any rules can be tried, saved or not, as soon as they could be saved. */
export async function dryRun(ctx: Ctx, { rules }: { rules: TagRule[] }): Promise<{ jobId: string }> {
  await admit(ctx.db, rules);
  return start(ctx, DRY_RUN, { rules });
}

async function start(ctx: Ctx, kind: string, input: unknown): Promise<{ jobId: string }> {
  const running = await findUnfinished(ctx.db, kind);
  if (running) throw new Refusal('tagging.alreadyRunning', { jobId: running.id });
  const id = ctx.env.newId();
  await queueJob(ctx.db, { id, kind, input, actorId: ctx.actor.userId, at: ctx.now });
  ctx.note(id);
  return { jobId: id };
}
