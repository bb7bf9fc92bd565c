import type { Environment } from '#api/context';
import { factsAbout } from '#domain/routing';
import {
  behaviourOf,
  BEHAVIOURS,
  type TagChange,
  type TagRule,
  tagOrder,
  tagsFor,
  testedIn,
  TOUCH_WINDOW_DAYS,
} from '#domain/tagging';
import { findLastAsked } from '#store/jobs';
import { findTaggable, hasMarks, type TaggableRow, tagStatements } from '#store/tag-marks';
import { findTagRevision, readTagRules } from '#store/tag-rules';
import type { Store } from '#store/open';
import { queueByTheClock } from './by-the-clock.ts';
import { Cancelled, type Job, type JobContext } from './job.ts';

/** How long one chunk may hold the write lock, in ms; its size follows. */
const CHUNK_MS = 20;
const DAY_MS = 86_400_000;
const FIRST_LOOK = 10 * 60_000;
const RUN_EVERY = 6 * 3_600_000;
/** How many opportunities a dry run names for each rule. */
const EXAMPLES = 5;

export type RuleCounts = Record<TagChange['kind'], number> & {
  /** Opportunities that it would be set on, or taken off; a dry run names the first few. */
  readonly examples: number[];
};

export type TaggingResult = {
  /** Open opportunities looked at, and those of them that changed. */
  looked: number;
  changed: number;
  /** Rule → what it came to. */
  byRule: Record<string, RuleCounts>;
};

type Token = TaggingResult & {
  /** The saved list and the moment that the run began with. */
  readonly revision: number;
  readonly at: number;
  readonly last: number;
  readonly after: number;
  readonly total: number;
};

/**
 * Derives the tags of every open opportunity with the tag rules that count when it begins, and writes down where each
 * came from. After a crash it goes on behind the last chunk with the same rules and moment; right after, another run
 * changes nothing.
 */
export const runTagging: Job = (ctx): TaggingResult => {
  const { raw } = ctx.store;
  let token = (ctx.job.token as Token | null) ?? begin(ctx, findTagRevision(raw));
  const look = looker(ctx, readTagRules(raw, token.revision), token.at);
  const write = writer(ctx, token);
  try {
    for (let size = 100, more = true; more; ) {
      const began = performance.now();
      const before = token;
      token = ctx.chunk(() => {
        const value = step(before, size, look, write);
        const progress = { phase: 'tagging', done: value.looked, total: value.total, token: value };
        return { value, progress };
      });
      more = token.after > before.after;
      size = nextSize(size, performance.now() - began);
    }
  } catch (error) {
    if (error instanceof Cancelled) error.partial = resultOf(token);
    throw error;
  }
  const result = resultOf(token);
  const { looked, changed } = result;
  ctx.note(ctx.job.id, { revision: token.revision, looked, changed });
  return result;
};

/** What the rules of the input would do to every open opportunity as it is now. Writes nothing but how far it is. */
export const dryRunTagging: Job = (ctx): TaggingResult => {
  const { rules } = ctx.job.input as { rules: TagRule[] };
  let token = (ctx.job.token as Token | null) ?? begin(ctx, 0);
  const look = looker(ctx, rules, token.at);
  for (let size = 100, more = true; more; ) {
    const began = performance.now();
    const before = token.after;
    token = step(token, size, look, () => {});
    more = token.after > before;
    size = nextSize(size, performance.now() - began);
    ctx.pulse({ phase: 'tagging', done: token.looked, total: token.total, token });
  }
  const result = resultOf(token);
  ctx.note(ctx.job.id, { looked: result.looked, changed: result.changed });
  return result;
};

/**
 * Queues a run whenever the last one is some hours old, until the answered function is called: tags expire and
 * behaviour cools without anybody doing anything. Who never tagged anything is left alone.
 */
export function keepTags(store: Store, env: Environment): () => void {
  const isDue = () => {
    const { raw } = store;
    const asked = findLastAsked(raw, 'tagging.run') ?? 0;
    return env.now() - asked >= RUN_EVERY && (findTagRevision(raw) > 0 || hasMarks(raw));
  };
  return queueByTheClock(store, env, { kind: 'tagging.run', firstLook: FIRST_LOOK, isDue });
}

function begin(ctx: JobContext, revision: number): Token {
  const reach = findTaggable(ctx.store.raw);
  return { revision, at: ctx.env.now(), after: 0, ...reach, looked: 0, changed: 0, byRule: {} };
}

const nextSize = (size: number, took: number) =>
  Math.round(Math.min(2000, Math.max(25, size * Math.min(2, CHUNK_MS / took))));

const resultOf = ({ looked, changed, byRule }: Token): TaggingResult => ({ looked, changed, byRule });

type Looked = { readonly row: TaggableRow; readonly tagged: ReturnType<typeof tagsFor> };
type Look = (after: number, last: number, size: number) => Looked[];

/** Reads the next opportunities and answers what the rules make of each. */
function looker({ store }: JobContext, rules: readonly TagRule[], at: number): Look {
  const order = tagOrder(rules);
  if (!order.ok) throw new Error(`Tag rules in a circle: ${order.path.join()}`);
  const statements = tagStatements(store.raw);
  const tested = new Set(order.rules.flatMap(({ condition }) => testedIn(condition)));
  const builtIns = factsAbout(tested);
  const isBehaviourAsked = BEHAVIOURS.some(({ key }) => tested.has(key));
  const from = at - TOUCH_WINDOW_DAYS * DAY_MS;
  return (after, last, size) =>
    statements.next(after, last, size).map((row) => {
      const { facts } = builtIns({ ...row, attributes: '{}', isOpen: true });
      if (isBehaviourAsked) Object.assign(facts, behaviourOf(statements.touchesOf(row, from), at));
      const parsed: unknown = JSON.parse(row.attributes);
      const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
      const attributes = (isObject ? parsed : {}) as Record<string, unknown>;
      return {
        row,
        tagged: tagsFor({ attributes, facts, marks: statements.marksOf(row.id) }, order.rules, at),
      };
    });
}

/** One more chunk: looks, counts, and has written what changed. */
function step(token: Token, size: number, look: Look, write: (looked: Looked) => void): Token {
  const found = look(token.after, token.last, size);
  const byRule = structuredClone(token.byRule);
  let { changed } = token;
  for (const looked of found) {
    const { changes } = looked.tagged;
    if (changes.some(isChange)) {
      changed += 1;
      write(looked);
    }
    for (const change of changes) count(byRule, change, looked.row.id);
  }
  return {
    ...token,
    after: found.at(-1)?.row.id ?? token.after,
    looked: token.looked + found.length,
    changed,
    byRule,
  };
}

const isChange = ({ kind }: TagChange) => kind !== 'kept' && kind !== 'withheld';

function count(byRule: Record<string, RuleCounts>, change: TagChange, id: number): void {
  const { ruleId, kind } = change;
  if (ruleId === null) return;
  const counts = (byRule[ruleId] ??= { set: 0, kept: 0, removed: 0, expired: 0, withheld: 0, examples: [] });
  counts[kind] += 1;
  if (isChange(change) && counts.examples.length < EXAMPLES) counts.examples.push(id);
}

function writer({ store, job }: JobContext, { revision, at }: Token): (looked: Looked) => void {
  const statements = tagStatements(store.raw);
  return ({ row, tagged }) => {
    statements.write(row.id, tagged.attributes);
    for (const change of tagged.changes.filter(isChange)) {
      const { attribute, code, value, kind, ruleId, expiresAt, evidence } = change;
      const by = ruleId === null ? 'person' : 'rule';
      statements.addMark({
        opportunityId: row.id,
        attribute,
        code,
        value,
        at,
        expiresAt,
        evidence,
        by,
        state: kind === 'set' ? 'set' : 'gone',
        byId: ruleId ?? job.actorId,
        revision: ruleId === null ? null : revision,
      });
    }
  };
}
