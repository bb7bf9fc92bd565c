import type { Label } from '#domain/base';
import type { Attribute } from '#domain/tagging';

const label = (zh: string, en: string): Label => ({ zh, en });

export const DEMO_COMPANY = label('禾泰食材供应链', 'Hetai Food Supply');

/** Six business lines; the grain says what two reps must not chase at once. */
export const LINES = [
  { id: 'produce', label: label('果蔬', 'Produce'), grain: 'phone' },
  { id: 'meat', label: label('肉禽', 'Meat & poultry'), grain: 'shop' },
  { id: 'grain', label: label('粮油调味', 'Grain & condiments'), grain: 'phone' },
  { id: 'frozen', label: label('冻品', 'Frozen goods'), grain: 'shop' },
  { id: 'kitchen', label: label('餐厨用品', 'Kitchen supplies'), grain: 'phone' },
  { id: 'digital', label: label('门店数字化', 'Store systems'), grain: 'group' },
] as const;

/** Product code → names, category and list price in minor units (CNY). */
export const CATEGORIES = [
  { id: 'fruit', label: label('水果', 'Fruit') },
  { id: 'vegetable', label: label('蔬菜', 'Vegetables') },
  { id: 'pork', label: label('猪肉', 'Pork') },
  { id: 'poultry', label: label('禽蛋', 'Poultry & eggs') },
  { id: 'staple', label: label('米面粮油', 'Staples') },
  { id: 'seasoning', label: label('调味品', 'Seasonings') },
  { id: 'seafood', label: label('冷冻水产', 'Frozen seafood') },
  { id: 'dimsum', label: label('冷冻面点', 'Frozen dim sum') },
  { id: 'tableware', label: label('餐具耗材', 'Tableware') },
  { id: 'appliance', label: label('厨房设备', 'Appliances') },
  { id: 'pos', label: label('收银系统', 'Point of sale') },
] as const;

type Product = { code: string; label: Label; categoryId: string; lineId: string; priceMinor: number };
const product = (
  code: string,
  zh: string,
  en: string,
  categoryId: string,
  lineId: string,
  priceMinor: number,
): Product => ({
  code,
  label: label(zh, en),
  categoryId,
  lineId,
  priceMinor,
});

export const PRODUCTS: readonly Product[] = [
  product('FR-101', '砀山梨 10kg', 'Dangshan pears 10 kg', 'fruit', 'produce', 8_800),
  product('FR-102', '红富士苹果 15kg', 'Fuji apples 15 kg', 'fruit', 'produce', 13_500),
  product('FR-103', '海南香蕉 13kg', 'Hainan bananas 13 kg', 'fruit', 'produce', 9_900),
  product('VE-201', '生菜 5kg', 'Lettuce 5 kg', 'vegetable', 'produce', 4_250),
  product('VE-202', '土豆 25kg', 'Potatoes 25 kg', 'vegetable', 'produce', 6_800),
  product('PK-301', '五花肉 20kg', 'Pork belly 20 kg', 'pork', 'meat', 59_800),
  product('PK-302', '前腿肉 20kg', 'Pork shoulder 20 kg', 'pork', 'meat', 48_600),
  product('PO-311', '白条鸡 10 只', 'Whole chickens × 10', 'poultry', 'meat', 21_900),
  product('PO-312', '鲜鸡蛋 360 枚', 'Fresh eggs × 360', 'poultry', 'meat', 26_400),
  product('ST-401', '东北大米 25kg', 'Northeast rice 25 kg', 'staple', 'grain', 13_800),
  product('ST-402', '大豆油 20L', 'Soybean oil 20 L', 'staple', 'grain', 18_900),
  product('SE-411', '火锅底料 5kg', 'Hotpot base 5 kg', 'seasoning', 'grain', 12_600),
  product('SE-412', '生抽 10L', 'Light soy sauce 10 L', 'seasoning', 'grain', 7_450),
  product('SF-501', '虾仁 10kg', 'Shelled shrimp 10 kg', 'seafood', 'frozen', 68_000),
  product('SF-502', '巴沙鱼片 10kg', 'Basa fillets 10 kg', 'seafood', 'frozen', 31_500),
  product('DS-511', '速冻水饺 20kg', 'Frozen dumplings 20 kg', 'dimsum', 'frozen', 24_800),
  product('TW-601', '一次性餐盒 1000 套', 'Takeaway boxes × 1000', 'tableware', 'kitchen', 36_000),
  product('TW-602', '骨瓷餐具 60 件', 'Bone china × 60', 'tableware', 'kitchen', 128_000),
  product('AP-611', '商用冰柜', 'Commercial freezer', 'appliance', 'kitchen', 489_900),
  product('PS-701', '收银一体机', 'All-in-one till', 'pos', 'digital', 329_900),
  product('PS-702', '点餐系统年费', 'Ordering system, yearly', 'pos', 'digital', 268_800),
];

/** Distribution teams: region → its three teams; each team serves one line and is one distribution group. */
export const REGIONS = [
  { id: 'north', label: label('华北大区', 'North China'), teams: ['produce', 'meat', 'grain'] },
  { id: 'east', label: label('华东大区', 'East China'), teams: ['frozen', 'kitchen', 'digital'] },
  { id: 'south', label: label('华南大区', 'South China'), teams: ['produce', 'meat', 'grain'] },
  { id: 'west', label: label('西南大区', 'Southwest China'), teams: ['frozen', 'kitchen', 'digital'] },
] as const;

const codes = (rows: readonly (readonly [string, string, string])[]) =>
  rows.map(([code, zh, en]) => ({ code, label: label(zh, en) }));

export const PROVINCES = codes([
  ['beijing', '北京', 'Beijing'],
  ['tianjin', '天津', 'Tianjin'],
  ['hebei', '河北', 'Hebei'],
  ['shanxi', '山西', 'Shanxi'],
  ['shandong', '山东', 'Shandong'],
  ['henan', '河南', 'Henan'],
  ['liaoning', '辽宁', 'Liaoning'],
  ['shanghai', '上海', 'Shanghai'],
  ['jiangsu', '江苏', 'Jiangsu'],
  ['zhejiang', '浙江', 'Zhejiang'],
  ['anhui', '安徽', 'Anhui'],
  ['fujian', '福建', 'Fujian'],
  ['guangdong', '广东', 'Guangdong'],
  ['guangxi', '广西', 'Guangxi'],
  ['hainan', '海南', 'Hainan'],
  ['hubei', '湖北', 'Hubei'],
  ['hunan', '湖南', 'Hunan'],
  ['sichuan', '四川', 'Sichuan'],
  ['chongqing', '重庆', 'Chongqing'],
  ['yunnan', '云南', 'Yunnan'],
  ['guizhou', '贵州', 'Guizhou'],
]);

/** Provinces that the first of a line's two teams serves; the second serves the rest. */
export const FIRST_TEAM_PROVINCES = [
  'beijing',
  'tianjin',
  'hebei',
  'shanxi',
  'shandong',
  'henan',
  'liaoning',
  'shanghai',
  'jiangsu',
  'zhejiang',
  'anhui',
];

export const SOURCES = codes([
  ['website', '官网', 'Website'],
  ['expo', '展会', 'Trade fair'],
  ['referral', '转介绍', 'Referral'],
  ['callList', '外呼名单', 'Call list'],
  ['miniProgram', '小程序', 'Mini program'],
  ['douyin', '抖音', 'Douyin'],
  ['partner', '渠道伙伴', 'Partner'],
]);

export const SHOP_TYPES = codes([
  ['hotpot', '火锅', 'Hotpot'],
  ['chinese', '中餐', 'Chinese'],
  ['fastFood', '快餐', 'Fast food'],
  ['bakery', '烘焙', 'Bakery'],
  ['tea', '茶饮', 'Tea & drinks'],
  ['hotel', '酒店', 'Hotel'],
  ['canteen', '食堂', 'Canteen'],
  ['retail', '商超零售', 'Retail'],
]);

const attribute = (
  position: number,
  key: string,
  kind: Attribute['kind'],
  zh: string,
  en: string,
  values: Attribute['values'] = [],
): Attribute => ({
  key,
  kind,
  label: label(zh, en),
  values,
  position,
});

export const ATTRIBUTES: readonly Attribute[] = [
  attribute(
    0,
    'line',
    'enum',
    '业务线',
    'Business line',
    LINES.map((line) => ({ code: line.id, label: line.label })),
  ),
  attribute(1, 'province', 'enum', '省份', 'Province', PROVINCES),
  attribute(2, 'source', 'enum', '来源', 'Source', SOURCES),
  attribute(3, 'shopType', 'enum', '门店类型', 'Kind of shop', SHOP_TYPES),
  attribute(
    4,
    'cityTier',
    'enum',
    '城市等级',
    'City tier',
    codes([
      ['t1', '一线', 'Tier 1'],
      ['t2', '二线', 'Tier 2'],
      ['t3', '三线及以下', 'Tier 3 and below'],
    ]),
  ),
  attribute(
    5,
    'intent',
    'enum',
    '意向',
    'Intent',
    codes([
      ['high', '高意向', 'High'],
      ['medium', '中意向', 'Medium'],
      ['low', '待培育', 'To nurture'],
    ]),
  ),
  attribute(6, 'storeCount', 'number', '门店数', 'Stores'),
  attribute(7, 'monthlySpend', 'number', '月采购额（元）', 'Monthly spend (CNY)'),
  attribute(8, 'coldChain', 'boolean', '需要冷链', 'Needs cold chain'),
  attribute(9, 'registeredAt', 'date', '工商注册日', 'Registered on'),
  attribute(
    10,
    'needs',
    'set',
    '关注点',
    'Cares about',
    codes([
      ['price', '价格', 'Price'],
      ['quality', '品质', 'Quality'],
      ['delivery', '配送', 'Delivery'],
      ['credit', '账期', 'Credit terms'],
      ['invoice', '开票', 'Invoicing'],
    ]),
  ),
];
