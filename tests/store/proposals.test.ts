import { join } from 'node:path';
import { inChunk } from '#store/command';
import { connect, migrate, type Store } from '#store/open';
import { newHome } from '#support/home';
import { beforeEach, expect, onTestFinished, test } from 'vitest';

let store: Store;
const as = (actorId: string, ...statements: string[]) =>
  inChunk(store, { operation: 'test.attack', actorId, at: 5 }, () => {
    for (const statement of statements) store.raw.exec(statement);
  });
const proposal = (id: string, proposer: string, { kind = 'change', second = 1, personId = 'ann' } = {}) =>
  `INSERT INTO proposals VALUES ('${id}', '${kind}', '${proposer}', '因为', '[{"kind":"grantRole","personId":"${personId}"}]', 1, NULL, ${second}, 5)`;
const step = (id: string, what: string, actor: string, failure = 'NULL') =>
  `INSERT INTO proposal_steps (proposal_id, step, actor_id, note, failure, at) VALUES ('${id}', '${what}', '${actor}', '', ${failure}, 5)`;

beforeEach(async () => {
  store = connect(join(newHome(), 'store.db'));
  onTestFinished(() => store.close());
  await migrate(store);
  as('maker', proposal('p', 'maker'));
});

test('no statement makes the maker the checker of a proposal', () => {
  expect(() => as('maker', step('p', 'approved', 'maker'))).toThrow(/their own/);
  expect(() => as('maker', step('p', 'rejected', 'maker'))).toThrow(/their own/);
  // In the name of another, or of nobody.
  expect(() => as('maker', step('p', 'approved', 'checker'))).toThrow(/by who it names/);
  expect(() => store.raw.exec(step('p', 'approved', 'checker'))).toThrow(/inside a command/);
  as('checker', step('p', 'approved', 'checker'));
  // Nor is it made so afterwards.
  for (const attack of [
    `UPDATE proposal_steps SET actor_id = 'maker'`,
    `UPDATE proposals SET proposer_id = 'checker'`,
    `UPDATE proposals SET needs_second = 0`,
    `UPDATE OR REPLACE proposals SET changes = '[]'`,
    `DELETE FROM proposal_steps`,
    `DELETE FROM proposals`,
    `INSERT OR REPLACE INTO proposals SELECT id, kind, 'maker', reason, '[]', revision, effective_at, 0, created_at FROM proposals`,
    `INSERT OR REPLACE INTO proposal_steps SELECT seq, proposal_id, 'withdrawn', 'maker', note, failure, at FROM proposal_steps`,
  ])
    expect(() => as('maker', attack), attack).toThrow(/append-only/);
});

test('nobody decides what is asked for them, whoever wrote it', () => {
  as('lea', proposal('r', 'lea', { kind: 'request', personId: 'bob' }));
  expect(() => as('bob', step('r', 'approved', 'bob'))).toThrow(/asked for them/);
  as('top', step('r', 'approved', 'top'));
});

test('what is decided stays decided, and nothing takes effect that was not approved', () => {
  expect(() => as('system', step('p', 'applied', 'system'))).toThrow(/stays decided/);
  as('checker', step('p', 'rejected', 'checker'));
  for (const what of ['approved', 'rejected', 'withdrawn', 'applied'])
    expect(() => as('other', step('p', what, 'other')), what).toThrow(/stays decided/);
});

test('only a change goes without a second person, and none while one is required', () => {
  expect(() => as('maker', proposal('q', 'maker', { kind: 'request', second: 0 }))).toThrow(/CHECK/);
  as('maker', proposal('q', 'maker', { second: 0 }), step('q', 'approved', 'maker'));
  as('system', `INSERT INTO access_settings VALUES ('needsSecond', 'true')`);
  expect(() => as('maker', proposal('s', 'maker', { second: 0 }))).toThrow(/second person/);
  expect(() => as('maker', proposal('t', 'another'))).toThrow(/by who it names/);
});

test('nobody reviews what they have themselves, and the reviewer of a row is not its owner', () => {
  const item = (seq: number, person: string, reviewer: string) =>
    `INSERT INTO review_items VALUES (${seq}, 'v', '${person}', '{}', ${reviewer})`;
  const decision = (seq: number, actor: string, what = 'attest', note = '') =>
    `INSERT INTO review_decisions (item_seq, decision, actor_id, note, at) VALUES (${seq}, '${what}', '${actor}', '${note}', 5)`;
  as('own', `INSERT INTO reviews VALUES ('v', '年度', '{}', 9, 'own', 5)`, item(1, 'ann', `'lea'`));
  expect(() => as('own', item(2, 'ann', `'ann'`))).toThrow(/CHECK/);
  expect(() => as('ann', decision(1, 'ann'))).toThrow(/themselves/);
  expect(() => as('lea', decision(1, 'own'))).toThrow(/by who it names/);
  expect(() => as('lea', decision(1, 'lea', 'revoke'))).toThrow(/CHECK/);
  as('lea', decision(1, 'lea'));
  expect(() => as('lea', `UPDATE review_decisions SET decision = 'revoke'`)).toThrow(/append-only/);
  as('own', `INSERT INTO review_endings VALUES ('v', 'own', 6)`);
  expect(() => as('lea', decision(1, 'lea', 'revoke', '不用了'))).toThrow(/stays ended/);
});
