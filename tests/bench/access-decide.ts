// access.decide: one decision on a row by rights resolved once, beside CASL and Casbin with the same rights and the same
// answers. Each of them holds what it is good at: CASL a rule for each action and page group with the owners in it,
// Casbin a policy line for each owner.
import { decide, type Policy, resolveRights, type Rights } from '#domain/rights';
import { ALL_PLAIN, PAGE_GROUPS, type PageGroup, PERMISSIONS } from '#domain/access';
import { createMongoAbility, subject } from '@casl/ability';
import { newEnforcer, newModelFromString, StringAdapter } from 'casbin';
import { type Bench, type BenchLine, median, significant } from './bench.ts';

const PEOPLE = 200;
const LEVELS = 8;
const AT = 1000;
const ROWS = 2000;
/** Casbin is too slow for all of them. */
const CASBIN_ROWS = 100;
const REPEATS = 9;

export const benches: readonly Bench[] = [{ name: 'access.decide', run: measure }];

type Row = { readonly pageGroup: PageGroup; readonly ownerId: string | null };

/** A binary tree of units with a leader each, people spread over them, a role that inherits, and a subtree for everybody. */
function company(): Policy {
  const units = Array.from({ length: 2 ** LEVELS - 1 }, (_, at) => ({
    id: `u${at + 1}`,
    label: { zh: `组${at + 1}`, en: '' },
    parentId: at === 0 ? null : `u${Math.floor((at + 1) / 2)}`,
    leaderId: `p${(at + 1) % PEOPLE}`,
  }));
  const role = (id: string, parents: string[], permissions: Policy['roles'][number]['permissions']) => ({
    id,
    label: { zh: id, en: '' },
    parents,
    permissions,
    columns: ALL_PLAIN,
  });
  return {
    roles: [role('base', [], PERMISSIONS.slice(0, 12)), role('lead', ['base'], PERMISSIONS.slice(12, 20))],
    units,
    people: Array.from({ length: PEOPLE }, (_, at) => ({
      id: `p${at}`,
      name: `p${at}`,
      unitId: `u${1 + ((at * 7) % units.length)}`,
      status: 'active' as const,
      roles: [{ roleId: 'lead', from: 0, to: null }],
      scopes: PAGE_GROUPS.map((pageGroup) => ({
        pageGroup,
        effect: 'show' as const,
        kind: 'subtree' as const,
        unitIds: [],
        from: 0,
        to: null,
      })),
    })),
    duties: [],
    tests: [],
    needsSecond: false,
  };
}

/** µs for one decision: the median of several passes over the rows. */
function timed(rows: readonly Row[], answer: (row: Row) => boolean): number {
  const times: number[] = [];
  for (let at = 0; at <= REPEATS; at += 1) {
    const began = performance.now();
    for (const row of rows) answer(row);
    if (at > 0) times.push((performance.now() - began) * 1000);
  }
  return median(times) / rows.length;
}

const PERMISSION = 'contacts.view';

function casl(rights: Rights): { answer: (row: Row) => boolean; rules: number } {
  const rules = [...rights.permissions].flatMap((action) =>
    PAGE_GROUPS.map((pageGroup) => {
      const scope = rights.scopes[pageGroup];
      return {
        action,
        subject: pageGroup,
        conditions: scope.kind === 'all' ? {} : { ownerId: { $in: [...scope.userIds] } },
      };
    }),
  );
  const ability = createMongoAbility(rules);
  const answer = (row: Row) => ability.can(PERMISSION, subject(row.pageGroup, { ownerId: row.ownerId }));
  return { answer, rules: rules.length };
}

const MODEL = `
[request_definition]
r = sub, page, own, act
[policy_definition]
p = sub, page, own, act
[role_definition]
g = _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = g(r.sub, p.sub) && r.page == p.page && r.own == p.own && r.act == p.act`;

async function casbin(rights: Rights) {
  const lines = PAGE_GROUPS.flatMap((pageGroup) => {
    const scope = rights.scopes[pageGroup];
    const owners = scope.kind === 'all' ? [] : scope.userIds;
    return owners.map((owner) => `p, reach, ${pageGroup}, ${owner}, ${PERMISSION}`);
  });
  const policy = [...lines, `g, ${rights.userId}, reach`].join('\n');
  const enforcer = await newEnforcer(newModelFromString(MODEL), new StringAdapter(policy));
  const answer = ({ pageGroup, ownerId }: Row) =>
    enforcer.enforceSync(rights.userId, pageGroup, ownerId ?? '', PERMISSION);
  return { answer, policies: lines.length };
}

async function measure(): Promise<BenchLine> {
  const rights = resolveRights(company(), 'p3', AT);
  if (!rights) throw new Error('nobody is there');
  const rows: Row[] = Array.from({ length: ROWS }, (_, at) => ({
    pageGroup: PAGE_GROUPS[at % PAGE_GROUPS.length] ?? 'contacts',
    ownerId: at % 17 === 0 ? null : `p${(at * 13) % (2 * PEOPLE)}`,
  }));
  const few = rows.slice(0, CASBIN_ROWS);
  const ours = (row: Row) => decide(rights, PERMISSION, row);
  const peers = { casl: casl(rights), casbin: await casbin(rights) };
  const equal =
    rows.some(ours) &&
    rows.every((row) => ours(row) === peers.casl.answer(row)) &&
    few.every((row) => ours(row) === peers.casbin.answer(row));
  const us = significant(timed(rows, ours));
  const caslUs = significant(timed(rows, peers.casl.answer));
  return {
    bench: 'access.decide',
    size: `${PEOPLE} people, a tree of ${LEVELS} levels; ${peers.casl.rules} CASL rules, ${peers.casbin.policies} Casbin policies`,
    ours: us,
    unit: 'µs',
    floor: null,
    peers: { casl: caslUs, casbin: significant(timed(few, peers.casbin.answer)) },
    ratio: significant(caslUs / us),
    equal,
    goal: '≤ 2 µs',
    met: equal && us <= 2,
  };
}
