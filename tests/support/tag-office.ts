import type { Condition } from '#domain/conditions';
import type { TagRule } from '#domain/tagging';
import { desk } from './desk.ts';
import { addWaiting, arrange, furnish } from './routing-office.ts';

export const DAY = 86_400_000;

export const tagRule = (
  id: string,
  condition: Condition,
  effect: TagRule['effect'],
  more: Partial<TagRule> = {},
): TagRule => ({ id, name: `Rule ${id}`, isOn: true, condition, effect, expiresAfterDays: null, ...more });

export const need = (code: string): TagRule['effect'] => ({ kind: 'tag', attribute: 'needs', code });

/** A console whose catalogue has the set `needs` (price, credit), with opportunities, follow-ups and a clock of its own. */
export async function tagOffice() {
  const time = { now: Date.UTC(2026, 10, 25) };
  const at = await desk({ now: () => time.now });
  const { console, tell, run } = at;
  const { raw } = console.store;
  await arrange(console, () => furnish(console, ['ann', 'bob']));
  const rows = (sql: string, ...values: unknown[]) => raw.prepare(sql).all(...values);
  const opportunity = async (attributes: Record<string, unknown>, more: { status?: 'open' | 'won' } = {}) => {
    let id = 0;
    await arrange(console, () => {
      id = addWaiting(console, [attributes], more);
    });
    return id;
  };
  let touches = 0;
  const touch = (id: number, channel: string, happenedAt: number) =>
    arrange(console, () => {
      touches += 1;
      raw
        .prepare(
          `INSERT INTO follow_ups (source, external_id, card_id, line_id, user_id, channel, outcome, note, duration_seconds, happened_at, recorded_at)
          SELECT 'test', ?, card_id, NULL, 'ann', ?, '', '', 60, ?, ? FROM opportunities WHERE id = ?`,
        )
        .run(`f${touches}`, channel, happenedAt, happenedAt, id);
    });
  const attributesOf = (id: number): unknown =>
    JSON.parse(String(raw.prepare('SELECT attributes FROM opportunities WHERE id = ?').pluck().get(id)));
  const save = async (...rules: TagRule[]) => {
    const { revision } = await tell('tagging.listRules', {});
    return tell('tagging.saveRules', { revision, rules });
  };
  const runRules = async () => run((await tell('tagging.run', {})).jobId);
  const dryRun = async (...rules: TagRule[]) => run((await tell('tagging.dryRun', { rules })).jobId);
  return { ...at, time, rows, opportunity, touch, attributesOf, save, runRules, dryRun };
}
