import type { goLive } from '#contract/go-live';
import type { Handlers } from '#contract/operation';
import { partsIn, planGoLive, unitsToConfirm } from '#domain/organisation';
import type { Policy, Unit } from '#domain/rights';
import { loadPolicy } from '#store/access-policy';
import {
  endRound,
  findRound,
  type GivenAnswer,
  listAnswers,
  type Round,
  saveAnswer,
  saveRound,
} from '#store/go-live';
import { answer, nameIn } from './access-weigh.ts';
import type { Ctx } from './context.ts';
import { propose } from './propose.ts';
import { Refusal } from './refusal.ts';

type World = { readonly policy: Policy; readonly round: Round; readonly answers: readonly GivenAnswer[] };

/** The round that is meant, while its end is open. */
async function needRound({ db }: Pick<Ctx, 'db'>, seq: number): Promise<World> {
  const round = await findRound(db);
  if (!round || round.seq !== seq) throw new Refusal('api.notFound', { what: 'round', id: String(seq) });
  if (round.ending) throw new Refusal('access.goLiveOver', {});
  return { policy: await loadPolicy(db), round, answers: await listAnswers(db, seq) };
}

const planOf = ({ policy, round, answers }: World) =>
  planGoLive(policy, { mapping: round.mapping, at: round.effectiveAt, answers });

function stateOf({ ending, effectiveAt }: Round, now: number) {
  if (ending) return ending.proposalId === null ? 'cancelled' : 'granted';
  return effectiveAt <= now ? 'over' : 'asking';
}

function unitRow({ policy, answers }: World, unit: Unit, userId: string) {
  const given = answers.find((one) => one.unitId === unit.id);
  return {
    id: unit.id,
    label: unit.label,
    leader: unit.leaderId === null ? null : { id: unit.leaderId, name: nameIn(policy, unit.leaderId) },
    people: partsIn(policy, unit).map(({ person, part }) => ({
      id: person.id,
      name: person.name,
      part,
      isLeftOut: given?.leftOut.includes(person.id) ?? false,
    })),
    confirmed: given
      ? { by: { id: given.actorId, name: nameIn(policy, given.actorId) }, at: given.at, note: given.note }
      : null,
    isMine: unit.leaderId === userId,
  };
}

export const goLiveApi: Handlers<typeof goLive, Ctx> = {
  'access.getGoLive': async ({ db, actor, now }) => {
    const round = await findRound(db);
    if (!round) return null;
    const policy = await loadPolicy(db);
    const world = { policy, round, answers: await listAnswers(db, round.seq) };
    const seesAll = actor.permissions.has('access.view');
    const units = unitsToConfirm(policy).filter((unit) => seesAll || unit.leaderId === actor.userId);
    if (units.length === 0 && !seesAll) return null;
    const roleLabel = (id: string) => policy.roles.find((role) => role.id === id)?.label ?? null;
    const isOpen = round.ending === null && actor.permissions.has('access.edit');
    return answer({
      round: round.seq,
      state: stateOf(round, now),
      effectiveAt: round.effectiveAt,
      mapping: round.mapping,
      leaderRole: roleLabel(round.mapping.leaderRoleId),
      memberRole: roleLabel(round.mapping.memberRoleId),
      proposalId: seesAll ? (round.ending?.proposalId ?? null) : null,
      units: units.map((unit) => unitRow(world, unit, actor.userId)),
      plan: isOpen ? planOf(world).changes : [],
    });
  },
  'access.startGoLive': async (ctx, { mapping, effectiveAt }) => {
    const { db, actor, now } = ctx;
    const open = await findRound(db);
    if (open && !open.ending) throw new Refusal('access.goLiveOpen', {});
    if (effectiveAt <= now) throw new Refusal('access.momentPassed', {});
    const { roles } = await loadPolicy(db);
    for (const id of [mapping.leaderRoleId, mapping.memberRoleId])
      if (!roles.some((role) => role.id === id)) throw new Refusal('api.notFound', { what: 'role', id });
    await saveRound(db, { mapping, effectiveAt, by: actor.userId, at: now });
    ctx.note('', { mapping, effectiveAt });
    return { done: true };
  },
  'access.confirmGoLive': async (ctx, { round: seq, unitId, leftOut, note }) => {
    const { db, actor, now } = ctx;
    const { policy, round } = await needRound(ctx, seq);
    if (round.effectiveAt <= now) throw new Refusal('access.goLiveOver', {});
    const unit = policy.units.find((one) => one.id === unitId);
    if (!unit || unit.leaderId !== actor.userId) throw new Refusal('access.notYourUnit', {});
    const inside = new Set(partsIn(policy, unit).map(({ person }) => person.id));
    const stranger = leftOut.find((id) => !inside.has(id));
    if (stranger !== undefined) throw new Refusal('api.notFound', { what: 'person', id: stranger });
    await saveAnswer(db, seq, { unitId, leftOut, note, actorId: actor.userId, at: now });
    ctx.note(unitId, { leftOut });
    return { done: true };
  },
  'access.finishGoLive': async (ctx, { round: seq }) => {
    const { db, actor, now } = ctx;
    const world = await needRound(ctx, seq);
    const { policy, round } = world;
    const { changes, leftOut } = planOf(world);
    if (changes.length === 0) throw new Refusal('access.nothingConfirmed', {});
    const labels = leftOut.map((id) => policy.units.find((unit) => unit.id === id)?.label.zh ?? id);
    const made = await propose(ctx, {
      changes,
      reason: `上线授权${labels.length === 0 ? '' : `（未确认：${labels.join('、')}）`}`.slice(0, 500),
      effectiveAt: round.effectiveAt > now ? round.effectiveAt : null,
      alone: !policy.needsSecond,
    });
    await endRound(db, seq, { proposalId: made.id, leftOut, by: actor.userId, at: now });
    const units = policy.units.filter((unit) => leftOut.includes(unit.id));
    return answer({ proposalId: made.id, leftOut: units.map(({ id, label }) => ({ id, label })) });
  },
  'access.cancelGoLive': async (ctx, { round: seq }) => {
    await needRound(ctx, seq);
    await endRound(ctx.db, seq, { proposalId: null, leftOut: [], by: ctx.actor.userId, at: ctx.now });
    ctx.note('', { round: seq });
    return { done: true };
  },
};
