import type { FindingKind, Fix } from '#domain/analysis';

type Said = {
  /** The rules that cover, take or are merged with the row. */
  others: string;
  percent: string;
  attribute: string;
  values: string;
  at: string;
  group: string;
  region: string;
  days: number;
};
type Fixed = {
  rule: string;
  other: string;
  others: string;
  group: string;
  attribute: string;
  values: string;
  region: string;
  at: string;
};

/** The words of the analysis of rules. */
export const zhCN = {
  title: '规则分析',
  count: (p: { count: number }) => `规则分析 ${p.count}`,
  hint: '只列出影响流转结果的问题，按近期商机多少排列。',
  trafficOf: (p: { count: string; days: number }) => `依据近 ${p.days} 天的 ${p.count} 条商机。`,
  trafficPart: (p: { count: string; days: number }) => `依据近 ${p.days} 天中最新的 ${p.count} 条商机。`,
  goingOn: '正在分析…',
  nothing: '没有发现问题。',
  shownOf: (p: { shown: number; total: string }) => `共 ${p.total} 个问题，显示前 ${p.shown} 个。`,
  opportunities: (p: { count: string }) => `${p.count} 条商机`,
  ruleAt: (p: { position: number; name: string }) => `第 ${p.position} 条 ${p.name}`,
  region: '未覆盖的商机',
  comma: '、',
  more: (p: { first: string; count: number }) => `${p.first}等 ${p.count} 条`,
  newRuleName: (p: { region: string }) => p.region,
  done: (p: { what: string }) => `已修改：${p.what}可以撤销。`,
  kind: {
    dead: '永远不会命中',
    impossible: '条件互相矛盾',
    unknownValue: '取值不存在',
    unknownAttribute: '属性不存在',
    groupOff: '分配组已停用',
    groupEmpty: '分配组没有成员',
    groupAway: '分配组成员都不在岗',
    masked: '大部分被前面的规则截走',
    gap: '只有兜底规则接住',
    redundant: '多余的规则',
    expired: '已过有效期',
    noHits: '长期没有命中',
    reviewDue: '该复核了',
    mergeable: '可以合并',
  } satisfies Record<FindingKind, string>,
  say: {
    dead: (p) => `被${p.others}完全覆盖，永远轮不到它。`,
    impossible: () => '这些条件不可能同时成立。',
    unknownValue: (p) => `“${p.attribute}”没有这些取值：${p.values}。`,
    unknownAttribute: (p) => `业务属性里没有“${p.attribute}”。`,
    groupOff: (p) => `“${p.group}”已停用，接不到商机。`,
    groupEmpty: (p) => `“${p.group}”没有可分配的成员。`,
    groupAway: (p) => `“${p.group}”的成员目前都不在。`,
    masked: (p) => `符合它的商机有 ${p.percent} 先被${p.others}分给了别的组。`,
    gap: (p) => `${p.region}：其中 ${p.percent} 没有规则专门处理。`,
    redundant: (p) => `去掉后结果不变，${p.others}会分到同一个组。`,
    expired: (p) => `有效期已于 ${p.at} 结束。`,
    noHits: (p) => `近 ${p.days} 天一条都没有命中。`,
    reviewDue: (p) => `复核日期是 ${p.at}。`,
    mergeable: (p) => `与${p.others}同组，只有“${p.attribute}”的取值不同。`,
  } satisfies Record<FindingKind, (p: Said) => string> as Record<FindingKind, (p: Said) => string>,
  proof: {
    proved: '已证明。',
    notProved: '未能证明：尝试了大量取值，都没有轮到它。',
  },
  fix: {
    remove: '删除',
    turnOff: '停用',
    moveAbove: '上移',
    setGroup: '换组',
    merge: '合并',
    dropValue: '去掉取值',
    addRule: '新增规则',
    setReview: '推迟复核',
  } satisfies Record<Fix['kind'], string>,
  preview: {
    remove: (p) => `删除${p.rule}。`,
    turnOff: (p) => `停用${p.rule}。`,
    moveAbove: (p) => `把${p.rule}移到${p.other}之前。`,
    setGroup: (p) => `${p.rule}改为分到“${p.group}”。`,
    merge: (p) => `把${p.others}并入${p.rule}。`,
    dropValue: (p) => `从${p.rule}的“${p.attribute}”中去掉：${p.values}。`,
    addRule: (p) => `在兜底规则之前新增一条：${p.region}，分到“${p.group}”。`,
    setReview: (p) => `${p.rule}的复核日期改为 ${p.at}。`,
  } satisfies Record<Fix['kind'], (p: Fixed) => string> as Record<Fix['kind'], (p: Fixed) => string>,
};
