import type { Condition, Test } from '#domain/conditions';
import type { RoutingCase } from '#domain/routing';
import type { Rule } from '#domain/rules';
import { FIRST_TEAM_PROVINCES, LINES, PROVINCES, SHOP_TYPES, SOURCES } from './demo-catalogue.ts';
import type { DemoTeam } from './demo-organisation.ts';

const equals = (attribute: string, value: string | boolean): Test => ({ op: 'equals', attribute, value });
const oneOf = (attribute: string, values: readonly string[]): Test => ({
  op: 'oneOf',
  attribute,
  values: [...values],
});
const atLeast = (attribute: string, min: number): Test => ({ op: 'between', attribute, min, max: null });

type Draft = { name: string; tests: Test[]; groupId: string };

/**
 * 120 rules in the order a real team would keep them: key accounts, campaigns, then provinces by line, then the
 * catch-all. Those that somebody answers for say who, why, and when to look again, counted from `today` (UTC ms).
 */
export function demoRules(teams: readonly DemoTeam[], today: number): Rule[] {
  const drafts = [...keyAccounts(teams), ...campaigns(teams), ...provinces(teams), ...areas(teams)];
  const rules = drafts.map((draft, index) => ({
    ...rule(`rule-${String(index + 1).padStart(3, '0')}`, draft.name, { all: draft.tests }, draft.groupId),
    ...kept(draft.name, today),
  }));
  return [
    ...rules,
    rule(`rule-${rules.length + 1}`, '兜底：其余商机', { all: [] }, groupOf(teams, 'produce', 0)),
  ];
}

function rule(id: string, name: string, condition: Condition, groupId: string): Rule {
  return { id, name, condition, groupId, isOn: true, note: '' };
}

const DAY = 86_400_000;

/** What a row says beside whom it takes and where they go. */
function kept(name: string, today: number): Partial<Rule> {
  const ownerId = 'user-ops';
  if (name.endsWith('连锁大客户'))
    return { ownerId, tags: ['大客户'], note: '连锁客户由大客户组统一报价。', reviewAt: today + 90 * DAY };
  if (name.endsWith('高采购额')) return { ownerId, tags: ['大客户'], reviewAt: today - 20 * DAY };
  if (name === '数字化·新注册门店')
    return {
      ownerId,
      tags: ['活动'],
      note: '新店扶持活动，活动结束后失效。',
      validFrom: today - 200 * DAY,
      validTo: today + 45 * DAY,
    };
  return name.endsWith('线索') ? { tags: ['渠道'] } : {};
}

/** What no change of the rules may break: key accounts, a channel, and the catch-all. */
export function demoCases(teams: readonly DemoTeam[]): RoutingCase[] {
  return [
    {
      id: 'case-spender',
      name: '肉禽高采购额客户归一组',
      facts: { line: 'meat', intent: 'high', monthlySpend: 120_000 },
      groupId: groupOf(teams, 'meat', 0),
    },
    {
      id: 'case-referral',
      name: '数字化转介绍归二组',
      facts: { line: 'digital', source: 'referral' },
      groupId: groupOf(teams, 'digital', 1),
    },
    {
      id: 'case-rest',
      name: '没有任何信息时由兜底规则接收',
      facts: {},
      groupId: groupOf(teams, 'produce', 0),
    },
  ];
}

/** The first or the second team of a line. */
function groupOf(teams: readonly DemoTeam[], lineId: string, which: 0 | 1): string {
  const own = teams.filter((team) => team.lineId === lineId);
  return own[which]?.groupId ?? own[0]?.groupId ?? '';
}

/** 12 rules: chains with many stores, and big spenders, whatever the province. */
function keyAccounts(teams: readonly DemoTeam[]): Draft[] {
  return LINES.flatMap((line) => [
    {
      name: `${line.label.zh}·连锁大客户`,
      tests: [equals('line', line.id), atLeast('storeCount', 50)],
      groupId: groupOf(teams, line.id, 1),
    },
    {
      name: `${line.label.zh}·高采购额`,
      tests: [equals('line', line.id), equals('intent', 'high'), atLeast('monthlySpend', 80_000)],
      groupId: groupOf(teams, line.id, 0),
    },
  ]);
}

/** 17 rules: sources and shop kinds that a team asked for. */
function campaigns(teams: readonly DemoTeam[]): Draft[] {
  const bySource = SOURCES.slice(0, 5).map((source, index) => ({
    name: `餐厨·${source.label.zh}线索`,
    tests: [equals('line', 'kitchen'), equals('source', source.code), oneOf('cityTier', ['t1', 't2'])],
    groupId: groupOf(teams, 'kitchen', index % 2 === 0 ? 0 : 1),
  }));
  const byShop = SHOP_TYPES.map((shop, index) => ({
    name: `冻品·${shop.label.zh}`,
    tests: [equals('line', 'frozen'), equals('shopType', shop.code), equals('coldChain', true)],
    groupId: groupOf(teams, 'frozen', index % 2 === 0 ? 0 : 1),
  }));
  const fresh: Draft[] = [
    {
      name: '数字化·新注册门店',
      tests: [
        equals('line', 'digital'),
        { op: 'age', attribute: 'registeredAt', minDays: null, maxDays: 180 },
      ],
      groupId: groupOf(teams, 'digital', 0),
    },
    {
      name: '数字化·转介绍',
      tests: [equals('line', 'digital'), equals('source', 'referral')],
      groupId: groupOf(teams, 'digital', 1),
    },
    {
      name: '粮油·食堂与酒店',
      tests: [equals('line', 'grain'), oneOf('shopType', ['canteen', 'hotel'])],
      groupId: groupOf(teams, 'grain', 1),
    },
    {
      name: '果蔬·商超',
      tests: [
        equals('line', 'produce'),
        equals('shopType', 'retail'),
        { op: 'notOneOf', attribute: 'source', values: ['callList'] },
      ],
      groupId: groupOf(teams, 'produce', 1),
    },
  ];
  return [...bySource, ...byShop, ...fresh];
}

/** 84 rules: the four food lines by province, the first team in the north and east, the second elsewhere. */
function provinces(teams: readonly DemoTeam[]): Draft[] {
  return PROVINCES.flatMap((province) =>
    LINES.slice(0, 4).map((line) => ({
      name: `${line.label.zh}·${province.label.zh}`,
      tests: [equals('line', line.id), equals('province', province.code)],
      groupId: groupOf(teams, line.id, FIRST_TEAM_PROVINCES.includes(province.code) ? 0 : 1),
    })),
  );
}

/** 6 rules: two areas for each of the other lines, and what nobody should call at once. */
function areas(teams: readonly DemoTeam[]): Draft[] {
  const rest = PROVINCES.map((province) => province.code).filter(
    (code) => !FIRST_TEAM_PROVINCES.includes(code),
  );
  const byArea = LINES.slice(4).flatMap((line) => [
    {
      name: `${line.label.zh}·北方与华东`,
      tests: [equals('line', line.id), oneOf('province', FIRST_TEAM_PROVINCES)],
      groupId: groupOf(teams, line.id, 0),
    },
    {
      name: `${line.label.zh}·南方与西南`,
      tests: [equals('line', line.id), oneOf('province', rest)],
      groupId: groupOf(teams, line.id, 1),
    },
  ]);
  return [
    ...byArea,
    {
      name: '省份未知·连锁',
      tests: [{ op: 'isNotSet', attribute: 'province' }, atLeast('storeCount', 8)],
      groupId: groupOf(teams, 'meat', 1),
    },
    {
      name: '省份未知·外呼名单',
      tests: [{ op: 'isNotSet', attribute: 'province' }, equals('source', 'callList')],
      groupId: groupOf(teams, 'grain', 1),
    },
  ];
}
