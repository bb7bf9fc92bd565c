const zhCN = {
  view: '以此人身份查看',
  hint: (p: { name: string }) =>
    `控制台将显示 ${p.name} 能看到的页面和数据：只读，30 分钟后自动结束，开始和结束都会记入审计。`,
  reason: '原因',
  reasonHint: '例如：核对客户反馈的问题',
  start: '开始查看',
  cancel: '取消',
  viewing: (p: { name: string; by: string }) => `${p.by} 正在以「${p.name}」的身份查看：只读`,
  left: (p: { time: string }) => `还剩 ${p.time}`,
  end: '结束查看',
};

const en: typeof zhCN = {
  view: 'View as',
  hint: (p) =>
    `The console shows the pages and rows that ${p.name} sees: read-only, over by itself after 30 minutes, its start and end in the audit.`,
  reason: 'Reason',
  reasonHint: 'To check what a customer reported',
  start: 'Begin',
  cancel: 'Cancel',
  viewing: (p) => `${p.by} is viewing as ${p.name}: read-only`,
  left: (p) => `${p.time} left`,
  end: 'End the view',
};

export const viewAsWords = { 'zh-CN': zhCN, en } as const;
