import type { Label } from '#domain/base';
import type { ImportKind } from './mapping.ts';

/** One field that a column can fill. `names` are the headers under which other systems write it, in lower case. */
export type Field = {
  readonly field: string;
  readonly label: Label;
  readonly required: boolean;
  readonly names: readonly string[];
};

const field = (name: string, zh: string, en: string, names: string, required = false): Field => ({
  field: name,
  label: { zh, en },
  required,
  names: names.split('|').filter((text) => text !== ''),
});

const must = (made: Field): Field => ({ ...made, required: true });

const name = field('name', '名称', 'Name', '名称|名字|姓名|中文名|name|title');
const nameEn = field('nameEn', '英文名', 'English name', '英文名|英文名称|name en|english name');
const contact = field(
  'contact',
  '联系方式（电话或邮箱）',
  'Contact (phone or e-mail)',
  '电话|手机|手机号|手机号码|联系电话|电话号码|联系方式|邮箱|电子邮箱|phone|mobile|mobile phone|telephone|tel|contact|email|e-mail',
);
const account = field(
  'account',
  '客户编号',
  'Account code',
  '客户编号|客户代码|客户号|account|account code|account id|customer|customer code|customer id',
);
const line = field(
  'line',
  '业务线',
  'Business line',
  '业务线|业务属性|业务属性1|business line|line|product line|series',
);
const amount = field(
  'amount',
  '金额',
  'Amount',
  '金额|订单金额|成交金额|预计金额|实付金额|amount|value|close_value|close value|total|price',
);
const currency = field('currency', '币种', 'Currency', '币种|货币|currency');
const opportunityId = field(
  'externalId',
  '商机编号',
  'Opportunity id',
  '商机编号|商机id|线索编号|编号|id|opportunity id|opportunity_id|external id|deal id',
);

/** The fields of each kind of import, in the order in which the interface shows them. */
export const FIELDS: Readonly<Record<ImportKind, readonly Field[]>> = {
  units: [
    must({
      ...name,
      names: [...name.names, '部门', '组织', '团队', '门店', 'unit', 'team', 'department', 'manager'],
    }),
    nameEn,
    field(
      'externalId',
      '组织编号',
      'Unit code',
      '组织编号|部门编号|编号|unit code|team id|department id|code|id',
    ),
    field('parent', '上级组织', 'Parent unit', '上级|上级组织|上级部门|区域|parent|region|regional_office'),
  ],
  reps: [
    must({
      ...name,
      names: [...name.names, '销售', '员工', '员工姓名', 'rep', 'agent', 'sales_agent', 'sales agent'],
    }),
    field('externalId', '工号', 'Employee id', '工号|员工编号|员工工号|employee id|rep id|agent id|code|id'),
    field('login', '登录名', 'Sign-in name', '登录名|账号|帐号|用户名|login|user|username|user name'),
    field('unit', '所属组织', 'Unit', '组织|部门|团队|门店|所属组织|所属部门|unit|team|department|manager'),
    field('status', '在职状态（在职、离职）', 'Status (active, left)', '状态|在职状态|status'),
  ],
  lines: [
    must({ ...name, names: [...name.names, ...line.names] }),
    nameEn,
    field('externalId', '业务线编号', 'Line code', '业务线编号|编号|code|line code|id'),
    field('grain', '粒度（电话、门店、集团）', 'Grain (phone, shop, group)', '粒度|线索主体|grain'),
  ],
  products: [
    must({
      ...name,
      names: [...name.names, '产品', '产品名称', '商品', '商品名称', 'product', 'product name'],
    }),
    nameEn,
    field('externalId', '产品编码', 'Product code', '产品编码|商品编码|编码|sku|code|product code|id'),
    must(
      field(
        'category',
        '产品类别',
        'Category',
        '类别|分类|品类|产品类别|商品分类|category|product category|series',
      ),
    ),
    line,
  ],
  opportunities: [
    opportunityId,
    contact,
    account,
    field(
      'name',
      '联系人',
      'Contact name',
      '联系人|客户姓名|姓名|客户名称|name|contact name|customer name|full name',
    ),
    field('company', '公司', 'Company', '公司|公司名称|企业|企业名称|门店|店铺|company|shop|organisation'),
    must(line),
    field(
      'grainKey',
      '线索主体编号（门店、集团）',
      'Lead entity (shop, group)',
      '门店编号|集团编号|线索主体|shop id|group id|lead entity',
    ),
    field('title', '标题', 'Title', '标题|商机名称|商机标题|title|opportunity|deal name|subject'),
    field(
      'status',
      '状态（进行中、赢单、输单）',
      'Status (open, won, lost)',
      '状态|商机状态|status|deal_stage|deal stage',
    ),
    field('stage', '阶段', 'Stage', '阶段|商机阶段|销售阶段|stage'),
    field(
      'owner',
      '负责人',
      'Owner',
      '负责人|归属人|销售|跟进人|owner|rep|sales_agent|sales agent|assigned to',
    ),
    amount,
    currency,
    field(
      'createdAt',
      '创建时间',
      'Created at',
      '创建时间|创建日期|录入时间|created|created at|create date|engage_date',
    ),
    field(
      'closedAt',
      '关闭时间',
      'Closed at',
      '关闭时间|成交时间|结束时间|closed|closed at|close_date|close date',
    ),
  ],
  attributes: [opportunityId, contact, account, line],
  followUps: [
    field(
      'externalId',
      '跟进编号',
      'Follow-up id',
      '跟进编号|记录编号|编号|follow-up id|follow up id|activity id|call id|id',
    ),
    contact,
    account,
    must(
      field(
        'user',
        '跟进人',
        'Rep',
        '跟进人|销售|坐席|负责人|user|rep|agent|seat|sales_agent|sales agent|owner',
      ),
    ),
    must(
      field(
        'happenedAt',
        '跟进时间',
        'Happened at',
        '跟进时间|跟进日期|时间|日期|通话时间|happened at|date|time|engage_date|engage date',
      ),
    ),
    field('recordedAt', '录入时间', 'Recorded at', '录入时间|记录时间|创建时间|recorded at|created at'),
    field(
      'channel',
      '方式（电话、消息、拜访、邮件、其他）',
      'Channel (call, message, visit, email, other)',
      '方式|跟进方式|渠道|channel|type|method',
    ),
    field('outcome', '结果', 'Outcome', '结果|跟进结果|通话结果|outcome|result|disposition'),
    field('note', '内容', 'Note', '内容|备注|跟进内容|note|notes|content|comment|comments'),
    field(
      'durationSeconds',
      '时长（秒）',
      'Duration (seconds)',
      '时长|通话时长|时长（秒）|时长(秒)|duration|duration seconds|seconds',
    ),
    line,
  ],
  orders: [
    field(
      'externalId',
      '订单号',
      'Order id',
      '订单号|订单编号|单号|退款单号|order id|order no|order number|opportunity_id|id',
    ),
    contact,
    account,
    field('product', '产品', 'Product', '产品|商品|产品名称|商品名称|产品编码|product|product code|sku|item'),
    must(amount),
    currency,
    must(
      field(
        'closedAt',
        '成交时间',
        'Closed at',
        '成交时间|下单时间|支付时间|订单时间|退款时间|时间|日期|closed at|close_date|close date|order date|paid at|date',
      ),
    ),
    field(
      'refundOf',
      '原订单号（退款）',
      'Refund of order',
      '原订单号|原单号|退款订单|refund of|original order|refund_of',
    ),
  ],
};

/** Kinds whose rows hang on a card, named by a contact or an account code: one of the two must be mapped. */
export const CARD_KINDS: ReadonlySet<ImportKind> = new Set(['opportunities', 'followUps']);

/** A business attribute as a field: `attribute:<key>`. */
export function attributeField(attribute: { key: string; label: Label }): Field {
  const { key, label } = attribute;
  return {
    field: `attribute:${key}`,
    label,
    required: false,
    names: [key, label.zh, label.en].map((text) => text.toLowerCase()),
  };
}
