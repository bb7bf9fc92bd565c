import type { Answer, GoLiveMapping } from '#domain/organisation';
import type { Db } from './database.ts';

export type Round = {
  readonly seq: number;
  readonly mapping: GoLiveMapping;
  readonly effectiveAt: number;
  readonly startedBy: string;
  readonly startedAt: number;
  /** Null while leaders are still asked. */
  readonly ending: {
    readonly proposalId: string | null;
    readonly leftOut: readonly string[];
    readonly at: number;
  } | null;
};
export type GivenAnswer = Answer & { readonly note: string; readonly actorId: string; readonly at: number };

/** The newest round. */
export async function findRound(db: Db): Promise<Round | undefined> {
  const row = await db
    .selectFrom('goLiveRounds')
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  const ending = await db
    .selectFrom('goLiveEndings')
    .select(['proposalId', 'leftOut', 'at'])
    .where('roundSeq', '=', row.seq)
    .executeTakeFirst();
  return {
    ...row,
    mapping: JSON.parse(row.mapping) as GoLiveMapping,
    ending: ending ? { ...ending, leftOut: JSON.parse(ending.leftOut) as string[] } : null,
  };
}

/** The newest answer for each unit. */
export async function listAnswers(db: Db, roundSeq: number): Promise<GivenAnswer[]> {
  const rows = await db
    .selectFrom('goLiveAnswers')
    .select(['unitId', 'leftOut', 'note', 'actorId', 'at'])
    .where('roundSeq', '=', roundSeq)
    .orderBy('seq')
    .execute();
  const newest = new Map(
    rows.map((row) => [row.unitId, { ...row, leftOut: JSON.parse(row.leftOut) as string[] }]),
  );
  return [...newest.values()];
}

type NewRound = { mapping: GoLiveMapping; effectiveAt: number; by: string; at: number };

/** Opens a round, inside a command of who starts it. */
export async function saveRound(db: Db, { mapping, effectiveAt, by, at }: NewRound): Promise<void> {
  await db
    .insertInto('goLiveRounds')
    .values({ mapping: JSON.stringify(mapping), effectiveAt, startedBy: by, startedAt: at })
    .execute();
}

/** Adds what a leader says of a unit, inside a command of theirs. */
export async function saveAnswer(db: Db, roundSeq: number, answer: GivenAnswer): Promise<void> {
  const leftOut = JSON.stringify(answer.leftOut);
  await db
    .insertInto('goLiveAnswers')
    .values({ ...answer, leftOut, roundSeq })
    .execute();
}

type Ending = { proposalId: string | null; leftOut: readonly string[]; by: string; at: number };

/** Ends a round, inside a command of who ends it. */
export async function endRound(
  db: Db,
  roundSeq: number,
  { proposalId, leftOut, by, at }: Ending,
): Promise<void> {
  await db
    .insertInto('goLiveEndings')
    .values({ roundSeq, proposalId, leftOut: JSON.stringify(leftOut), actorId: by, at })
    .execute();
}
