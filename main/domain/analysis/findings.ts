import { type Catalogue, check } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import { leavingAxes } from './boxes.ts';
import { type Finding, finding } from './finding.ts';
import { type Fix, withoutValues } from './fix.ts';
import { gapsIn } from './gaps.ts';
import { type Kin, mergeables } from './merge.ts';
import { maskedRows, type Sight, tally, type Tallies } from './traffic.ts';
import { type Bench, isRemovable, type Row } from './verdict.ts';

/** A group as an analysis sees it. */
export type GroupSeen = {
  readonly isOn: boolean;
  /** Whether it has a member that counts, and whether one of them is there. */
  readonly hasMember: boolean;
  readonly isPresent: boolean;
};

/** What a rule took in the last `days`, and when it last took anything. */
export type History = { readonly hits: number; readonly lastAt: number | null };

/** What is known about the world around the rules. */
export type Known = {
  readonly catalogue: Catalogue;
  readonly groups: ReadonlyMap<string, GroupSeen>;
  /** Rule id → its history, of rules that were in force all these days. */
  readonly history: ReadonlyMap<string, History>;
  /** The days that the history and the traffic look back. */
  readonly days: number;
  readonly now: number;
};

type Scene = {
  readonly rows: readonly Row[];
  readonly bench: Bench;
  readonly sights: readonly Sight[];
  readonly kin: Kin;
  readonly known: Known;
};

const DAY_MS = 86_400_000;
const REVIEW_AGAIN_DAYS = 90;

/** Everything found, in the order of the rules. */
export function findingsOf(scene: Scene): Finding[] {
  const { rows, bench, sights, kin } = scene;
  const tallies = tally(sights, rows.length);
  const spare = liveGroup(scene, tallies);
  const found = rows.flatMap((row) => [
    ...deadOf(bench, row, tallies),
    ...valuesOf(row, scene.known, tallies),
    ...groupOf(row, scene.known, spare, tallies),
    ...ageOf(row, scene, tallies),
  ]);
  for (const { row, by, count, share } of maskedRows(bench.axes, rows, sights, tallies)) {
    if (isRemovable(row)) continue;
    const { id: ruleId } = row.rule;
    const fixes: Fix[] = [{ kind: 'moveAbove', ruleId, otherRuleId: by.rule.id }];
    found.push(finding('masked', { ruleId, otherRuleIds: [by.rule.id], traffic: count, share, fixes }));
  }
  for (const { condition, count, share, groupId } of gapsIn(sights)) {
    const group = groupId ?? rows.at(-1)?.rule.groupId;
    const fixes: Fix[] =
      group === undefined ? [] : [{ kind: 'addRule', condition, groupId: group, name: '' }];
    found.push(finding('gap', { traffic: count, share, condition, fixes }));
  }
  for (const { rows: together, attribute } of mergeables(bench, kin)) {
    const ruleIds = together.map(({ rule }) => rule.id);
    const [ruleId = null, ...otherRuleIds] = ruleIds;
    const traffic = together.reduce((sum, { at }) => sum + (tallies.taken[at] as number), 0);
    const fixes: Fix[] = [{ kind: 'merge', ruleIds, attribute }];
    found.push(finding('mergeable', { ruleId, otherRuleIds, traffic, attribute, fixes }));
  }
  return found;
}

/** Rows that never decide, and rows that decide nothing that the rest would not decide as well. */
function deadOf({ axes }: Bench, row: Row, { held, taken }: Tallies): Finding[] {
  const { verdict, rule } = row;
  const remove: Fix = { kind: 'remove', ruleId: rule.id };
  const turnOff: Fix = { kind: 'turnOff', ruleId: rule.id };
  if (verdict?.kind === 'redundant') {
    const otherRuleIds = verdict.by.map((by) => by.rule.id);
    const traffic = taken[row.at] as number;
    return [finding('redundant', { ruleId: rule.id, otherRuleIds, traffic, fixes: [remove, turnOff] })];
  }
  if (verdict?.kind !== 'dead') return [];
  const otherRuleIds = verdict.by.map((by) => by.rule.id);
  const [by] = verdict.by;
  // Moved above what is just the same, it would only change the places.
  const isNarrower =
    by !== undefined &&
    by.rule.groupId !== rule.groupId &&
    !by.boxes.every((box) => row.boxes.some((own) => leavingAxes(axes, box, own).length === 0));
  const above: Fix[] = isNarrower ? [{ kind: 'moveAbove', ruleId: rule.id, otherRuleId: by.rule.id }] : [];
  const { proof } = verdict;
  const traffic = held[row.at] as number;
  return [
    finding('dead', { ruleId: rule.id, otherRuleIds, proof, traffic, fixes: [...above, remove, turnOff] }),
  ];
}

const problems = new WeakMap<Rule, { catalogue: Catalogue; list: ReturnType<typeof check> }>();

function problemsOf(rule: Rule, catalogue: Catalogue): ReturnType<typeof check> {
  const known = problems.get(rule);
  if (known?.catalogue === catalogue) return known.list;
  const list = check(rule.condition, catalogue);
  problems.set(rule, { catalogue, list });
  return list;
}

/** Values and attributes that nobody knows, and tests that exclude each other. */
function valuesOf(row: Row, { catalogue, now }: Known, { held }: Tallies): Finding[] {
  const { rule } = row;
  if (!rule.isOn) return [];
  const list = problemsOf(rule, catalogue);
  const ruleId = rule.id;
  const traffic = held[row.at] as number;
  const turnOff: Fix = { kind: 'turnOff', ruleId };
  const unknown = new Map<string, string[]>();
  for (const { code, attribute, value } of list)
    if (code === 'unknownValue') unknown.set(attribute, [...(unknown.get(attribute) ?? []), value ?? '']);
  const found = [...unknown].map(([attribute, values]) => {
    const isLeft = typeof withoutValues(rule.condition, attribute, values) === 'object';
    const fixes: Fix[] = isLeft ? [{ kind: 'dropValue', ruleId, attribute, values }, turnOff] : [turnOff];
    return finding('unknownValue', { ruleId, attribute, values, traffic, fixes });
  });
  for (const attribute of new Set(
    list.filter(({ code }) => code === 'unknownAttribute').map((each) => each.attribute),
  ))
    found.push(finding('unknownAttribute', { ruleId, attribute, traffic, fixes: [turnOff] }));
  const isOver = rule.validTo !== undefined && rule.validTo <= now;
  const isNever = row.boxes.length === 0 && !isOver;
  if (isNever && found.length === 0) found.push(finding('impossible', { ruleId, fixes: [turnOff] }));
  return found;
}

/** The group that an ownerless row's opportunities best go to: of those that can take any, the one that takes most. */
function liveGroup({ rows, known }: Scene, { taken }: Tallies): string | undefined {
  const counts = new Map<string, number>();
  for (const { rule, at } of rows) {
    const group = known.groups.get(rule.groupId);
    if (!group?.isOn || !group.hasMember || !group.isPresent) continue;
    counts.set(rule.groupId, (counts.get(rule.groupId) ?? 0) + 1 + (taken[at] as number));
  }
  let best: [string, number] | undefined;
  for (const each of counts) if (!best || each[1] > best[1]) best = each;
  return best?.[0];
}

/** Rows whose group cannot take anything. */
function groupOf(row: Row, { groups }: Known, spare: string | undefined, { taken }: Tallies): Finding[] {
  const { rule } = row;
  if (row.boxes.length === 0) return [];
  const group = groups.get(rule.groupId);
  const kind = !group?.isOn
    ? 'groupOff'
    : !group.hasMember
      ? 'groupEmpty'
      : group.isPresent
        ? null
        : 'groupAway';
  if (kind === null) return [];
  const ruleId = rule.id;
  const isCatchAll = row.boxes.some(({ axes }) => axes.length === 0);
  const setGroup: Fix[] = spare === undefined ? [] : [{ kind: 'setGroup', ruleId, groupId: spare }];
  const turnOff: Fix[] = isCatchAll ? [] : [{ kind: 'turnOff', ruleId }];
  return [
    finding(kind, {
      ruleId,
      traffic: taken[row.at] as number,
      values: [rule.groupId],
      fixes: [...setGroup, ...turnOff],
    }),
  ];
}

/** Rows that are over, that nobody looked at in time, or that took nothing for long. */
function ageOf(row: Row, { known }: Scene, { taken, total }: Tallies): Finding[] {
  const { rule } = row;
  if (!rule.isOn) return [];
  const { now, days } = known;
  const ruleId = rule.id;
  const remove: Fix = { kind: 'remove', ruleId };
  const turnOff: Fix = { kind: 'turnOff', ruleId };
  if (rule.validTo !== undefined && rule.validTo <= now)
    return [finding('expired', { ruleId, at: rule.validTo, fixes: [remove, turnOff] })];
  const found: Finding[] = [];
  const traffic = taken[row.at] as number;
  if (rule.reviewAt !== undefined && rule.reviewAt <= now) {
    const fixes: Fix[] = [{ kind: 'setReview', ruleId, at: now + REVIEW_AGAIN_DAYS * DAY_MS }];
    found.push(finding('reviewDue', { ruleId, at: rule.reviewAt, traffic, fixes }));
  }
  const history = known.history.get(ruleId);
  const isAwake = rule.validFrom === undefined || rule.validFrom <= now - days * DAY_MS;
  const isUnused = history?.hits === 0 && traffic === 0;
  const isCatchAll = row.boxes.some(({ axes }) => axes.length === 0);
  if (total > 0 && isAwake && isUnused && !isCatchAll && row.boxes.length > 0 && !isRemovable(row))
    found.push(finding('noHits', { ruleId, at: history.lastAt, fixes: [turnOff, remove] }));
  return found;
}
