import type { Language } from '#domain/base';
import type { RowReason } from './mapping.ts';

/** Why a row was not taken: the field (null: the row itself), the code, and the text as the file has it. */
export type RowFault = { readonly field: string | null; readonly code: RowReason; readonly value: string };

/** The reasons in words: they stand in the file of rejected rows, and on the page. */
const words: Readonly<Record<RowReason, Readonly<Record<Language, string>>>> = {
  missing: { 'zh-CN': '必填项为空', en: 'is required and empty' },
  notAPhone: { 'zh-CN': '不是有效的电话号码', en: 'is no valid phone number' },
  notAContact: { 'zh-CN': '不是有效的联系方式', en: 'is no valid contact' },
  twoContacts: { 'zh-CN': '一格里有两个联系方式，请拆成两行', en: 'holds two contacts; split the row' },
  lossyNumber: {
    'zh-CN': '号码被电子表格改成了科学计数且丢失了数字，请按文本重新导出',
    en: 'lost digits to scientific notation; export it again as text',
  },
  missingAreaCode: {
    'zh-CN': '固定电话缺少区号，请补上或在导入设置中填写默认区号',
    en: 'has no area code; add it or set one for the import',
  },
  notADate: { 'zh-CN': '不是能识别的日期', en: 'is no date, or an ambiguous one' },
  notAnAmount: { 'zh-CN': '不是有效的金额', en: 'is no valid amount' },
  notANumber: { 'zh-CN': '不是数字', en: 'is no number' },
  notABoolean: { 'zh-CN': '不是“是/否”', en: 'is neither yes nor no' },
  unknownValue: { 'zh-CN': '不在可选值之内', en: 'is not one of the allowed values' },
  unknownPerson: { 'zh-CN': '找不到这个人，或有重名', en: 'is nobody here, or more than one person' },
  unknownUnit: { 'zh-CN': '找不到这个组织，或有重名', en: 'is no unit here, or more than one' },
  unknownLine: { 'zh-CN': '找不到这条业务线', en: 'is no business line here' },
  unknownProduct: { 'zh-CN': '找不到这个产品', en: 'is no product here' },
  unknownOrder: { 'zh-CN': '找不到原订单', en: 'is no order here' },
  unknownOpportunity: { 'zh-CN': '找不到对应的商机', en: 'is no opportunity here' },
  alreadyOpen: {
    'zh-CN': '撞单：同一线索主体在这条业务线上已有进行中的商机',
    en: 'collides: this lead entity has an open opportunity on the line',
  },
  merged: {
    'zh-CN': '这条商机已合并到另一条，请先撤销合并',
    en: 'was merged into another opportunity; undo the merge first',
  },
  duplicateInFile: { 'zh-CN': '与文件中前面的一行重复', en: 'repeats an earlier row of the file' },
  factChanged: {
    'zh-CN': '事实记录不可修改：已有内容不同的同编号记录',
    en: 'is a fact already recorded with other content',
  },
  tooLong: { 'zh-CN': '内容过长', en: 'is too long' },
  raggedRow: { 'zh-CN': '列数与表头不一致', en: 'has not as many cells as the header' },
  notSelected: { 'zh-CN': '不在本次选择导入的范围内', en: 'is not among the rows chosen for this import' },
  refundTooLarge: { 'zh-CN': '退款超过订单余额', en: 'refunds more than is left of the order' },
  circle: { 'zh-CN': '上级组织形成了循环', en: 'would make a circle of units' },
  loginTaken: { 'zh-CN': '登录名已被别人使用', en: 'is the sign-in name of somebody else' },
};

/** A reason in one language, without the field's name and the value. */
export function reasonText(code: RowReason, language: Language): string {
  return words[code][language];
}
