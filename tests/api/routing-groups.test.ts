import { DEFAULT_CALENDAR } from '#domain/calendar';
import { desk } from '#support/desk';
import { addWaiting, arrange, furnish } from '#support/routing-office';
import { expect, test } from 'vitest';

const HOUR = 3_600_000;
/** A Wednesday, ten in the morning in Shanghai. */
const NOW = Date.parse('2026-11-25T10:00:00+08:00');

async function office() {
  let now = NOW;
  const made = await desk({ now: () => now });
  await arrange(made.console, () => furnish(made.console, ['ann', 'bob', 'cid']));
  const member = (userId: string, more = {}) => ({ userId, weight: 1, openCap: null, isOn: true, ...more });
  const save = (more: object = {}, members = ['ann', 'bob'].map((id) => member(id))) =>
    made.tell('routing.saveGroup', {
      label: { zh: '一组', en: '' },
      isOn: true,
      fallbackGroupId: null,
      members,
      ...more,
    });
  const route = async (facts: readonly Record<string, unknown>[]) => {
    const first = addFacts(facts);
    await made.run(
      (await made.tell('routing.runRouting', { ruleSetId: await ruleSet(), retryUnassigned: true })).jobId,
    );
    const { rows } = await made.tell('routing.listDecisions', { limit: 100 });
    return facts.map((_, index) => rows.find(({ opportunityId }) => opportunityId === first + index));
  };
  const addFacts = (facts: readonly Record<string, unknown>[]) => addWaiting(made.console, facts);
  let set: string | undefined;
  const ruleSet = async () => {
    if (set !== undefined) return set;
    const [group] = await made.tell('routing.listGroups', {});
    const draft = await made.tell('routing.createRuleSet', { label: { zh: '总表', en: '' } });
    const rule = {
      id: 'all',
      name: '兜底',
      condition: { all: [] },
      groupId: group?.id ?? '',
      isOn: true,
      note: '',
    };
    const { version } = await made.tell('routing.listRules', { versionId: draft.versionId });
    const { revision } = await made.tell('routing.saveDraft', {
      versionId: draft.versionId,
      revision: version.revision,
      rules: [rule],
    });
    await made.tell('routing.publishDraft', { versionId: draft.versionId, revision, note: '' });
    set = draft.ruleSetId;
    return set;
  };
  return { ...made, member, save, route, setNow: (at: number) => (now = at) };
}

test('a group keeps how it picks, and a save with an old stamp changes nothing', async () => {
  const { save, member, ask, tell } = await office();
  const { id: calendarId } = await tell('routing.saveCalendar', {
    label: { zh: '行政班', en: 'Office' },
    calendar: DEFAULT_CALENDAR,
  });
  const settings = {
    strategy: 'leastLoaded',
    sticky: 'previousOwner',
    skillAttribute: 'needs',
    calendarId,
    keepsHours: true,
    catchesUp: true,
    period: 'week',
  };
  const saved = await save(settings, [member('ann', { periodCap: 3, skills: ['price'], calendarId })]);
  expect(saved).toMatchObject(settings);
  expect(saved.members[0]).toMatchObject({ periodCap: 3, skills: ['price'], calendarId, state: 'ready' });
  const again = await save({ id: saved.id, stamp: saved.stamp, period: 'month' });
  expect(again.strategy).toBe('fair');
  const stale = await ask('routing.saveGroup', {
    id: saved.id,
    stamp: saved.stamp,
    label: { zh: 'x', en: '' },
    isOn: true,
    fallbackGroupId: null,
    members: [],
  });
  expect(stale).toMatchObject({ ok: false, error: { code: 'routing.groupChanged' } });
});

test('who is absent gets nothing while away, and the reason says so when nobody is there', async () => {
  const { save, tell, route, setNow } = await office();
  await save();
  const absence = (userId: string) =>
    tell('routing.saveAbsence', { userId, fromAt: NOW - HOUR, toAt: NOW + HOUR, reason: '年假' });
  const { id } = await absence('ann');
  expect((await tell('routing.listGroups', {}))[0]).toMatchObject({ nextUserId: 'bob' });
  expect((await route([{}, {}])).map((made) => made?.repId)).toEqual(['bob', 'bob']);
  await absence('bob');
  expect((await route([{}])).map((made) => made?.reason)).toEqual(['allAbsent']);
  setNow(NOW + 2 * HOUR);
  expect(await tell('routing.listAbsences', {})).toEqual([]);
  expect((await route([{}]))[0]?.repId).not.toBeNull();
  await tell('routing.removeAbsence', { id });
});

test('outside working hours it waits; a period’s cap and a missing skill are named; each decision re-runs', async () => {
  const { save, member, tell, route, setNow } = await office();
  await save({ keepsHours: true, skillAttribute: 'needs', period: 'day' }, [
    member('ann', { periodCap: 2, skills: ['price'] }),
    member('bob', { isOn: false }),
  ]);
  setNow(Date.parse('2026-11-25T22:00:00+08:00'));
  expect((await route([{ needs: ['price'] }]))[0]?.reason).toBe('outOfHours');
  setNow(NOW + 24 * HOUR);
  const made = await route([{ needs: ['credit'] }, { needs: ['price'] }, {}]);
  // The one from yesterday evening came first.
  expect(made.map((one) => one?.reason)).toEqual(['noSkill', 'routed', 'allAtPeriodCap']);
  setNow(NOW + 48 * HOUR);
  expect((await tell('routing.listGroups', {}))[0]?.members[0]).toMatchObject({ given: 0, state: 'ready' });
  expect((await route([{}]))[0]?.reason).toBe('routed');
  const { rows } = await tell('routing.listDecisions', { limit: 100 });
  for (const { id } of rows) expect((await tell('routing.explainDecision', { id })).reproduced).toBe(true);
});

test('what cannot be is refused: a zone nobody knows, an absence that ends before it begins, a calendar that is not there, one that overlaps another', async () => {
  const { save, ask, tell } = await office();
  const group = await save();
  const calendar = { ...DEFAULT_CALENDAR, zone: 'Mars/Olympus' };
  expect(await ask('routing.saveCalendar', { label: { zh: 'x', en: '' }, calendar })).toMatchObject({
    error: { code: 'routing.unknownZone' },
  });
  expect(
    await ask('routing.saveAbsence', { userId: 'ann', fromAt: NOW, toAt: NOW, reason: '' }),
  ).toMatchObject({ error: { code: 'routing.emptyAbsence' } });
  const away = { userId: 'ann', fromAt: NOW, toAt: NOW + HOUR, reason: '' };
  const { id } = await tell('routing.saveAbsence', away);
  expect(await ask('routing.saveAbsence', { ...away, fromAt: NOW - HOUR, toAt: NOW + 1 })).toMatchObject({
    error: { code: 'routing.absenceOverlaps', params: { fromAt: NOW, toAt: NOW + HOUR } },
  });
  // One that begins when another ends is another; and one may be changed in its own place.
  await tell('routing.saveAbsence', { ...away, fromAt: NOW + HOUR, toAt: NOW + 2 * HOUR });
  await tell('routing.saveAbsence', { ...away, id, fromAt: NOW - HOUR });
  await tell('routing.saveAbsence', { ...away, userId: 'bob' });
  expect(
    await ask('routing.saveGroup', {
      id: group.id,
      label: group.label,
      isOn: true,
      fallbackGroupId: null,
      calendarId: 'nowhere',
      members: [],
    }),
  ).toMatchObject({ error: { code: 'routing.unknownCalendar' } });
});
