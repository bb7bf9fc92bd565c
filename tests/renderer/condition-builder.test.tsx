import { type Condition, explain } from '#domain/conditions';
import { ConditionBuilder, isWhole } from '#features/conditions';
import { type Fact, usePhraser } from '#features/routing/phrase';
import { LanguageProvider } from '#i18n/language';
import { MantineProvider } from '@mantine/core';
import { render, renderHook, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ReactNode, useState } from 'react';
import { expect, test } from 'vitest';

const label = (zh: string, en: string) => ({ zh, en });
const FACTS: readonly Fact[] = [
  {
    key: 'city',
    kind: 'enum',
    label: label('城市', 'City'),
    values: [
      { code: 'sh', label: label('上海', 'Shanghai') },
      { code: 'bj', label: label('北京', 'Beijing') },
    ],
  },
  { key: 'stores', kind: 'number', label: label('门店数', 'Stores'), values: [] },
  { key: 'since', kind: 'date', label: label('注册日', 'Since'), values: [] },
  { key: 'name', kind: 'text', label: label('店名', 'Name'), values: [] },
];

type Opening = { isReadOnly?: boolean; language?: 'zh-CN' | 'en' };

function open(start: Condition, { isReadOnly = false, language = 'zh-CN' }: Opening = {}) {
  const seen = { condition: start };
  function Page() {
    const [value, setValue] = useState(start);
    const put = (next: Condition) => {
      seen.condition = next;
      setValue(next);
    };
    return <ConditionBuilder value={value} onChange={put} facts={FACTS} isReadOnly={isReadOnly} />;
  }
  render(
    <MantineProvider env="test">
      <LanguageProvider initial={language}>
        <Page />
      </LanguageProvider>
    </MantineProvider>,
  );
  return seen;
}

const SHANGHAI: Condition = { op: 'equals', attribute: 'city', value: 'sh' };
const BIG: Condition = { op: 'between', attribute: 'stores', min: 10, max: null };

test('a condition is built from nothing: a test, a group that may not hold, a range in it', async () => {
  const user = userEvent.setup();
  const seen = open({ all: [] });
  expect(screen.getByText('没有条件：任何商机都符合。')).toBeDefined();
  await user.click(screen.getByRole('button', { name: '添加条件' }));
  expect(screen.getByText('请至少填写一个值。')).toBeDefined();
  expect(isWhole(seen.condition, FACTS)).toBe(false);
  await user.click(screen.getByRole('combobox', { name: '取值' }));
  await user.click(await screen.findByRole('option', { name: '上海' }));
  expect(seen.condition).toEqual({ all: [SHANGHAI] });
  await user.click(screen.getByRole('button', { name: '添加条件组' }));
  const [, group] = screen.getAllByRole('group', { name: '条件组' });
  const inner = within(group as HTMLElement);
  await user.selectOptions(inner.getByLabelText('组的判断方式'), 'none');
  await user.click(inner.getByRole('combobox', { name: '属性' }));
  await user.click(await screen.findByRole('option', { name: '门店数' }));
  expect(inner.getByText('区间没有填写，或最小值大于最大值。')).toBeDefined();
  await user.type(inner.getByLabelText('最小（含）'), '1,0x');
  expect(inner.getByText('请填写数字。')).toBeDefined();
  await user.type(inner.getByLabelText('最小（含）'), '{Backspace}');
  expect(seen.condition).toEqual({ all: [SHANGHAI, { not: { any: [BIG] } }] });
  expect(isWhole(seen.condition, FACTS)).toBe(true);
});

test('parts are moved, duplicated and removed by keyboard, and the focus goes along', async () => {
  const user = userEvent.setup();
  const seen = open({ any: [SHANGHAI, BIG] });
  const least = screen.getByLabelText('最小（含）');
  await user.click(least);
  await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
  expect(seen.condition).toEqual({ any: [BIG, SHANGHAI] });
  expect(document.activeElement).toBe(least);
  await user.keyboard('{Control>}d{/Control}');
  expect(seen.condition).toEqual({ any: [BIG, BIG, SHANGHAI] });
  await user.keyboard('{Control>}{Backspace}{/Control}');
  expect(seen.condition).toEqual({ any: [BIG, SHANGHAI] });
});

test('a group is collapsed to its words, made of a test, and dissolved again', async () => {
  const user = userEvent.setup();
  const seen = open({ all: [SHANGHAI, BIG] }, { language: 'en' });
  await user.click(screen.getByRole('button', { name: 'Collapse group' }));
  expect(screen.getByText('City is Shanghai and Stores ≥ 10')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Expand group' }));
  await user.click(screen.getAllByRole('button', { name: 'Put into a new group' })[0] as HTMLElement);
  expect(seen.condition).toEqual({ all: [{ all: [SHANGHAI] }, BIG] });
  await user.click(screen.getByRole('button', { name: 'Dissolve the group' }));
  expect(seen.condition).toEqual({ all: [SHANGHAI, BIG] });
});

test('what the catalogue does not know is said where it stands, and who may only read changes nothing', () => {
  open(
    {
      any: [
        { op: 'equals', attribute: 'city', value: 'gz' },
        { op: 'isSet', attribute: 'gone' },
      ],
    },
    { isReadOnly: true },
  );
  expect(screen.getByText('取值「gz」不在属性的取值列表中。')).toBeDefined();
  expect(screen.getByText('属性目录中没有这个属性，请另选一个。')).toBeDefined();
  expect(screen.queryByRole('button', { name: '添加条件' })).toBeNull();
  expect(screen.queryByRole('button', { name: '移除' })).toBeNull();
});

test('which parts failed is said with what was seen, in both languages', () => {
  const condition: Condition = {
    all: [
      SHANGHAI,
      { any: [BIG, { op: 'startsWith', attribute: 'name', value: '老' }] },
      { not: { op: 'isSet', attribute: 'city' } },
    ],
  };
  const explained = explain(condition, { city: 'bj', stores: 3 }, 0);
  const said = (initial: 'zh-CN' | 'en') => {
    const wrapper = (props: { children: ReactNode }) => <LanguageProvider initial={initial} {...props} />;
    return renderHook(() => usePhraser(FACTS), { wrapper }).result.current.failed(explained);
  };
  expect(said('zh-CN')).toEqual([
    '不符合 城市 等于 上海 · 实际为 北京',
    '没有一项符合：不符合 门店数 ≥ 10 · 实际为 3；不符合 店名 以「老」开头 · 实际为 未设置',
    '不应符合却符合了 城市 已设置',
  ]);
  expect(said('en')).toEqual([
    'not so: City is Shanghai · it is Beijing',
    'none holds: not so: Stores ≥ 10 · it is 3; not so: Name begins with “老” · it is not set',
    'holds though it should not: City is set',
  ]);
});
