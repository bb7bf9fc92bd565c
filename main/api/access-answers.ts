import type { accessAnswers } from '#contract/access-answers';
import type { InputOf } from '#contract/contract';
import type { Handlers } from '#contract/operation';
import type { PageGroup, Permission, RowScope } from '#domain/access';
import {
  changesBack,
  compare,
  explainRecord,
  findConflictPaths,
  matchPerson,
  matchRole,
  type Side,
  splitRows,
  whoSees,
} from '#domain/answers';
import {
  applyChanges,
  type Change,
  diffPolicies,
  openReachOf,
  type Policy,
  ROW_KINDS,
  type RowKind,
  type Suggestion,
} from '#domain/rights';
import { loadPolicy, loadPolicyAsOf } from '#store/access-policy';
import { findRecord, listRecordOwners, type RecordKey } from '#store/record-owners';
import { countHoldings } from '#store/row-holdings';
import { countRows } from './access-rows.ts';
import { answer, nameIn } from './access-weigh.ts';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

const policyAt = ({ db }: Pick<Ctx, 'db'>, asOf: number | null) =>
  asOf === null ? loadPolicy(db) : loadPolicyAsOf(db, asOf);

const SHOWN_BY: Readonly<Record<RecordKey['kind'], { permission: Permission; pageGroup: PageGroup }>> = {
  opportunity: { permission: 'contacts.view', pageGroup: 'contacts' },
  card: { permission: 'contacts.view', pageGroup: 'contacts' },
  order: { permission: 'orders.view', pageGroup: 'orders' },
};

/** A record that the one who asks sees themself, as the rights of a moment see it. */
async function recordAt({ db, actor }: Ctx, record: RecordKey, asOf: number | null) {
  const { permission, pageGroup } = SHOWN_BY[record.kind];
  const found = actor.permissions.has(permission)
    ? await findRecord(db, actor.scopes[pageGroup], record)
    : undefined;
  if (!found) throw new Refusal('api.notFound', { what: record.kind, id: String(record.id) });
  const policy = await policyAt({ db }, asOf);
  const ownerIds = await listRecordOwners(db, record, asOf);
  const about = {
    ...record,
    name: found.name,
    permission,
    pageGroup,
    owners: ownerIds.map((id) => ({ id, name: nameIn(policy, id) })),
    wasThere: asOf === null || found.since <= asOf,
  };
  return { policy, about, asked: { permission, pageGroup, ownerIds } };
}

/** What a suggestion costs: pages and actions, and rows of those that the one who asks sees. */
async function priceOf(ctx: Ctx, before: Policy, { changes, people }: Suggestion) {
  const outcome = applyChanges(before, changes);
  const after = 'fault' in outcome ? before : outcome.policy;
  const counted = await countRows(ctx, { before, after }, ctx.now);
  const gained = new Map<RowKind, number>();
  for (const counts of counted.people.values())
    for (const count of counts) gained.set(count.kind, (gained.get(count.kind) ?? 0) + count.gained);
  const permissions = diffPolicies(before, after, ctx.now).flatMap((one) => one.permissions.gained);
  return {
    changes,
    people,
    permissions: [...new Set(permissions)],
    counts: [...gained].filter(([, rows]) => rows > 0).map(([kind, rows]) => ({ kind, gained: rows })),
    isPartial: counted.isPartial,
  };
}

type AskedSide = InputOf<'access.compare'>['a'];

async function sideOf(ctx: Ctx, { kind, id, asOf = null }: AskedSide): Promise<Side> {
  return { policy: await policyAt(ctx, asOf), at: asOf ?? ctx.now, of: { kind, id } };
}

/** How many rows of each kind two people see, of those that the one who asks sees. */
async function compareRows({ db, actor }: Ctx, a: Side, b: Side) {
  const rows = [];
  for (const [kind, group] of Object.entries(ROW_KINDS) as [RowKind, PageGroup][]) {
    const scopes = { a: scopeOf(a, group), b: scopeOf(b, group), seen: actor.scopes[group] };
    rows.push({ kind, ...splitRows(await countHoldings(db, kind), scopes) });
  }
  return rows;
}

function scopeOf({ policy, at, of }: Side, group: PageGroup): RowScope {
  const reach = openReachOf(policy, of.id, group, at);
  return reach.kind === 'all' ? reach : { kind: 'owners', userIds: [...reach.userIds] };
}

/** What makes the second like the first, as far as the second is of today. */
function matching(a: Side, b: Side): Change[] {
  if (a.of.kind === 'role') {
    const [source, target] = [a, b].map(({ policy, of }) => policy.roles.find(({ id }) => id === of.id));
    return source && target ? matchRole(source, target) : [];
  }
  const [source, target] = [a, b].map(({ policy, of }) => policy.people.find(({ id }) => id === of.id));
  return source && target ? matchPerson(source, a.at, target, b.at) : [];
}

export const accessAnswersApi: Handlers<typeof accessAnswers, Ctx> = {
  'access.whoSees': async (ctx, { record, asOf }) => {
    const { policy, about, asked } = await recordAt(ctx, record, asOf);
    const people = whoSees(policy, asked, asOf ?? ctx.now);
    return answer({ about, people: people.map((one) => ({ ...one, name: nameIn(policy, one.personId) })) });
  },
  'access.explainRecord': async (ctx, { personId, record, asOf }) => {
    const { policy, about, asked } = await recordAt(ctx, record, asOf);
    const found = explainRecord(policy, personId, asked, asOf ?? ctx.now);
    if (!found) throw new Refusal('api.notFound', { what: 'person', id: personId });
    const changes = [];
    if (asOf === null) for (const one of found.changes) changes.push(await priceOf(ctx, policy, one));
    const part = ({ may, paths, lapsed, keptOutBy }: typeof found.page) => ({
      may,
      paths,
      lapsed,
      keptOutBy,
    });
    return answer({ ...found, about, page: part(found.page), rows: part(found.rows), changes });
  },
  'access.compare': async (ctx, input) => {
    const [a, b] = [await sideOf(ctx, input.a), await sideOf(ctx, input.b)];
    const lost = [a, b].find(({ policy, of }) => {
      const all: readonly { readonly id: string }[] = of.kind === 'role' ? policy.roles : policy.people;
      return !all.some(({ id }) => id === of.id);
    });
    if (lost) throw new Refusal('api.notFound', { what: lost.of.kind, id: lost.of.id });
    const found = a.of.kind === b.of.kind ? compare(a, b) : undefined;
    if (!found) throw new Refusal('access.unlike', {});
    return answer({
      ...found,
      rows: a.of.kind === 'role' ? [] : await compareRows(ctx, a, b),
      changes: input.b.asOf === null ? matching(a, b) : [],
    });
  },
  'access.listConflicts': async (ctx, { asOf }) => {
    const policy = await policyAt(ctx, asOf);
    const found = findConflictPaths(policy, asOf ?? ctx.now);
    return answer(found.map((one) => ({ ...one, name: nameIn(policy, one.personId) })));
  },
  'access.changesSince': async ({ db }, { since }) =>
    answer(changesBack(await loadPolicy(db), await loadPolicyAsOf(db, since))),
};
