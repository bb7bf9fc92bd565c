import type {
  Bucket,
  EligibilityReason,
  Layer1,
  LossReason,
  OrderReason,
  ReportWord,
} from '#domain/attribution';

const bucket: Record<Bucket, string> = { attributed: '已归因', notAttributed: '未归因' };

const orderReason: Record<OrderReason, string> = {
  lastTouch: '最后一次有效跟进',
  firstTouch: '首次有效跟进',
  noContact: '订单没有对应的名片',
  noFollowUp: '没有跟进记录',
  onlyAfterClosing: '只有成交后的跟进',
  outsideWindow: '跟进都在回溯期之外',
  noValidTouch: '回溯期内没有有效跟进',
};

const eligibilityReason: Record<EligibilityReason, string> = {
  nothingConfigured: '未设规则，全部计入',
  allowed: '规则允许',
  notAllowed: '没有规则允许',
  notAttributed: '未归因',
};

const step = {
  gross: '订单总额',
  refunded: '退款',
  net: '净额',
  notAttributed: '未归因',
  attributed: '已归因',
  notEligible: '不计入业绩',
  eligible: '可计业绩',
  credited: '计入业绩',
};

const loss: Record<LossReason, string> = {
  afterClosing: '成交之后才跟进',
  outsideWindow: '早于回溯期',
  seatNotValid: '坐席当时无效',
  channelNotCounted: '该跟进方式不计入',
  outcomeNotCounted: '该跟进结果不计入',
  callTooShort: '通话时长不足',
  recordedTooLate: '录入过晚',
  laterTouchWon: '之后另有有效跟进',
  earlierTouchWon: '之前已有有效跟进',
  tieBreak: '与胜出的跟进同一时刻，录入时间或编号排在后面',
};

const channel: Record<Layer1['channels'][number], string> = {
  call: '电话',
  message: '消息',
  visit: '拜访',
  email: '邮件',
  other: '其他',
};

/** What the report file says, code by code. */
const report: Record<ReportWord, string> = {
  'sheet.waterfall': '归因瀑布',
  'sheet.byRep': '按销售',
  'sheet.byTeam': '按团队',
  'sheet.byProduct': '按产品',
  'sheet.byMonth': '按月份',
  'sheet.judgements': '订单明细',
  'column.step': '步骤',
  'column.rep': '销售',
  'column.team': '团队',
  'column.product': '产品',
  'column.month': '月份',
  'column.order': '订单号',
  'column.contact': '联系方式',
  'column.closedAt': '成交时间',
  'column.bucket': '归因',
  'column.reason': '原因',
  'column.eligibility': '业绩判定',
  'column.currency': '币种',
  'column.orders': '订单数',
  'column.gross': step.gross,
  'column.refunded': step.refunded,
  'column.attributed': step.attributed,
  'column.eligible': step.eligible,
  'column.credited': step.credited,
  'column.amount': '金额',
  'step.gross': step.gross,
  'step.refunded': step.refunded,
  'step.net': step.net,
  'step.notAttributed': step.notAttributed,
  'step.attributed': step.attributed,
  'step.notEligible': step.notEligible,
  'step.eligible': step.eligible,
  'step.credited': step.credited,
  'bucket.attributed': bucket.attributed,
  'bucket.notAttributed': bucket.notAttributed,
  'reason.lastTouch': orderReason.lastTouch,
  'reason.firstTouch': orderReason.firstTouch,
  'reason.noContact': orderReason.noContact,
  'reason.noFollowUp': orderReason.noFollowUp,
  'reason.onlyAfterClosing': orderReason.onlyAfterClosing,
  'reason.outsideWindow': orderReason.outsideWindow,
  'reason.noValidTouch': orderReason.noValidTouch,
  'eligibility.nothingConfigured': eligibilityReason.nothingConfigured,
  'eligibility.allowed': eligibilityReason.allowed,
  'eligibility.notAllowed': eligibilityReason.notAllowed,
  'eligibility.notAttributed': eligibilityReason.notAttributed,
  total: '合计',
  none: '无',
};

/** The terms of attribution that every one of its pages uses. */
export const zhCN = {
  bucket,
  orderReason,
  eligibilityReason,
  step,
  loss,
  lossBy: {
    afterClosing: (p: { distance: string }) => `成交 ${p.distance}后才跟进`,
    outsideWindow: (p: { distance: string }) => `早于回溯期 ${p.distance}`,
    callTooShort: (p: { distance: string }) => `通话时长差 ${p.distance}`,
    recordedTooLate: (p: { distance: string }) => `录入时限超出 ${p.distance}`,
    laterTouchWon: (p: { distance: string }) => `胜出的跟进晚 ${p.distance}`,
    earlierTouchWon: (p: { distance: string }) => `胜出的跟进早 ${p.distance}`,
  },
  channel,
  report,
};
