import { migrations } from '#db/migrations/index';
import { openStore } from '#store/home';
import { connect, migrate } from '#store/open';
import { placesIn } from '#store/places';
import { countMiscounted } from '#store/routing-counts';
import { newHome } from '#support/home';
import { expect, onTestFinished, test } from 'vitest';

const BEFORE = Object.fromEntries(Object.entries(migrations).slice(0, 12));
/** Half past eleven in the evening at UTC+8, and an hour later: two days of the roll-up. */
const EVENING = Date.parse('2026-03-01T23:30:00+08:00');
const NIGHT = EVENING + 3_600_000;
const DAY = Math.floor((EVENING + 8 * 3_600_000) / 86_400_000);

/** A store of the schema before the roll-up, in which one version has decided in two frames. */
async function oldStore(): Promise<string> {
  const home = newHome();
  const store = connect(placesIn(home).db);
  await migrate(store, BEFORE);
  store.raw.exec(`
    INSERT INTO command_context (id, operation, actor_id, at) VALUES (1, 'test', 'system', 0);
    INSERT INTO business_lines (id, label_zh, label_en, grain, position) VALUES ('produce', '果蔬', '', 'phone', 0);
    INSERT INTO users (id, login, name, status, source, external_id, created_at) VALUES
      ('ann', 'ann', 'Ann', 'active', 'test', 'a', 0), ('bob', 'bob', 'Bob', 'active', 'test', 'b', 0);
    INSERT INTO distribution_groups (id, label_zh, label_en, is_on) VALUES ('east', '东', '', 1), ('west', '西', '', 1);
    INSERT INTO rule_sets (id, label_zh, label_en) VALUES ('set', '总表', '');
    INSERT INTO rule_set_versions (id, rule_set_id, number, status, note, revision, created_by, created_at)
      VALUES ('v1', 'set', 1, 'draft', '', 1, 'system', 0);
    INSERT INTO routing_rules (version_id, id, position, name, condition, group_id, is_on, note) VALUES
      ('v1', 'r1', 1, 'One', '{"all":[]}', 'east', 1, ''), ('v1', 'r2', 2, 'Two', '{"all":[]}', 'west', 1, '');
    UPDATE rule_set_versions SET status = 'published', published_by = 'system', published_at = 1 WHERE id = 'v1';
    DELETE FROM command_context;
    INSERT INTO cards (id, kind, contact, name, company, created_at) VALUES (1, 'account', 'c', '', '', 0);
    INSERT INTO opportunities (id, source, external_id, card_id, line_id, grain_key, title, status, stage, attributes, routing_state, created_at)
      SELECT value ->> 0, 'test', value ->> 0, 1, 'produce', 'g' || (value ->> 0), '', value ->> 1, 'new', '{}', 'routed', 0
      FROM json_each('[[1,"open"],[2,"won"],[3,"lost"],[4,"won"],[5,"open"]]');
    INSERT INTO decision_frames (id, run_id, version_id, seed, decided_at, first_decision_id, last_decision_id, groups)
      VALUES (1, 'run', 'v1', 1, ${EVENING}, 1, 4, '{}'), (2, 'run', 'v1', 1, ${NIGHT}, 5, 7, '{}');
    INSERT INTO decisions (id, opportunity_id, frame_id, rule_id, group_id, rep_id, reason, evidence) VALUES
      (1, 1, 1, 'r1', 'east', 'ann', 'routed', '{}'),
      (2, 2, 1, 'r1', 'east', 'ann', 'routed', '{}'),
      (3, 3, 1, 'r1', 'west', 'bob', 'routed', '{}'),
      (4, 4, 1, NULL, NULL, NULL, 'noRule', '{}'),
      (5, 5, 2, 'r1', 'east', NULL, 'allOff', '{}'),
      (6, 5, 2, 'r2', 'west', 'bob', 'routed', '{}'),
      (7, 2, 2, 'r1', 'east', 'ann', 'routed', '{}');`);
  store.close();
  return home;
}

test('decisions that were made before the roll-up are in it after the upgrade, each on its day and as its opportunity stands', async () => {
  const opened = await openStore(await oldStore(), {
    now: () => NIGHT,
    anchoredSeq: () => null,
    ballastBytes: 0,
  });
  onTestFinished(() => opened.close());
  const { raw } = opened.store;
  const counts = () =>
    raw
      .prepare(
        `SELECT day, rule_id, group_id, reason, decided, fallen, won, lost, last_at FROM decision_counts
        ORDER BY day, rule_id, group_id, reason`,
      )
      .raw()
      .all();
  expect(counts()).toEqual([
    // Nobody got the one without a rule, so that it was won is nobody's.
    [DAY, '', '', 'noRule', 1, 0, 0, 0, EVENING],
    [DAY, 'r1', 'east', 'routed', 2, 0, 1, 0, EVENING],
    // Another group than the rule's own gave it.
    [DAY, 'r1', 'west', 'routed', 1, 1, 0, 1, EVENING],
    [DAY + 1, 'r1', 'east', 'allOff', 1, 0, 0, 0, NIGHT],
    [DAY + 1, 'r1', 'east', 'routed', 1, 0, 1, 0, NIGHT],
    [DAY + 1, 'r2', 'west', 'routed', 1, 0, 0, 0, NIGHT],
  ]);
  expect(countMiscounted(raw)).toBe(0);

  // What is won or lost later moves the old decisions too, on both days.
  raw.exec(`UPDATE opportunities SET status = 'lost' WHERE id IN (2, 5)`);
  expect(counts()).toEqual([
    [DAY, '', '', 'noRule', 1, 0, 0, 0, EVENING],
    [DAY, 'r1', 'east', 'routed', 2, 0, 0, 1, EVENING],
    [DAY, 'r1', 'west', 'routed', 1, 1, 0, 1, EVENING],
    [DAY + 1, 'r1', 'east', 'allOff', 1, 0, 0, 0, NIGHT],
    [DAY + 1, 'r1', 'east', 'routed', 1, 0, 0, 1, NIGHT],
    [DAY + 1, 'r2', 'west', 'routed', 1, 0, 0, 1, NIGHT],
  ]);
  expect(countMiscounted(raw)).toBe(0);
});
