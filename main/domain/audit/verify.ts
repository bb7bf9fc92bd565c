import { type AuditEntry, chainText, GENESIS } from './chain.ts';

/** A line as it stands in the store: its place, what it says, and its two hashes. */
export type ChainLine = AuditEntry & {
  readonly seq: number;
  readonly previousHash: string;
  readonly hash: string;
};

/** One end of the chain as it was noted outside the store. */
export type Anchor = { readonly seq: number; readonly hash: string };

/**
 * What is wrong at a line: its words are not those it was written with, it is gone, it stands at another
 * place than it was written at, or (at the first missing line) the end of the chain was cut off.
 */
export type Fault = { readonly kind: 'edited' | 'missing' | 'reordered' | 'cutTail'; readonly seq: number };

/** A chain with more faults than this is worth no longer list: it was written anew. */
const MOST_FAULTS = 100;
/** How many places around a line are tried when asking where else it may have stood. */
const NEAR = 10;

/** A walk along the chain, line by line in the order of `seq`; `finish` answers how many lines there were and the faults. */
export type Walk = {
  readonly step: (line: ChainLine) => void;
  readonly finish: () => { lines: number; faults: Fault[] };
};

/**
 * Begins to verify a chain against the anchors noted outside it. Finds a changed line, also one whose hash
 * was made to fit, a missing one, lines that changed places, and a cut or rewritten tail as far back as an
 * anchor was noted.
 */
export function beginWalk(anchors: readonly Anchor[], sha256: (text: string) => string): Walk {
  const noted = Map.groupBy(anchors, (anchor) => anchor.seq);
  const faults: Fault[] = [];
  const suspects: ChainLine[] = [];
  let lines = 0;
  let last = { seq: 0, hash: GENESIS, isFaulty: false };

  const step = (line: ChainLine) => {
    lines += 1;
    let isFaulty = true;
    const follows = line.seq === last.seq + 1;
    if (!follows) faults.push({ kind: 'missing', seq: last.seq + 1 });
    if (sha256(chainText(line.seq, line.previousHash, line)) !== line.hash) {
      if (suspects.length < MOST_FAULTS) suspects.push(line);
    } else if (noted.get(line.seq)?.some((anchor) => anchor.hash !== line.hash))
      faults.push({ kind: 'edited', seq: line.seq });
    else isFaulty = false;
    // A whole line that does not know its predecessor's hash: that one was changed, and its own hash made to fit.
    if (!isFaulty && follows && !last.isFaulty && line.previousHash !== last.hash)
      faults.push({ kind: 'edited', seq: last.seq });
    last = { seq: line.seq, hash: line.hash, isFaulty };
  };
  const finish = () => {
    const end = anchors.reduce((most, { seq }) => Math.max(most, seq), 0);
    if (end > last.seq) faults.push({ kind: 'cutTail', seq: last.seq + 1 });
    const judged = suspects.map((suspect) => judge(suspect, suspects, sha256));
    return { lines, faults: [...faults, ...judged].toSorted((a, b) => a.seq - b.seq).slice(0, MOST_FAULTS) };
  };
  return { step, finish };
}

/** A line whose hash does not fit its place: whole at a place near by or at another suspect's, it was moved; else edited. */
function judge(line: ChainLine, suspects: readonly ChainLine[], sha256: (text: string) => string): Fault {
  const places = [
    ...suspects.map((suspect) => suspect.seq),
    ...Array.from({ length: 2 * NEAR + 1 }, (_, index) => line.seq - NEAR + index),
  ];
  const isMoved = places.some((seq) => sha256(chainText(seq, line.previousHash, line)) === line.hash);
  return { kind: isMoved ? 'reordered' : 'edited', seq: line.seq };
}
