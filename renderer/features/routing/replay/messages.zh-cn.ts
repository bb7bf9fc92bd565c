type Pair = { before: string; after: string };

/** The words of the replay. */
export const zhCN = {
  title: '回放',
  hint: '用历史商机逐个对比：按创建时刻、以现在的属性，分别按对照版本和这个版本判断，看谁会换分配组。不写入任何数据。',
  replay: '开始回放',
  again: '重新回放',
  saveAndReplay: '保存并回放',
  running: '正在回放',
  soFar: '已统计的部分：',
  moves: (p: { moved: string; received: string; share: string }) =>
    `${p.received} 个商机中有 ${p.moved} 个会换分配组（${p.share}）`,
  movesNone: (p: { received: string }) => `${p.received} 个商机都不会换分配组`,
  nothingYet: '还没有历史商机可以回放。',
  against: (p: { number: number; at: string }) => `对照第 ${p.number} 版 · ${p.at}`,
  againstNothing: (p: { at: string }) => `还没有生效的版本可以对照 · ${p.at}`,
  stale: '草稿在这次回放之后有修改，数字可能已不准确。',
  nobody: '无规则命中',
  unknownGroup: '已删除的分配组',
  fromTo: (p: { from: string; to: string }) => `${p.from} → ${p.to}`,
  flows: '从哪里到哪里',
  loads: '各组承接量',
  load: (p: { before: string; after: string }) => `${p.before} → ${p.after}`,
  openLoad: (p: { before: string; after: string }) => `跟进中 ${p.before} → ${p.after}`,
  openLoadOf: (p: { before: string; after: string; capacity: string }) =>
    `跟进中 ${p.before} → ${p.after}，上限 ${p.capacity}`,
  overCapacity: '超过上限',
  peak: {
    day: (p: Pair) => `单日最多 ${p.before} → ${p.after}`,
    week: (p: Pair) => `单周最多 ${p.before} → ${p.after}`,
    month: (p: Pair) => `单月最多 ${p.before} → ${p.after}`,
  },
  over: {
    day: (p: Pair & { cap: string }) => `超过单日上限 ${p.cap} 的天数 ${p.before} → ${p.after}`,
    week: (p: Pair & { cap: string }) => `超过单周上限 ${p.cap} 的周数 ${p.before} → ${p.after}`,
    month: (p: Pair & { cap: string }) => `超过单月上限 ${p.cap} 的月数 ${p.before} → ${p.after}`,
  },
  people: '按权重的预计承接量',
  moved: '会换组的商机',
  movedShown: (p: { shown: string; total: string }) => `最近的 ${p.shown} 个，共 ${p.total} 个`,
  movedNone: '没有可以查看的商机。',
  more: '显示更多',
  byRules: (p: { before: string; after: string }) => `规则：${p.before} → ${p.after}`,
  noRule: '无',
};
