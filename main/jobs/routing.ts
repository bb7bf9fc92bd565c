import { Refusal } from '#api/refusal';
import {
  assign,
  type FrameGroups,
  GATE,
  type Group,
  heldBack,
  type LineGate,
  rosterOf,
  standingOf,
} from '#domain/distribution';
import { factsAbout, type ReadFacts, testedBy, withMark } from '#domain/routing';
import { compile, type Matcher, type Rule } from '#domain/rules';
import { type Load, type LoadedGroups, loadGroups, rosterKeeper, turnWriter } from '#store/distribution';
import { type Marks, markReader } from '#store/collision';
import { commitsElsewhere } from '#store/elsewhere';
import { readGates } from '#store/lines';
import {
  countRun,
  decisionWriter,
  findReach,
  type NewDecision,
  type Reach,
  type WaitingRow,
  waitingReader,
} from '#store/routing-run';
import { findVersionInForce, linesOf } from '#store/routing-in-force';
import { readRules } from '#store/routing-rules';
import { Cancelled, type Job, type JobContext } from './job.ts';

/** How long one chunk may hold the write lock, in ms; its size follows. */
const CHUNK_MS = 25;

type Asked = Omit<Reach, 'lines'> & { readonly ruleSetId: string };

/** Where a run stands between two chunks; the seed, the version and the lines are those it began with. */
type Token = Pick<Reach, 'lines'> & {
  readonly versionId: string;
  readonly seed: number;
  /** The last opportunity of the run, and the last one decided. */
  readonly last: number;
  readonly after: number;
  readonly total: number;
  readonly received: number;
  readonly routed: number;
};

export type RoutingResult = {
  received: number;
  routed: number;
  unassigned: number;
  /** Reason → how many, `routed` among them. */
  byReason: Record<string, number>;
  /** Group → how many its members got. */
  byGroup: Record<string, number>;
};

/**
 * Routes every opportunity of the rule set's lines that waits (and, when asked, those that nobody got before, or nothing but some of these)
 * with the version that is published when it begins: a decision for ever for each one. After a crash it goes on behind the last stored chunk with the same version and
 * seed. Ends only when the decisions it finds in the store are as many as it received.
 */
export const runRouting: Job = (ctx): RoutingResult => {
  const { ruleSetId, ...asked } = ctx.job.input as Asked;
  let token = (ctx.job.token as Token | null) ?? begin(ctx, asked, ruleSetId);
  const decideNext = decider(ctx, token, { ...asked, lines: token.lines });
  try {
    for (let size = 250, taken = size; taken > 0; ) {
      const began = performance.now();
      const before = token.received;
      token = ctx.chunk(() => {
        const value = decideNext(token, size);
        const { received: done, total } = value;
        return { value, progress: { phase: 'routing', done, total, token: value } };
      });
      taken = token.received - before;
      const factor = CHUNK_MS / (performance.now() - began);
      size = Math.round(Math.min(5000, Math.max(100, size * Math.min(2, factor))));
    }
  } catch (error) {
    if (error instanceof Cancelled) error.partial = summarise(ctx, ruleSetId);
    throw error;
  }
  const result = summarise(ctx, ruleSetId);
  const isWhole = result.received === token.received && result.routed === token.routed;
  if (!isWhole || result.received !== result.routed + result.unassigned)
    throw new Error(`Took ${JSON.stringify(token)}, but the store holds ${JSON.stringify(result)}.`);
  return result;
};

function begin(ctx: JobContext, asked: Omit<Asked, 'ruleSetId'>, ruleSetId: string): Token {
  const { raw } = ctx.store;
  const at = ctx.env.now();
  const versionId = findVersionInForce(raw, ruleSetId, at);
  if (versionId === undefined) throw new Refusal('routing.nothingPublished', {});
  const lines = linesOf(raw, ruleSetId, at);
  const { total, last } = findReach(raw, { ...asked, lines });
  return { versionId, lines, seed: ctx.env.random(), last, after: 0, total, received: 0, routed: 0 };
}

/** Answers what decides the next opportunities and writes it all down, inside the chunk's transaction. */
function decider(ctx: JobContext, { versionId }: Token, reach: Reach) {
  const { raw } = ctx.store;
  const rules = readRules(raw, versionId);
  const match = compile(rules);
  const tested = testedBy(rules);
  const nextRows = waitingReader(raw, reach);
  const readMarks = markReader(raw);
  const writer = decisionWriter(raw);
  const keepRoster = rosterKeeper(raw);
  const writeTurns = turnWriter(raw);
  let known: { version: number; loaded: LoadedGroups; gates: Gates; read: ReadFacts } | undefined;
  const load = (version: number) => {
    const gates = readGates(raw);
    const needed = [...gates.values()].flatMap((gate) => gate.needed);
    return { version, loaded: loadGroups(raw), gates, read: factsAbout(new Set([...tested, ...needed])) };
  };
  return (token: Token, size: number): Token => {
    const rows = nextRows(token.after, token.last, size);
    const last = rows.at(-1);
    if (!last) return token;
    const version = commitsElsewhere(raw);
    if (version !== known?.version) known = load(version);
    const { gates, read } = known;
    const { groups: held, loads, refresh, periodOf } = known.loaded;
    const decidedAt = ctx.env.now();
    refresh(decidedAt);
    for (const load of loads.values()) load.before = load.open;
    const frame = openFrame(held, keepRoster);
    const marks = readMarks(rows.map(([id]) => id));
    const decisions = rows.map((row) =>
      decide(row, { match, read, gates, marks, frame, seed: token.seed, decidedAt }),
    );
    const runId = ctx.job.id;
    const firstDecisionId = writer.nextDecisionId();
    const groups = JSON.stringify(frame.standings);
    const { seed } = token;
    writer.writeFrame({ runId, versionId, seed, decidedAt, firstDecisionId, groups }, decisions);
    for (const [group, received] of frame.received) writeTurns(group, periodOf(group.id), received);
    const routed = token.routed + decisions.filter(({ repId }) => repId !== null).length;
    return { ...token, after: last[0], received: token.received + rows.length, routed };
  };
}

/** What one chunk remembers of the groups it asks: how they stood before, and who received how many. */
type OpenFrame = {
  readonly groups: ReadonlyMap<string, Group>;
  readonly standings: FrameGroups;
  readonly received: Map<Group, Map<string, number>>;
  readonly tell: (group: Group) => void;
};

function openFrame(
  groups: ReadonlyMap<string, Group>,
  keepRoster: (groupId: string, content: string) => number,
): OpenFrame {
  const standings: FrameGroups = {};
  const received = new Map<Group, Map<string, number>>();
  const tell = (group: Group) => {
    if (received.has(group)) return;
    received.set(group, new Map());
    const roster = keepRoster(group.id, JSON.stringify(rosterOf(group)));
    standings[group.id] = standingOf(group, roster, (seat) => (seat.load as Load).before);
  };
  return { groups, standings, received, tell };
}

type Gates = ReadonlyMap<string, LineGate>;

type Deciding = {
  readonly match: Matcher;
  readonly read: ReadFacts;
  /** By business line; a line that asks nothing is not in it. */
  readonly gates: Gates;
  readonly marks: ReadonlyMap<number, Marks>;
  readonly frame: OpenFrame;
  readonly seed: number;
  readonly decidedAt: number;
};

const NOBODY = { ruleId: null, ruleGroupId: null, groupId: null, repId: null, propensity: null };

function decide(row: WaitingRow, deciding: Deciding): NewDecision {
  const { match, read, gates, marks, frame, seed, decidedAt } = deciding;
  const [opportunityId, attributes, lineId, source, amountMinor, currency, createdAt, status] = row;
  const isOpen = status === 'open';
  const seen = { attributes, lineId, source, amountMinor, currency, createdAt, isOpen };
  const { facts, evidence } = read({ ...seen, marks: marks.get(opportunityId) });
  const gate = gates.get(lineId);
  const gateSeen = gate && { ...gate, createdAt };
  const held = gateSeen && heldBack(gateSeen, facts, decidedAt);
  if (held)
    return {
      opportunityId,
      status,
      ...NOBODY,
      reason: held.reason,
      evidence: withMark(evidence, GATE, gateSeen),
    };
  const rule: Rule | undefined = match(facts, decidedAt);
  if (!rule) return { opportunityId, status, ...NOBODY, reason: 'noRule', evidence };
  const outcome = assign(frame.groups, rule.groupId, { seed, at: decidedAt, facts }, frame.tell);
  const { repId, groupId, reason, propensity } = outcome;
  if (repId !== null) {
    const group = frame.groups.get(groupId);
    const counts = group && frame.received.get(group);
    counts?.set(repId, (counts.get(repId) ?? 0) + 1);
  }
  const { id: ruleId, groupId: ruleGroupId } = rule;
  return { opportunityId, status, ruleId, ruleGroupId, groupId, repId, reason, propensity, evidence };
}

function summarise(ctx: JobContext, ruleSetId: string): RoutingResult {
  const byReason: Record<string, number> = {};
  const byGroup: Record<string, number> = {};
  let received = 0;
  let unassigned = 0;
  for (const { reason, groupId, count } of countRun(ctx.store.raw, ctx.job.id)) {
    received += count;
    byReason[reason] = (byReason[reason] ?? 0) + count;
    if (reason !== 'routed') unassigned += count;
    else if (groupId !== null) byGroup[groupId] = (byGroup[groupId] ?? 0) + count;
  }
  const routed = byReason['routed'] ?? 0;
  ctx.note(ruleSetId, { received, routed, unassigned });
  return { received, routed, unassigned, byReason, byGroup };
}
