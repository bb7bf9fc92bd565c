import type { Console } from '#main';
import { sessionAs } from '#main';
import { newCompany } from '#support/company';
import { addWaiting, arrange, furnish } from '#support/routing-office';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

const label = (zh: string) => ({ zh, en: '' });

/** A small company with one opportunity, the set `tags`, somebody who may tag and somebody who may only look. */
async function company(): Promise<Console> {
  const console = await newCompany();
  const { raw } = console.store;
  await arrange(console, () => {
    furnish(console, ['user-ops', 'user-trainer']);
    addWaiting(console, [{ city: 'sh' }]);
    const role = raw.prepare(`INSERT INTO roles (id, label_zh, label_en, permissions) VALUES (?, ?, '', ?)`);
    role.run('tagger', '标', '["contacts.view","tagging.edit","jobs.view"]');
    role.run('looker', '看', '["contacts.view"]');
    const given = raw.prepare('INSERT INTO user_roles (user_id, role_id) VALUES (?, ?)');
    given.run('user-ops', 'tagger');
    given.run('user-trainer', 'looker');
    raw.exec(
      `INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) VALUES ('user-ops', 'contacts', 'all', '[]')`,
    );
  });
  const tags = {
    key: 'tags',
    kind: 'set',
    label: label('标签'),
    values: [
      { code: 'highIntent', label: label('高意向') },
      { code: 'comparing', label: label('比价中') },
    ],
    position: 9,
  };
  await console.dispatch(sessionAs(), 'tagging.saveAttribute', tags);
  await console.dispatch(sessionAs(), 'tagging.saveRules', { revision: 0, rules: [] });
  return console;
}

describe('tagging', () => {
  /** A new rule for the tag “比价中”, on the open page. */
  async function addRule(user: UserEvent) {
    await user.click(await screen.findByRole('button', { name: '添加规则' }));
    const card = within(screen.getByRole('region', { name: '标记规则「未命名」' }));
    await user.click(card.getByLabelText('规则名称'));
    await user.paste('重点');
    await user.click(card.getByRole('combobox', { name: '属性' }));
    await user.click(await screen.findByRole('option', { name: '标签' }));
    await user.click(card.getByRole('combobox', { name: '取值' }));
    await user.click(await screen.findByRole('option', { name: '比价中' }));
    return card;
  }

  test('a new tag rule is tried on what is there without writing, then saved', async () => {
    const user = userEvent.setup();
    openWindow(await company(), { as: 'user-ops', at: '/tagging/rules' });
    const card = await addRule(user);
    await user.click(screen.getByRole('button', { name: '试算' }));
    expect(await screen.findByText(/试算了 .* 个进行中的商机/, {}, { timeout: 25_000 })).toBeDefined();
    expect(card.getByText(/设置 \d/)).toBeDefined();
    await user.click(screen.getByRole('button', { name: '保存' }));
    expect(await screen.findByText(/第 2 次保存/)).toBeDefined();
  }, 60_000);

  test('a rule that needs itself is refused with the way round, and one half written is not sent', async () => {
    const user = userEvent.setup();
    openWindow(await company(), { as: 'user-ops', at: '/tagging/rules' });
    const card = await addRule(user);
    await user.click(card.getByRole('button', { name: '添加条件' }));
    const [, attribute] = card.getAllByRole('combobox', { name: '属性' });
    await user.click(attribute as HTMLElement);
    await user.click(await screen.findByRole('option', { name: '标签' }));
    await user.click(screen.getByRole('button', { name: '保存' }));
    expect(screen.getByText('有规则尚未填写完整，或与属性目录不符。')).toBeDefined();
    const [, values] = card.getAllByRole('combobox', { name: '取值' });
    await user.click(values as HTMLElement);
    const options = await screen.findAllByRole('option', { name: '比价中' });
    await user.click(options.at(-1) as HTMLElement);
    await user.click(screen.getByRole('button', { name: '保存' }));
    expect(await screen.findByText(/标记规则互相依赖：重点 → 重点/)).toBeDefined();
  }, 60_000);

  test('an attribute with its values is added to the catalogue', async () => {
    const user = userEvent.setup();
    openWindow(await company(), { as: 'user-ops', at: '/tagging/attributes', language: 'en' });
    await user.click(await screen.findByRole('button', { name: 'Add attribute' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'New attribute' }));
    await user.type(dialog.getByRole('textbox', { name: /^Code/ }), 'season');
    await user.type(dialog.getByRole('textbox', { name: /^Chinese name/ }), '季节');
    await user.click(dialog.getByRole('button', { name: 'Add value' }));
    await user.type(dialog.getByLabelText('Code of value 1'), 'spring');
    await user.type(dialog.getByLabelText('Chinese name of value 1'), '春');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Attribute saved')).toBeDefined();
    const table = screen.getByRole('region', { name: 'Attributes' });
    await waitFor(() => expect(within(table).getByText('season')).toBeDefined());
  }, 60_000);

  test('on an opportunity a tag is added and removed by hand, and says who did it', async () => {
    const user = userEvent.setup();
    openWindow(await company(), { as: 'user-ops', at: '/opportunities/1' });
    await user.click(await screen.findByRole('combobox', { name: '添加标签或属性' }));
    await user.click(await screen.findByRole('option', { name: '标签' }));
    await user.click(screen.getByRole('combobox', { name: '取值' }));
    await user.click(await screen.findByRole('option', { name: '高意向' }));
    await user.click(screen.getByRole('button', { name: '添加' }));
    await user.click(await screen.findByRole('button', { name: '移除「高意向」' }));
    expect(await screen.findByText(/移除了「高意向」，规则不会再加上。/)).toBeDefined();
  });

  test('who may not tag reads the rules and changes nothing', async () => {
    openWindow(await company(), { as: 'user-trainer', at: '/tagging/rules' });
    expect(await screen.findByText('你可以查看标记规则。修改需要「标记与属性」权限。')).toBeDefined();
    expect(screen.queryByRole('button', { name: '添加规则' })).toBeNull();
  });
});
