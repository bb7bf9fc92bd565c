/** What the codes of the store are called in files, in both languages; lower case. */
const table = (words: Record<string, string>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(words).flatMap(([code, names]) =>
      [code.toLowerCase(), ...names.split('|')].map((name) => [name, code] as const),
    ),
  );

function finder<Code extends string>(words: Record<Code, string>): (text: string) => Code | undefined {
  const codes = table(words);
  return (text) => codes.get(text.normalize('NFKC').toLowerCase()) as Code | undefined;
}

export const readStatus = finder({
  open: '进行中|跟进中|新建|未成交|new|in progress|prospecting|engaging',
  won: '赢单|成交|已成交|赢|closed won|win',
  lost: '输单|丢单|未成单|已关闭|失败|输|closed lost|lose',
});
export const readGrain = finder({
  phone: '电话|手机|手机号',
  shop: '门店|店铺|store',
  group: '集团|采购集团',
});
export const readChannel = finder({
  call: '电话|通话|呼叫|外呼|phone|telephone',
  message: '消息|微信|短信|企微|企业微信|chat|sms|wechat|im',
  visit: '拜访|上门|面谈|面访|meeting|on-site',
  email: '邮件|邮箱|mail|e-mail',
  other: '其他|其它|others',
});
export const readEmployment = finder({
  active: '在职|正常|启用|1|enabled',
  left: '离职|停用|禁用|0|disabled|inactive',
});
