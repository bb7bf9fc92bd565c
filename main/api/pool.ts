import type { InputOf, OutputOf } from '#contract/contract';
import type { Handlers } from '#contract/operation';
import type { pool } from '#contract/pool';
import { maySee } from '#domain/access';
import { dayOf, DEFAULT_ZONE, endOfDay } from '#domain/base';
import { coolDownEnd, maskContact, policyFor } from '#domain/pool';
import { findUnfinished, queueJob } from '#store/jobs';
import { findItem, findOwned, listEvents, listHoldingsOf, listPool, listReminded } from '#store/pool';
import { listClockSubjects } from '#store/pool-clocks';
import { listPolicies } from '#store/pool-policies';
import { searchFor } from './columns.ts';
import type { Ctx } from './context.ts';
import { listRunning, loadSettings, runningClock } from './pool-clock.ts';
import { saveChecked } from './pool-policies.ts';
import { askerOf, claim, extend, giveBack, transfer } from './pool-moves.ts';
import { Refusal } from './refusal.ts';

const SWEEP = 'pool.sweep';
const SHOWN_EVENTS = 20;
const SHOWN_REMINDERS = 500;

export const poolApi: Handlers<typeof pool, Ctx> = {
  'pool.listPool': async (ctx, { offset, limit, ...asked }) => {
    const filter = { ...asked, search: searchFor(ctx.actor, asked.search) };
    const { rows, total } = await listPool(ctx.db, askerOf(ctx), filter, { offset, limit });
    const policies = await listPolicies(ctx.db);
    const holdings = await listHoldingsOf(
      ctx.db,
      rows.map(({ id }) => id),
    );
    return {
      total,
      rows: rows.map(({ lineZh, lineEn, groupZh, groupEn, contact, ...row }) => {
        const policy = policyFor(policies, row)?.policy;
        const until = policy && coolDownEnd(policy, holdings.get(row.id) ?? [], ctx.actor.userId);
        return {
          ...row,
          contact: maskContact(contact),
          line: { zh: lineZh, en: lineEn },
          group: groupZh === null ? null : { zh: groupZh, en: groupEn ?? '' },
          coolDownUntil: until === undefined || until === null || until <= ctx.now ? null : until,
        };
      }),
    };
  },
  'pool.claim': claim,
  'pool.return': giveBack,
  'pool.extend': extend,
  'pool.transfer': transfer,
  'pool.getClock': async (ctx, { opportunityId }) => clockPage(ctx, opportunityId),
  'pool.listReminders': reminders,
  'pool.listPolicies': ({ db }) => listPolicies(db),
  'pool.savePolicy': saveChecked,
  'pool.runSweep': async (ctx) => {
    const running = await findUnfinished(ctx.db, SWEEP);
    if (running) throw new Refusal('pool.alreadySweeping', { jobId: running.id });
    const id = ctx.env.newId();
    await queueJob(ctx.db, { id, kind: SWEEP, input: {}, actorId: ctx.actor.userId, at: ctx.now });
    ctx.note(id);
    return { jobId: id };
  },
};

async function clockPage(ctx: Ctx, id: number): Promise<OutputOf<'pool.getClock'>> {
  const { db, actor, now } = ctx;
  const found = await findOwned(db, id);
  if (!found || !maySee(actor.scopes.contacts, found.ownerId))
    throw new Refusal('api.notFound', { what: 'opportunity', id: String(id) });
  const settings = await loadSettings(db);
  const [subject] = await listClockSubjects(db, [id]);
  const running = subject && runningClock(settings, subject, now);
  const item = await findItem(db, { scope: { kind: 'all' }, userId: actor.userId }, id);
  const events = await listEvents(db, actor.scopes.contacts, id, SHOWN_EVENTS);
  return {
    state: stateOf(found, running?.clock.state, item !== undefined),
    clock: running ? { ...running.clock, why: [...running.clock.why] } : null,
    policy: policyFor(settings.policies, found) ?? null,
    pool: item ? { since: item.since, reason: item.reason } : null,
    events,
  };
}

function stateOf(
  { status, ownerId }: { status: string; ownerId: string | null },
  running: 'running' | 'reminder' | 'overdue' | undefined,
  isInPool: boolean,
): OutputOf<'pool.getClock'>['state'] {
  if (status !== 'open') return 'closed';
  if (ownerId === null) return isInPool ? 'pool' : 'unowned';
  return running ?? 'noPolicy';
}

/** What a sweep said and the clocks still say, the most urgent first: whatever was met since is gone by itself. */
async function reminders(
  ctx: Ctx,
  { whose, due, ...filter }: InputOf<'pool.listReminders'>,
): Promise<OutputOf<'pool.listReminders'>> {
  const { userId, scopes } = ctx.actor;
  const mine = whose === 'all' ? undefined : userId;
  const rows = await listReminded(ctx.db, scopes.routing, { ...filter, userId: mine }, SHOWN_REMINDERS);
  const today = endOfDay(dayOf(ctx.now, DEFAULT_ZONE), DEFAULT_ZONE);
  const running = await listRunning(
    ctx.db,
    rows.map(({ id }) => id),
    ctx.now,
  );
  const seen = new Set<number>();
  const shown = rows.flatMap(({ id, title, ownerId, ownerName, lineZh, lineEn, at }) => {
    const clock = running.get(id)?.clock;
    if (!clock || clock.state === 'running' || ownerId === null || seen.has(id)) return [];
    seen.add(id);
    const { dueAt, dueFor, state } = clock;
    const isDue = state === 'overdue' ? 'overdue' : dueAt <= today ? 'dueToday' : 'later';
    if (due !== undefined && due !== isDue) return [];
    const line = { zh: lineZh, en: lineEn };
    return [{ opportunityId: id, title, line, ownerId, ownerName, remindedAt: at, dueAt, dueFor, state }];
  });
  return shown.toSorted((a, b) => a.dueAt - b.dueAt);
}
