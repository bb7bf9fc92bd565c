import type { Desk } from '#support/desk';
import { company, NOW } from '#support/rights-office';
import { expect, test } from 'vitest';

const DAY = 86_400_000;
const refused = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) as unknown });
const start = (it: Desk) =>
  it.tell('access.startReview', { name: '四季度', among: { kind: 'all' }, dueAt: NOW + 14 * DAY }, 'own');
const rolesOf = async (it: Desk, id: string) =>
  (await it.tell('access.getPolicy', {})).people.find((one) => one.id === id)?.roles ?? [];

/** A company where 'ann' has a role too, and 'wes', whom nobody leads, left with one. */
async function office() {
  const it = await company();
  const { revision } = await it.tell('access.getPolicy', {});
  const give = (personId: string, to: number | null = null) =>
    ({ kind: 'grantRole', personId, roleId: 'rep', from: 0, to }) as const;
  await it.tell(
    'access.applyChanges',
    { revision, changes: [give('ann'), give('wes'), give('bob', 5)] },
    'own',
  );
  await it.tell('access.endAccount', { id: 'wes' });
  return it;
}

test('each grant is looked at by who leads, leaders by who may change rights; what is over and what nobody stands behind is told apart', async () => {
  const it = await office();
  const { id } = await start(it);
  const { list } = await it.tell('access.getReview', { id }, 'own');
  const ofWhom = (personId: string) => list.filter((item) => item.person.id === personId);
  expect(ofWhom('ann')).toMatchObject([{ reviewer: { id: 'lea' }, orphan: null, given: { kind: 'role' } }]);
  expect(ofWhom('lea').map((item) => item.reviewer)).toEqual([null, null]);
  expect(ofWhom('wes')).toMatchObject([{ reviewer: null, orphan: 'left' }]);
  expect(ofWhom('own')[0]).toMatchObject({ orphan: 'noUnit', mayDecide: false });
  expect(ofWhom('bob')).toEqual([]);
  const theirs = await it.tell('access.getReview', { id }, 'lea');
  expect(theirs.list.map((item) => item.person.id)).toEqual(['ann']);
  expect(await it.tell('access.listReviews', {}, 'lea')).toMatchObject([{ id, items: list.length, mine: 1 }]);
  expect(await it.ask('access.getReview', { id }, 'ann')).toEqual(refused('api.notFound'));
  expect(await it.tell('access.listReviews', {}, 'ann')).toEqual([]);
});

test('what is revoked goes when the review ends, the last word counts, and the evidence says who said it', async () => {
  const it = await office();
  const { id } = await start(it);
  const { list } = await it.tell('access.getReview', { id }, 'own');
  const of = (personId: string) => list.filter((item) => item.person.id === personId).map(({ seq }) => seq);
  const word = (seqs: number[], decision: 'attest' | 'revoke', as: string, note = '') =>
    it.ask('access.decideReviewItems', { seqs, decision, note }, as);
  expect(await word(of('ann'), 'attest', 'lea')).toMatchObject({ ok: true });
  expect(await word(of('ann'), 'revoke', 'lea')).toEqual(refused('access.revokeNeedsNote'));
  expect(await word(of('ann'), 'revoke', 'lea', '=已转岗')).toMatchObject({ ok: true });
  expect(await word(of('lea'), 'attest', 'lea')).toEqual(refused('api.notFound'));
  expect(await word(of('own'), 'attest', 'own')).toEqual(refused('api.notFound'));
  expect(await word(of('wes'), 'revoke', 'two', '已离职')).toMatchObject({ ok: true });
  expect(await rolesOf(it, 'ann')).toHaveLength(1);
  expect(await it.tell('access.endReview', { id }, 'own')).toEqual({ revoked: 2, proposalId: null });
  expect([await rolesOf(it, 'ann'), await rolesOf(it, 'wes')]).toEqual([[], []]);
  expect(await word(of('lea'), 'attest', 'two')).toEqual(refused('access.reviewEnded'));
  expect(await it.ask('access.endReview', { id }, 'own')).toEqual(refused('access.reviewEnded'));
  const { text } = await it.tell('access.exportReview', { id, language: 'zh-CN' }, 'own');
  const rows = text.replace('\uFEFF', '').split('\r\n');
  expect(rows.find((row) => row.startsWith('ann'))).toMatch(
    /^ann,东区,销售,,,lea,收回,lea,2027.*'=已转岗,是$/,
  );
  const head = it.console.store.raw
    .prepare(`SELECT '#head,' || seq || ',' || hash FROM audit_lines WHERE operation = 'access.endReview'`)
    .pluck()
    .get();
  expect(rows.at(-2)).toContain(String(head));
});

test('where a second person is needed, the end of a review proposes what was revoked', async () => {
  const it = await office();
  const { revision } = await it.tell('access.getPolicy', {});
  await it.tell('access.applyChanges', { revision, changes: [{ kind: 'needSecond', isOn: true }] }, 'own');
  const { id } = await start(it);
  const { list } = await it.tell('access.getReview', { id }, 'own');
  const seqs = list.filter((item) => item.person.id === 'ann').map(({ seq }) => seq);
  await it.tell('access.decideReviewItems', { seqs, decision: 'revoke', note: '转岗' }, 'lea');
  const ended = await it.tell('access.endReview', { id }, 'own');
  expect(await rolesOf(it, 'ann')).toHaveLength(1);
  const proposal = { id: ended.proposalId ?? '', decision: 'approve' } as const;
  const now = (await it.tell('access.getPolicy', {})).revision;
  expect(await it.ask('access.decideProposal', { ...proposal, revision: now }, 'own')).toEqual(
    refused('access.ownProposal'),
  );
  await it.tell('access.decideProposal', { ...proposal, revision: now }, 'two');
  expect(await rolesOf(it, 'ann')).toEqual([]);
});

test('a review of one role lists only it, roles that nobody holds are named, and an empty one is not begun', async () => {
  const it = await office();
  const begin = (roleId: string) =>
    it.ask('access.startReview', { name: '内勤', among: { kind: 'role', roleId }, dueAt: NOW + DAY }, 'own');
  const reply = await begin('clerk');
  if (!reply.ok) throw new Error(reply.error.code);
  const found = await it.tell('access.getReview', { id: reply.value.id }, 'own');
  expect(found.list.map((item) => item.person.id)).toEqual(['top']);
  expect(found.amongLabel).toMatchObject({ zh: '内勤' });
  expect(found.emptyRoles).toEqual([]);
  expect(await begin('ghost')).toEqual(refused('access.reviewIsEmpty'));
});
