const zhCN = {
  title: '角色总览',
  subtitle: '所有角色有哪些操作：● 直接拥有，○ 从继承的角色得到。',
  link: '总览',
  operation: '操作',
  own: '直接拥有',
  inherited: (p: { roles: string }) => `继承自：${p.roles}`,
  without: '没有',
  columns: '字段',
  count: (p: { count: string }) => `${p.count} 项`,
  filter: '筛选操作或角色',
  none: '还没有角色',
};

const en: typeof zhCN = {
  title: 'All roles',
  subtitle: 'Which role has what: ● by itself, ○ inherited.',
  link: 'All at once',
  operation: 'Action',
  own: 'By itself',
  inherited: (p) => `Inherited from ${p.roles}`,
  without: 'Not',
  columns: 'Columns',
  count: (p) => p.count,
  filter: 'Filter actions or roles',
  none: 'No role yet',
};

export const matrixWords = { 'zh-CN': zhCN, en } as const;
