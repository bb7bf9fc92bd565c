/** What kinds of long work are called, what they are doing, and how they ended. Codes come from main/jobs. */
const zhCN = {
  kinds: {
    'transfer.import': '导入',
    'transfer.preview': '导入预检',
    'transfer.undo': '撤销导入',
    'transfer.rejects': '导出被拒绝的行',
    'routing.run': '商机流转',
    'attribution.run': '销售归因',
    'attribution.export': '导出归因报告',
  } as Readonly<Record<string, string>>,
  phases: {
    queued: '排队中',
    reading: '读取文件',
    checking: '校验',
    writing: '写入',
    removing: '移除',
    routing: '分配',
    judging: '判定',
    summing: '汇总',
    done: '完成',
    failed: '失败',
    cancelled: '已取消',
  } as Readonly<Record<string, string>>,
  statuses: { queued: '排队中', running: '进行中', done: '已完成', failed: '失败', cancelled: '已取消' },
  otherKind: '后台任务',
};

const en: typeof zhCN = {
  kinds: {
    'transfer.import': 'Import',
    'transfer.preview': 'Import check',
    'transfer.undo': 'Undo of an import',
    'transfer.rejects': 'Export of rejected rows',
    'routing.run': 'Routing',
    'attribution.run': 'Attribution',
    'attribution.export': 'Export of the attribution report',
  },
  phases: {
    queued: 'waiting',
    reading: 'reading the file',
    checking: 'checking',
    writing: 'writing',
    removing: 'removing',
    routing: 'assigning',
    judging: 'judging',
    summing: 'summing up',
    done: 'done',
    failed: 'failed',
    cancelled: 'cancelled',
  },
  statuses: {
    queued: 'Waiting',
    running: 'Running',
    done: 'Done',
    failed: 'Failed',
    cancelled: 'Cancelled',
  },
  otherKind: 'Background job',
};

export const jobWords = { 'zh-CN': zhCN, en } as const;
