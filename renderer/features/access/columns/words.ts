const zhCN = {
  names: { phone: '联系方式', money: '金额', notes: '备注' },
  access: { plain: '明文', masked: '脱敏', hidden: '隐藏' },
  comma: '，',
  closed: (p: { columns: string }) =>
    `按您的角色：${p.columns}。这些字段不能搜索、筛选、排序、汇总或导出；如有需要，请向管理员申请。`,
  reveal: (p: { column: string }) => `查看${p.column}明文`,
  reason: '查看的原因',
  reasonHint: '至少 5 个字，会记入审计。',
  show: '查看',
  shortly: '30 秒后重新隐藏',
  searchNames: '搜索（不含联系方式）',
  sumsClosed: '看不到金额，因此没有汇总',
  sumsClosedHint: '归因报告由金额汇总而成，您的角色看不到金额的明文。可以查看逐单结果，或向管理员申请。',
};

const en: typeof zhCN = {
  names: { phone: 'Contact ways', money: 'Money', notes: 'Notes' },
  access: { plain: 'plain', masked: 'masked', hidden: 'hidden' },
  comma: ', ',
  closed: (p) =>
    `Your roles: ${p.columns}. These cannot be searched, filtered, sorted, summed or exported. Ask an administrator if you need them.`,
  reveal: (p) => `Reveal: ${p.column}`,
  reason: 'Why you need it',
  reasonHint: 'At least 5 characters. The audit keeps it.',
  show: 'Show',
  shortly: 'Masked again after 30 seconds',
  searchNames: 'Search, without contact ways',
  sumsClosed: 'No sums without money',
  sumsClosedHint:
    'The report is made of sums of money, which your roles do not show in plain. Look at single orders, or ask an administrator.',
};

export const columnWords = { 'zh-CN': zhCN, en } as const;
