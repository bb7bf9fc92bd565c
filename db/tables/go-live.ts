import type { Generated } from 'kysely';

/** Rounds, what leaders answered, and how a round ended; nothing of it is ever changed. */
export type GoLiveTables = {
  goLiveRounds: {
    seq: Generated<number>;
    mapping: string;
    effectiveAt: number;
    startedBy: string;
    startedAt: number;
  };
  goLiveAnswers: {
    seq: Generated<number>;
    roundSeq: number;
    unitId: string;
    leftOut: string;
    note: string;
    actorId: string;
    at: number;
  };
  goLiveEndings: {
    roundSeq: number;
    proposalId: string | null;
    leftOut: string;
    actorId: string;
    at: number;
  };
};
