import type { Proposal, ProposalState, StepKind, Thing } from '#domain/proposals';
import type { Change } from '#domain/rights';
import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { Db, Raw } from './database.ts';

export type Step = {
  readonly step: StepKind;
  readonly actorId: string;
  readonly note: string;
  readonly at: number;
  readonly failure: { readonly code: string; readonly params: Record<string, unknown> } | null;
};
export type Stored = Proposal & { readonly state: ProposalState; readonly steps: readonly Step[] };

/** Writes a proposal, inside a command of who proposes it. */
export async function saveProposal(db: Db, proposal: Proposal): Promise<void> {
  const { changes, needsSecond, ...row } = proposal;
  await db
    .insertInto('proposals')
    .values({ ...row, changes: JSON.stringify(changes), needsSecond: needsSecond ? 1 : 0 })
    .execute();
}

/** Writes what happened to a proposal, inside a command of who did it. */
export async function addStep(
  db: Db,
  proposalId: string,
  { failure = null, ...step }: Omit<Step, 'failure'> & { failure?: Step['failure'] },
): Promise<void> {
  await db
    .insertInto('proposalSteps')
    .values({ proposalId, ...step, failure: failure && JSON.stringify(failure) })
    .execute();
}

/** The last step of a proposal is its state. */
const STATE = sql<ProposalState>`coalesce((SELECT step FROM proposal_steps
  WHERE proposal_id = proposals.id ORDER BY seq DESC LIMIT 1), 'waiting')`;

/** Some proposals with all their steps. */
async function readProposals(
  db: Db,
  where: RawBuilder<SqlBool>,
  { offset, limit }: { offset: number; limit: number },
): Promise<Stored[]> {
  const rows = await db
    .selectFrom('proposals')
    .selectAll()
    .where(where)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .offset(offset)
    .limit(limit)
    .execute();
  const ids = JSON.stringify(rows.map((row) => row.id));
  const steps = await db
    .selectFrom('proposalSteps')
    .selectAll()
    .where(sql<SqlBool>`proposal_id IN (SELECT value FROM json_each(${ids}))`)
    .orderBy('seq')
    .execute();
  const byProposal = Map.groupBy(steps, (step) => step.proposalId);
  return rows.map(({ changes, needsSecond, ...row }) => {
    const own = (byProposal.get(row.id) ?? []).map(
      ({ step, actorId, note, at, failure }): Step => ({
        step,
        actorId,
        note,
        at,
        failure: failure === null ? null : (JSON.parse(failure) as Step['failure']),
      }),
    );
    return {
      ...row,
      changes: JSON.parse(changes) as Change[],
      needsSecond: needsSecond === 1,
      steps: own,
      state: own.at(-1)?.step ?? 'waiting',
    };
  });
}

export async function findProposal(db: Db, id: string): Promise<Stored | undefined> {
  return (await readProposals(db, sql<SqlBool>`proposals.id = ${id}`, { offset: 0, limit: 1 }))[0];
}

export type ProposalFilter = {
  /** Only what somebody proposed, and requests for them; null: of everybody. */
  readonly of: string | null;
  readonly state: ProposalState | null;
  readonly offset: number;
  readonly limit: number;
};

/** Proposals, the newest first. */
export async function listProposals(db: Db, { of, state, ...page }: ProposalFilter) {
  const where = sql<SqlBool>`(${of} IS NULL OR proposer_id = ${of} OR (kind = 'request' AND EXISTS
      (SELECT 1 FROM json_each(changes) c WHERE c.value ->> '$.personId' = ${of})))
    AND (${state} IS NULL OR ${STATE} = ${state})`;
  const { total } = await db
    .selectFrom('proposals')
    .select((all) => all.fn.countAll<number>().as('total'))
    .where(where)
    .executeTakeFirstOrThrow();
  return { total, rows: await readProposals(db, where, page) };
}

/** Every proposal that nobody decided yet, the newest first. */
export async function listWaiting(db: Db): Promise<Stored[]> {
  return readProposals(db, sql<SqlBool>`${STATE} = 'waiting'`, { offset: 0, limit: 1000 });
}

/** The first thing of some that changed since a revision of rights. */
export async function findChangedSince(
  db: Db,
  revision: number,
  things: readonly Thing[],
): Promise<Thing | undefined> {
  if (things.length === 0) return undefined;
  const { rows } = await sql<{ entity: Thing['entity']; id: string }>`
    SELECT entity, row_id AS id FROM access_history
    WHERE id > ${revision} AND (entity, row_id) IN
      (SELECT value ->> '$.entity', value ->> '$.id' FROM json_each(${JSON.stringify(things)}))
    ORDER BY id LIMIT 1`.execute(db);
  return rows[0];
}

/** The approved proposals whose moment has come, the earliest first. */
export function listDue(raw: Raw, at: number): string[] {
  return raw
    .prepare(
      `SELECT id FROM proposals WHERE effective_at <= ? AND
        (SELECT step FROM proposal_steps WHERE proposal_id = proposals.id ORDER BY seq DESC LIMIT 1) = 'approved'
        ORDER BY effective_at, created_at, id`,
    )
    .pluck()
    .all(at) as string[];
}
