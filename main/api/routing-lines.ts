import type { InputOf, OutputOf } from '#contract/contract';
import type { Handlers } from '#contract/operation';
import type { routingLines } from '#contract/routing-lines';
import { maskContact } from '#domain/pool';
import { countGrain, listColliding, listJoins, rekey } from '#store/grain';
import { findUnfinished } from '#store/jobs';
import { type LineSettings, listLineSettings, saveLine } from '#store/lines';
import { listFacts } from '#store/routing-rules';
import { merge } from './contacts-merge.ts';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

/** As many are put together in one change of a grain at most: each is a merge of its own, with its own way back. */
const MOST_MERGES = 500;

/** What writes grain keys for longer than a moment, by a grain that it read when it began. */
const IMPORTS = ['transfer.commitImport', 'transfer.undoImport'];

export const routingLinesApi: Handlers<typeof routingLines, Ctx> = {
  'routing.listLines': ({ db }) => listLineSettings(db),

  'routing.saveLineGate': async (ctx, { lineId, revision, gate }) => {
    const line = await needLine(ctx, lineId);
    const known = new Set((await listFacts(ctx.db)).map(({ key }) => key));
    const unknown = gate.needed.find((key) => !known.has(key));
    if (unknown !== undefined) throw new Refusal('routing.neededUnknown', { attribute: unknown });
    const after = { ...gate, needed: [...new Set(gate.needed)] };
    if (!(await saveLine(ctx.db, { id: lineId, revision }, { gate: after })))
      throw new Refusal('routing.lineChanged', {});
    ctx.note(lineId, { before: line.gate, after });
    return { ...line, gate: after, revision: revision + 1 };
  },

  'routing.previewGrain': async (ctx, { lineId, grain, offset, limit }) => {
    await needLine(ctx, lineId);
    const scope = ctx.actor.scopes.routing;
    const { colliding: total, ...counts } = await countGrain(ctx.db, scope, { lineId, grain });
    const rows = await listColliding(ctx.db, scope, { lineId, grain }, { offset, limit });
    return {
      ...counts,
      total,
      rows: rows.map(({ id, entity, place, title, contact, ownerName, createdAt, known }) => ({
        entity,
        createdAt,
        isKept: place === 1,
        ...(known === 1
          ? { opportunityId: id, title, contact, ownerName: ownerName ?? '' }
          : { opportunityId: null, title: '', contact: maskContact(contact), ownerName: '' }),
      })),
    };
  },

  'routing.changeGrain': changeGrain,
};

async function needLine({ db }: Ctx, id: string): Promise<LineSettings> {
  const line = (await listLineSettings(db)).find((each) => each.id === id);
  if (!line) throw new Refusal('api.notFound', { what: 'line', id });
  return line;
}

/** Gives a line another grain: puts together what collides, then tells everything apart anew, in the one transaction. */
async function changeGrain(
  ctx: Ctx,
  input: InputOf<'routing.changeGrain'>,
): Promise<OutputOf<'routing.changeGrain'>> {
  const { lineId, revision, grain, reason } = input;
  const line = await needLine(ctx, lineId);
  if (line.revision !== revision) throw new Refusal('routing.lineChanged', {});
  if (line.grain === grain) throw new Refusal('routing.grainSame', {});
  for (const kind of IMPORTS) {
    const job = await findUnfinished(ctx.db, kind);
    if (job) throw new Refusal('routing.importUnderWay', { jobId: job.id });
  }
  await admitCollisions(ctx, input);
  const joins = await listJoins(ctx.db, { lineId, grain });
  for (const { keeperId, loserId } of joins) await merge(ctx, keeperId, loserId, reason);
  const changed = await rekey(ctx.db, { lineId, grain });
  await saveLine(ctx.db, { id: lineId, revision }, { grain });
  ctx.note(lineId, { before: line.grain, after: grain, reason, changed, merged: joins });
  return { changed, merged: joins.length };
}

/** Refuses where anything collides that may not be put together, or other than was seen in the preview. */
async function admitCollisions(ctx: Ctx, input: InputOf<'routing.changeGrain'>): Promise<void> {
  const { permissions, scopes } = ctx.actor;
  const { colliding: count, entities, hidden } = await countGrain(ctx.db, scopes.routing, input);
  if (count !== input.colliding) throw new Refusal('routing.collisionsChanged', { count });
  if (count === 0) return;
  if (input.onCollision === 'refuse') throw new Refusal('routing.grainCollides', { count });
  if (!permissions.has('routing.assign')) throw new Refusal('api.notPermitted', { needs: 'routing.assign' });
  if (hidden > 0) throw new Refusal('routing.collisionsHidden', { count: hidden });
  const merges = count - entities;
  if (merges > MOST_MERGES)
    throw new Refusal('routing.tooManyCollisions', { count: merges, limit: MOST_MERGES });
}
