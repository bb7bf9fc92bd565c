import { demoCompany, newCompany } from '#support/company';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

const HEADER = '联系电话,业务线,客户名称,省份,商机编号,备注列';

/** Six rows: three good, one whose line nobody knows, one that is no phone, and the first again. */
const leads = () =>
  new File(
    [
      [
        HEADER,
        '13911110001,果蔬,一号店,北京,L-1,x',
        '13911110002,肉禽,二号店,河北,L-2,x',
        '13911110003,冻品,三号店,北京,L-3,x',
        '13911110004,粮油,四号店,北京,L-4,x',
        '不是电话,果蔬,五号店,北京,L-5,x',
        '13911110001,果蔬,一号店,北京,L-1,x',
      ].join('\r\n'),
    ],
    'leads.csv',
    { type: 'text/csv' },
  );

const tile = (name: string) => {
  const label = screen.getAllByText(name).find((element) => element.tagName === 'SPAN');
  return label?.parentElement?.textContent ?? '';
};

describe('importing a file', () => {
  const company = demoCompany();

  test('a file is chosen, its columns are found, its rows are counted before anything is written, and it is imported and undone', async () => {
    const user = userEvent.setup();
    const before = countOf('opportunities');
    openWindow(company(), { as: 'user-ops', at: '/imports/new' });
    await user.click(await screen.findByRole('radio', { name: /名片与商机/ }));
    await user.type(screen.getByLabelText(/数据来源/, { selector: 'input' }), '展会名单{Enter}');
    await user.upload(await screen.findByLabelText('选择文件'), leads());
    expect(await screen.findByText('文件中未使用的列：备注列')).toBeDefined();
    expect(screen.getByText('已按表头自动匹配，请核对。确认导入后会按来源记住。')).toBeDefined();
    expect(
      screen.getByLabelText<HTMLInputElement>('「联系方式（电话或邮箱）」对应的列', {
        selector: 'input',
      }).value,
    ).toBe('联系电话');

    await user.click(screen.getByRole('button', { name: '开始预检' }));
    expect(await screen.findByText(/3 \+ 0 \+ 0 \+ 1 \+ 2 = 6/)).toBeDefined();
    expect(screen.getByText('业务线「粮油」找不到这条业务线')).toBeDefined();
    expect(screen.getByText(/「不是电话」不是有效的/)).toBeDefined();
    expect(countOf('opportunities')).toBe(before);

    await user.click(screen.getByRole('button', { name: '设置值对照' }));
    const dialog = await screen.findByRole('dialog', { name: '值对照 · 业务线' });
    await user.type(within(dialog).getByLabelText('读作 1', { selector: 'input' }), '粮油调味');
    await user.click(within(dialog).getByRole('button', { name: '完成' }));
    expect(await screen.findByText('对应已修改，请重新预检。')).toBeDefined();
    await user.click(screen.getByRole('button', { name: '重新预检' }));
    await user.click(await screen.findByRole('button', { name: '导入 4 行' }));
    expect(await screen.findByText('导入完成')).toBeDefined();
    expect(countOf('opportunities')).toBe(before + 4);

    await user.click(screen.getByRole('link', { name: '查看导入记录' }));
    expect(await screen.findByRole('heading', { name: 'leads.csv', level: 1 })).toBeDefined();
    expect(tile('拒绝')).toContain('1');
    await user.click(screen.getByRole('button', { name: '撤销这次导入' }));
    await user.click(await screen.findByRole('button', { name: '撤销' }));
    expect(await screen.findByText('导入已撤销，数据恢复到导入前。')).toBeDefined();
    await waitFor(() => expect(screen.getByText('已撤销')).toBeDefined());
    expect(countOf('opportunities')).toBe(before);
  }, 240_000);

  test('the columns of a source are remembered, and said to be', async () => {
    const user = userEvent.setup();
    openWindow(company(), {
      as: 'user-ops',
      at: '/imports/new?kind=opportunities&source=展会名单',
      language: 'en',
    });
    await user.upload(await screen.findByLabelText('The file'), leads());
    expect(await screen.findByText(/Filled in as at the last import from “展会名单”/)).toBeDefined();
    expect(screen.getByRole('button', { name: 'Values (1)' })).toBeDefined();
  });

  test('a required field without a column is named, and the check waits', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-ops', at: '/imports/new?kind=orders&source=ERP' });
    await user.upload(await screen.findByLabelText('选择文件'), leads());
    expect(await screen.findByText('「金额」还没有对应的列或固定值')).toBeDefined();
    expect(screen.getByText('「成交时间」还没有对应的列或固定值')).toBeDefined();
    expect(screen.queryByRole('button', { name: '开始预检' })).toBeNull();
  });

  test('an empty file is refused in words where it was chosen, and another one may be chosen', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-ops', at: '/imports/new?kind=orders&source=ERP' });
    await user.upload(await screen.findByLabelText('选择文件'), new File([''], 'empty.csv'));
    expect((await screen.findByRole('alert')).textContent).toContain('文件是空的');
  });

  test('who may not import is offered no import', async () => {
    openWindow(company(), { as: 'user-trainer', at: '/imports/new' });
    expect(await screen.findByRole('heading', { name: '当前账号看不到这个页面' })).toBeDefined();
  });

  function countOf(table: string): number {
    return (company().store.raw.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
  }
});

test('a company without any import is told how to begin', async () => {
  const console = await newCompany();
  const made = await console.dispatch(
    { id: 'first', userId: null, lastSeenAt: 0, locked: false },
    'access.createOwner',
    { login: 'boss', name: 'Boss', password: 'long enough 12' },
  );
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  openWindow(console, { as: (made.value as { userId: string }).userId, at: '/imports' });
  expect(await screen.findByText('还没有导入过数据')).toBeDefined();
  expect(screen.getAllByRole('link', { name: '新建导入' }).length).toBeGreaterThan(0);
});
