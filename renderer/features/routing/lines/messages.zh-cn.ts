/** The words of the business lines' settings. */
export const zhCN = {
  title: '业务线',
  subtitle:
    '每条业务线自己的规定：哪些商机算同一个线索主体，什么样的商机才流转。流转条件在判断任何规则之前检查，不满足的进入未分配清单并注明原因；以前的判定不受影响。',
  readOnly: '你可以查看这些设置，修改需要流转规则的编辑权限。',
  noLines: '还没有业务线',
  noLinesHint: '业务线随导入而来。',
  grain: '线索主体',
  grains: { phone: '电话', shop: '门店', group: '采购集团' },
  grainHints: {
    phone: '同一个号码只能有一个进行中的商机',
    shop: '同一家门店只能有一个进行中的商机',
    group: '同一个采购集团只能有一个进行中的商机',
  },
  changeGrain: '修改…',
  oldAfter: '商机最长时限（天）',
  oldAfterHint: '创建超过这些天的商机不再流转。',
  noLimit: '不限',
  needed: '流转前必须已知',
  neededHint: '缺少其中任何一项的商机先不流转。',
  nothingNeeded: '不要求',
  save: '保存',
  reset: '放弃修改',
  unsaved: '有未保存的修改',
  saved: '业务线设置已保存，从下一次流转起生效。',
  grainTitle: (p: { line: string }) => `修改「${p.line}」的线索主体`,
  grainIntro: '两名销售不得同时跟进同一个线索主体。修改会立即作用于全部商机，要么全部完成，要么什么都不变。',
  grainTo: '改为按',
  entityNote:
    '门店和采购集团取导入时的「线索主体编号」，没有时取公司名，再没有时取联系方式。两者共用这个编号：互换之后，下一次导入会带来新的编号。',
  counts: (p: { open: string; changing: string }) =>
    `共 ${p.open} 个进行中的商机；${p.changing} 个商机（含已关闭）会按新的主体区分。`,
  noCollision: '没有商机会撞单，可以直接修改。',
  collides: (p: { count: string; entities: string }) =>
    `${p.count} 个进行中的商机会落在 ${p.entities} 个线索主体上。`,
  collidesHint:
    '每个主体保留一个：优先已有负责人的，其次分配最早的。其余合并进来：保留者的内容不变，空缺由它们补齐，它们以「已合并」关闭。每次合并都可以在商机页上撤销，但要先改回原来的线索主体。',
  hidden: (p: { count: string }) =>
    `其中 ${p.count} 个不在你的数据范围内，所以你不能一起合并。请由能看到全部商机的人修改。`,
  entity: '主体',
  opportunity: '商机',
  contact: '联系方式',
  owner: '负责人',
  created: '创建时间',
  fate: '修改后',
  kept: '保留',
  joined: '合并',
  notSeen: '不在你的数据范围内',
  nobody: '无人',
  reason: '修改原因',
  reasonHint: '写入审计记录和每次合并。',
  cancel: '取消',
  change: '修改线索主体',
  mergeAndChange: (p: { count: string }) => `合并 ${p.count} 个并修改`,
  changed: (p: { changed: string; merged: string }) =>
    `线索主体已修改：${p.changed} 个商机改按新的主体区分，${p.merged} 个被合并。`,
};
