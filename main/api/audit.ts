import type { audit } from '#contract/audit';
import type { OutputOf } from '#contract/contract';
import type { Handlers } from '#contract/operation';
import { roomOf, seesRoom, touchKey } from '#domain/audit';
import { findEnd } from '#store/audit';
import { findLine, type ListedLine, listLines } from '#store/audit-list';
import { getOrder } from '#store/orders';
import { listKin, listTouches, nameTouched, type NameSight, type Touched } from '#store/audit-names';
import type { Db } from '#store/database';
import { queueJob } from '#store/jobs';
import { listHoldings } from '#store/pool-clocks';
import { auditFilesApi } from './audit-files.ts';
import { filterOf, nameSeen, parsed, sightOf } from './audit-sight.ts';
import { beginVerify } from './audit-verify.ts';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

type Line = OutputOf<'audit.listLines'>['rows'][number];

/** Details longer than this are answered with their line alone. */
const LONG = 4000;
/** So many steps of a life are told. */
const MOST_STEPS = 500;

export const auditApi: Handlers<typeof audit, Ctx> = {
  'audit.listLines': async (ctx, { offset, limit, order, ...filter }) => {
    const asked = { filter: filterOf(filter), sight: sightOf(ctx.actor), order };
    const { rows, total } = await listLines(ctx.db, asked, { offset, limit });
    return { rows: await told(ctx, rows, LONG), total };
  },

  'audit.getLine': async (ctx, { seq }) => {
    const found = await findLine(ctx.db, seq, sightOf(ctx.actor));
    const [line] = found ? await told(ctx, [found], Infinity) : [];
    if (!found || !line) throw new Refusal('api.notFound', { what: 'line', id: String(seq) });
    return { ...line, previousHash: found.previousHash };
  },

  'audit.getLife': (ctx, { subject }) => lifeOf(ctx, subject),

  'audit.getChain': async (ctx) => {
    const anchors = ctx.env.anchor.read();
    const end = await findEnd(ctx.db);
    return {
      head: end ? { seq: end.seq, hash: end.hash } : null,
      anchoredSeq: anchors.reduce<number | null>((most, { seq }) => Math.max(most ?? 0, seq), null),
      verified: await lastVerified(ctx),
    };
  },

  'audit.verify': async ({ db, env }) => {
    const walk = beginVerify(db, env);
    while (await walk.step()) await new Promise((resolve) => setImmediate(resolve));
    return walk.finish();
  },

  'audit.startVerify': async (ctx) => {
    const jobId = ctx.env.newId();
    const { userId: actorId } = ctx.actor;
    await queueJob(ctx.db, { id: jobId, kind: 'audit.verify', input: {}, actorId, at: ctx.now });
    ctx.note(jobId);
    return { jobId };
  },

  ...auditFilesApi,
};

async function lifeOf(ctx: Ctx, asked: string): Promise<OutputOf<'audit.getLife'>> {
  const sight = sightOf(ctx.actor);
  const subject = await subjectOf(ctx, touchKey('', asked));
  const isKnown = subject.label !== null;
  const subjects = [subject.key, ...(isKnown ? await listKin(ctx.db, subject) : [])];
  const page = { offset: 0, limit: MOST_STEPS };
  const { rows, total } = await listLines(ctx.db, { filter: { subjects }, sight, order: 'oldest' }, page);
  const lines = (await told(ctx, rows, LONG)).map((line) => ({ kind: 'line' as const, at: line.at, line }));
  const held = subject.kind === 'opportunity' && isKnown ? await holdings(ctx.db, subject.key, sight) : [];
  const steps = [...lines, ...held].toSorted((a, b) => a.at - b.at).slice(0, MOST_STEPS);
  return { subject, total: total + held.length, steps };
}

/** The thing whose life is asked for; an order is named to who sees it on the page of orders. */
async function subjectOf(ctx: Ctx, key: string): Promise<Touched> {
  const { db, actor } = ctx;
  const named = (await nameTouched(db, [key], sightOf(actor))).get(key);
  const subject = named ?? { key, kind: 'other' as const, label: null };
  if (subject.kind !== 'order' || !actor.permissions.has('orders.view')) return subject;
  const order = await getOrder(db, actor.scopes.orders, Number(key.slice('order:'.length)));
  return order ? { ...subject, label: { zh: order.externalId, en: '' } } : subject;
}

/** Who had an opportunity by the doing of a job or an import, which leave one line for thousands. */
async function holdings(db: Db, key: string, sight: NameSight) {
  const all = await listHoldings(db, Number(key.slice('opportunity:'.length)));
  const byJobs = all.filter(({ how }) => how.startsWith('job.'));
  const named = await nameTouched(
    db,
    byJobs.flatMap(({ ownerId }) => ownerId ?? []),
    sight,
  );
  return byJobs.map(({ at, how, ownerId }) => ({
    kind: 'held' as const,
    at,
    how,
    owner: ownerId === null ? null : (named.get(ownerId) ?? null),
  }));
}

/** Lines as a reader may see them. */
async function told(ctx: Ctx, rows: readonly ListedLine[], longest: number): Promise<Line[]> {
  const sight = sightOf(ctx.actor);
  const touches = await listTouches(
    ctx.db,
    rows.map(({ seq }) => seq),
  );
  const names = await nameTouched(ctx.db, [...touches.values()].flat(), sight);
  return rows.map((found) => {
    const { previousHash: _, ...row } = found;
    const isClosed = !seesRoom(ctx.actor.permissions, roomOf(row.operation));
    const withheld = isClosed ? 'closed' : row.detail.length > longest ? 'long' : null;
    const own = touchKey(row.operation, row.subject);
    const keys = isClosed ? [] : (touches.get(row.seq) ?? []);
    return {
      ...row,
      subject: isClosed ? '' : row.subject,
      actorName: nameSeen(row, sight),
      detail: withheld === null ? parsed(row.detail) : null,
      withheld,
      touched: [...keys.filter((key) => key === own), ...keys.filter((key) => key !== own)].flatMap(
        (key): Touched[] => [names.get(key)].filter((found) => found !== undefined),
      ),
    };
  });
}

async function lastVerified(ctx: Ctx): Promise<OutputOf<'audit.getChain'>['verified']> {
  const filter = { operation: 'job.audit.verify', outcome: 'done' };
  const sight = sightOf(ctx.actor);
  const { rows } = await listLines(ctx.db, { filter, sight, order: 'newest' }, { offset: 0, limit: 1 });
  const [line] = rows;
  if (!line) return null;
  const { ok, lines } = parsed(line.detail) as { ok?: unknown; lines?: unknown };
  return {
    at: line.at,
    actorName: nameSeen(line, sight),
    ok: ok === true,
    lines: typeof lines === 'number' ? lines : 0,
  };
}
