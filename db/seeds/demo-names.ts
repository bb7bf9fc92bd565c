import type { Chance } from './random.ts';

const FAMILY = Array.from('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕');
const GIVEN = [
  '伟',
  '芳',
  '娜',
  '敏',
  '静',
  '磊',
  '洋',
  '艳',
  '勇',
  '军',
  '杰',
  '娟',
  '涛',
  '超',
  '明',
  '霞',
  '秀英',
  '建国',
  '志强',
  '雪梅',
  '晓东',
  '丽华',
  '俊杰',
  '文博',
  '思远',
  '雨桐',
  '子涵',
  '佳怡',
  '浩然',
  '梓萱',
  '国栋',
  '春燕',
  '海燕',
  '玉兰',
  '立新',
  '永康',
];
const ENGLISH_FIRST = [
  'Emily',
  'James',
  'Olivia',
  'Daniel',
  'Sophia',
  'Lucas',
  'Grace',
  'Henry',
  'Chloe',
  'Ethan',
  'Maya',
  'Oscar',
  'Irene',
  'Victor',
];
const ENGLISH_LAST = [
  'Chen',
  'Taylor',
  'Novak',
  'Silva',
  'Okafor',
  'Miller',
  'Wong',
  'Fischer',
  'Rossi',
  'Khan',
  'Lindgren',
  'Moreau',
  'Park',
  'Walsh',
];
const SHOP_FIRST = [
  '老街',
  '江南',
  '福满',
  '金鼎',
  '小镇',
  '渔家',
  '川渝',
  '粤香',
  '东来',
  '悦和',
  '百味',
  '青禾',
  '南门',
  '鼎盛',
  '一品',
  '阿婆',
  '好滋味',
  '云上',
  '四季',
  '海天',
];
const SHOP_LAST: Record<string, readonly string[]> = {
  hotpot: ['火锅', '老火锅', '鲜牛肉火锅'],
  chinese: ['酒楼', '私房菜', '家常菜馆'],
  fastFood: ['快餐', '便当', '面馆'],
  bakery: ['烘焙坊', '面包店', '蛋糕店'],
  tea: ['茶饮', '奶茶铺', '果饮'],
  hotel: ['酒店', '宾馆', '度假村'],
  canteen: ['职工食堂', '学校食堂', '团餐'],
  retail: ['生鲜超市', '便利店', '社区店'],
};
const ENGLISH_SHOP = [
  'Harbor Kitchen',
  'Maple Bakery',
  'Blue Door Bistro',
  'Corner Deli',
  'Sunrise Café',
  'Golden Wok',
  'Riverside Hotel',
  'Green Basket Market',
  'North Star Canteen',
  'Urban Tea Bar',
];

/** A person's name; about one in eight is English. */
export function personName(chance: Chance): string {
  if (chance.holds(0.12)) return `${chance.pick(ENGLISH_FIRST)} ${chance.pick(ENGLISH_LAST)}`;
  return chance.pick(FAMILY) + chance.pick(GIVEN);
}

/** A shop's name that fits its kind, numbered so that chains and namesakes stay apart. */
export function shopName(chance: Chance, shopType: string, city: string): string {
  if (chance.holds(0.08)) return `${chance.pick(ENGLISH_SHOP)} ${chance.whole(1, 99)}`;
  return `${city}${chance.pick(SHOP_FIRST)}${chance.pick(SHOP_LAST[shopType] ?? ['餐饮'])}`;
}

/** A mainland mobile number in E.164 that no other number of the seed shares: `index` is spread over the range. */
export function mobile(chance: Chance, index: number): string {
  const prefix = chance.pick([
    '130',
    '135',
    '136',
    '138',
    '139',
    '150',
    '152',
    '158',
    '177',
    '180',
    '186',
    '188',
  ]);
  return `+86${prefix}${String((index * 7_919 + 104_729) % 100_000_000).padStart(8, '0')}`;
}
