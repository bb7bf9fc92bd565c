import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import type { Console } from '#main';
import { sessionAs } from '#main';
import { newCompany } from '#support/company';
import { addWaiting, arrange, furnish } from '#support/routing-office';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

async function tell<K extends OperationName>(
  console: Console,
  name: K,
  input: InputOf<K>,
): Promise<OutputOf<K>> {
  const reply = await console.dispatch(sessionAs(), name, input);
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value as OutputOf<K>;
}

/** A small company with one group of ann and bob, and somebody who may edit it. */
async function company(more: Partial<InputOf<'routing.saveGroup'>> = {}) {
  const console = await newCompany();
  const { raw } = console.store;
  await arrange(console, () => {
    furnish(console, ['user-ops', 'ann', 'bob']);
    raw.exec(`INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('router', '流转', '', '["routing.view","routing.edit"]');
      INSERT INTO user_roles (user_id, role_id) VALUES ('user-ops', 'router');
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) VALUES ('user-ops', 'routing', 'all', '[]');`);
  });
  const member = (userId: string) => ({ userId, weight: 1, openCap: null, isOn: true });
  const group = await tell(console, 'routing.saveGroup', {
    label: { zh: '一组', en: 'Team' },
    isOn: true,
    fallbackGroupId: null,
    members: [member('ann'), member('bob')],
    ...more,
  });
  const groupNow = async () => {
    const [now] = await tell(console, 'routing.listGroups', {});
    if (!now) throw new Error('The group is gone.');
    return now;
  };
  return { console, group, groupNow, at: `/routing/groups/${group.id}` };
}

async function choose(user: UserEvent, label: string, option: string) {
  await user.click(await screen.findByRole('combobox', { name: label }));
  await user.click(await screen.findByRole('option', { name: option }));
}

/** Fills a field in one go: a date is not typed letter by letter. */
const fill = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

/** The part of a page below a heading. */
async function sectionOf(name: string): Promise<HTMLElement> {
  const heading = await screen.findByRole('heading', { name });
  return heading.closest('section') as HTMLElement;
}

async function enterAbsence(
  user: UserEvent,
  absence: { who: string; from: string; to: string; why: string },
) {
  const card = within(await sectionOf('请假'));
  await choose(user, '成员', absence.who);
  fill(card.getByLabelText('开始'), absence.from);
  fill(card.getByLabelText('结束'), absence.to);
  fill(card.getByLabelText('原因'), absence.why);
  await user.click(card.getByRole('button', { name: '登记请假' }));
}

const rowOf = async (name: string) => {
  const table = await screen.findByRole('region', { name: '公平与轮次' });
  return within((await within(table).findByText(name)).closest('tr') as HTMLElement);
};

describe('a distribution group', () => {
  test('its strategy, skills and a cap of the day are set, saved, and taken back with one button', async () => {
    const user = userEvent.setup();
    const { console, group, groupNow, at } = await company();
    openWindow(console, { as: 'user-ops', at });
    await choose(user, '分配策略', '在手最少优先');
    await choose(user, '按技能匹配', '城市');
    await choose(user, 'Name of ann 的技能', 'sh');
    fill(screen.getByLabelText('Name of ann 的周期上限'), '7');
    await user.click(screen.getByRole('button', { name: '保存' }));
    const back = await screen.findByRole('button', { name: '撤销保存' });
    const saved = await groupNow();
    expect(saved).toMatchObject({ strategy: 'leastLoaded', skillAttribute: 'city', period: 'day' });
    expect(saved.members[0]).toMatchObject({ skills: ['sh'], periodCap: 7 });
    await user.click(back);
    expect(await screen.findByText('已恢复为保存前的设置。')).toBeDefined();
    expect((await groupNow()).stamp).toBe(group.stamp);
    expect(screen.queryByRole('button', { name: '撤销保存' })).toBeNull();
  });

  test('who saved over somebody else’s change is told, and taking back never undoes theirs', async () => {
    const user = userEvent.setup();
    const { console, groupNow, at } = await company();
    openWindow(console, { as: 'user-ops', at });
    await choose(user, '分配策略', '在手最少优先');
    await user.click(screen.getByRole('button', { name: '保存' }));
    const back = await screen.findByRole('button', { name: '撤销保存' });
    const { nextUserId: _n, rules: _r, stamp: _s, members: _m, ...settings } = await groupNow();
    await tell(console, 'routing.saveGroup', { ...settings, label: { zh: '新名', en: '' }, members: [] });
    await user.click(back);
    expect(await screen.findByText(/分配组已被他人修改/)).toBeDefined();
    expect(await groupNow()).toMatchObject({ label: { zh: '新名' }, strategy: 'leastLoaded' });
  });

  test('an absence is entered and removed; meanwhile the member is shown as absent and is not the next', async () => {
    const user = userEvent.setup();
    const { console, groupNow, at } = await company();
    openWindow(console, { as: 'user-ops', at });
    const before = await groupNow();
    const name = `Name of ${before.nextUserId}`;
    expect((await rowOf(name)).getByText('下一个轮到')).toBeDefined();
    await enterAbsence(user, { who: name, from: '2020-01-01T09:00', to: '2019-01-01T09:00', why: '长假' });
    expect(screen.getByText('结束须晚于开始')).toBeDefined();
    const card = await sectionOf('请假');
    fill(within(card).getByLabelText('结束'), '2050-01-01T09:00');
    await user.click(within(card).getByRole('button', { name: '登记请假' }));
    expect(await (await rowOf(name)).findByText('请假中')).toBeDefined();
    expect((await groupNow()).nextUserId).not.toBe(before.nextUserId);

    await user.click(within(card).getByRole('button', { name: '移除' }));
    const asked = await screen.findByText(/恢复接单/);
    await user.click(within(asked.parentElement as HTMLElement).getByText('移除'));
    expect(await (await rowOf(name)).findByText('下一个轮到')).toBeDefined();
    expect(await within(card).findByText('没有进行中或将来的请假')).toBeDefined();
  });

  test('an absence that overlaps another is refused with the times of that one, and what was entered stays', async () => {
    const user = userEvent.setup();
    const { console, at } = await company();
    openWindow(console, { as: 'user-ops', at });
    const who = 'Name of bob';
    await enterAbsence(user, { who, from: '2049-05-01T09:00', to: '2049-05-10T18:00', why: '年假' });
    expect(await screen.findByText('年假')).toBeDefined();
    await enterAbsence(user, { who, from: '2049-05-08T09:00', to: '2049-05-12T18:00', why: '事假' });
    const refusal = await screen.findByText(/已登记请假/);
    expect(refusal.textContent).toContain('2049');
    expect(screen.getByDisplayValue('事假')).toBeDefined();
    expect(await tell(console, 'routing.listAbsences', {})).toHaveLength(1);
  });

  test('who is away in a group that catches up is owed what the others get, and is the next when back', async () => {
    const user = userEvent.setup();
    const { console, group, at } = await company({ catchesUp: true });
    const { id } = await tell(console, 'routing.saveAbsence', {
      userId: 'bob',
      fromAt: 0,
      toAt: console.env.now() + 86_400_000,
      reason: '年假',
    });
    await arrange(console, () => void addWaiting(console, [{}, {}, {}, {}]));
    const { ruleSetId, versionId } = await tell(console, 'routing.createRuleSet', {
      label: { zh: '总表', en: '' },
    });
    const rule = { id: 'all', name: '兜底', condition: { all: [] }, groupId: group.id, isOn: true, note: '' };
    const { revision } = await tell(console, 'routing.saveDraft', { versionId, revision: 1, rules: [rule] });
    await tell(console, 'routing.publishDraft', { versionId, revision, note: '' });
    await tell(console, 'routing.runRouting', { ruleSetId });
    await waitFor(async () =>
      expect(await tell(console, 'routing.getWaiting', {})).toMatchObject({ routed: 4 }),
    );

    openWindow(console, { as: 'user-ops', at });
    const away = await rowOf('Name of bob');
    expect(away.getByText('请假中')).toBeDefined();
    // Entitled to two of the four, got none.
    expect(
      away
        .getAllByRole('cell')
        .slice(3, 6)
        .map(({ textContent }) => textContent),
    ).toEqual(['2', '0', '2']);
    expect((await rowOf('Name of ann')).getByText('下一个轮到')).toBeDefined();
    expect(screen.getByRole<HTMLInputElement>('switch', { name: /缺勤后补齐/ }).checked).toBe(true);
    await tell(console, 'routing.removeAbsence', { id });
    await user.click(document.body);
    expect(await away.findByText('下一个轮到')).toBeDefined();
  });
});

describe('working calendars', () => {
  test('a calendar is made: what cannot be read is said, holidays come as a range, a worked weekend goes by Monday', async () => {
    const user = userEvent.setup();
    const { console } = await company();
    openWindow(console, { as: 'user-ops', at: '/routing/calendars' });
    expect(await screen.findByText('还没有工作日历')).toBeDefined();
    await user.click(screen.getByRole('button', { name: '新建日历' }));
    const form = within(await sectionOf('新建日历'));
    fill(form.getByLabelText('周一'), '18:00-9:00');
    expect(form.getByText(/请写成 9:00-18:00/)).toBeDefined();
    fill(form.getByLabelText('周一'), '9-12，13：30-18');
    expect(form.queryByText(/请写成 9:00-18:00/)).toBeNull();
    fill(form.getByLabelText('开始日期'), '2027-02-07');
    fill(form.getByLabelText('结束日期（含）'), '2027-02-05');
    expect(form.getByText(/结束日期不能早于开始日期/)).toBeDefined();
    fill(form.getByLabelText('开始日期'), '2027-02-05');
    fill(form.getByLabelText('结束日期（含）'), '2027-02-07');
    await user.click(form.getByRole('button', { name: '放假' }));
    fill(form.getByLabelText('开始日期'), '2027-02-13');
    await user.click(form.getByRole('button', { name: '调休上班' }));
    await user.click(form.getByRole('button', { name: '移除 2027-02-07' }));
    await user.clear(form.getByRole('combobox', { name: '时区' }));
    await user.type(form.getByRole('combobox', { name: '时区' }), 'tokyo');
    await user.click(await screen.findByRole('option', { name: 'Asia/Tokyo' }));
    await user.click(form.getByRole('button', { name: '保存' }));
    expect(form.getByText('请填写中文名称')).toBeDefined();
    fill(form.getByLabelText(/^中文名称/), '客服');
    await user.click(form.getByRole('button', { name: '保存' }));
    expect(await screen.findByText(/工作日历已保存/)).toBeDefined();
    const [saved] = await tell(console, 'routing.listCalendars', {});
    const monday = [
      [540, 720],
      [810, 1080],
    ];
    expect(saved).toMatchObject({ label: { zh: '客服' }, calendar: { zone: 'Asia/Tokyo' } });
    expect(saved?.calendar.week[0]).toEqual(monday);
    expect(saved?.calendar.exceptions).toEqual({ '2027-02-05': [], '2027-02-06': [], '2027-02-13': monday });
  });

  test('a saved calendar is changed and the change given up, or kept; a group then works by it', async () => {
    const user = userEvent.setup();
    const { console, groupNow, at } = await company({ keepsHours: true });
    const never = {
      zone: 'Asia/Shanghai',
      week: Array.from({ length: 7 }, (): [number, number][] => []),
      exceptions: {},
    };
    await tell(console, 'routing.saveCalendar', {
      label: { zh: '不上班', en: '' },
      calendar: never,
    });
    openWindow(console, { as: 'user-ops', at });
    await choose(user, '工作日历', '不上班');
    await user.click(screen.getByRole('button', { name: '保存' }));
    expect(await (await rowOf('Name of ann')).findByText('不在工作时间')).toBeDefined();
    expect(screen.getByText(/现在没有人可接单/)).toBeDefined();

    await user.click(screen.getAllByRole('link', { name: '工作日历' })[0] as HTMLElement);
    const card = within(await sectionOf('不上班'));
    fill(card.getByLabelText('周日'), '0-24');
    await user.click(card.getByRole('button', { name: '放弃修改' }));
    expect(card.getByLabelText<HTMLInputElement>('周日').value).toBe('');
    for (const day of ['周一', '周二', '周三', '周四', '周五', '周六', '周日'])
      fill(card.getByLabelText(day), '0-24');
    await user.click(card.getByRole('button', { name: '保存' }));
    expect(await screen.findByText(/工作日历已保存/)).toBeDefined();
    await waitFor(async () => expect((await groupNow()).nextUserId).not.toBeNull());
  });
});
