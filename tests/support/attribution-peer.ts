import type { Layer1, Layer2 } from '#domain/attribution';
import type { Raw } from '#store/database';
import { TRIAL_POLICY } from './attribution-facts.ts';

/**
 * A second opinion: both layers as somebody would write them in SQL, one correlated subquery an order, over the live
 * tables. It shares no line with the console's judge, so that the two agree only if both are right.
 */
export function judgeInSql(raw: Raw, policy: { layer1: Layer1; layer2: Layer2 } = TRIAL_POLICY): void {
  const { layer1, layer2 } = policy;
  const order = layer1.winner === 'last' ? 'DESC' : 'ASC';
  const opens = `orders.closed_at - ${layer1.windowDays} * 86400000`;
  const list = (values: readonly string[]) =>
    values.map((value) => `'${value.replaceAll("'", "''")}'`).join();
  const counts = [
    `users.status = 'active'`,
    `follow_ups.happened_at <= orders.closed_at`,
    `follow_ups.happened_at >= ${opens}`,
    ...(layer1.channels.length > 0 ? [`channel IN (${list(layer1.channels)})`] : []),
    ...(layer1.excludedOutcomes.length > 0 ? [`outcome NOT IN (${list(layer1.excludedOutcomes)})`] : []),
    `(channel <> 'call' OR duration_seconds IS NULL OR duration_seconds >= ${layer1.minCallSeconds})`,
    ...(layer1.maxRecordingDelayHours === null
      ? []
      : [`recorded_at <= happened_at + ${layer1.maxRecordingDelayHours} * 3600000`]),
  ].join(' AND ');
  const any = (when: string) =>
    `EXISTS (SELECT 1 FROM follow_ups WHERE follow_ups.card_id = orders.card_id AND ${when})`;
  raw.exec(`DROP TABLE IF EXISTS temp.peer; DROP TABLE IF EXISTS temp.peer_rules;
    CREATE TEMP TABLE peer_rules (line_id TEXT, category_id TEXT, starts INTEGER, ends INTEGER)`);
  const rule = raw.prepare('INSERT INTO temp.peer_rules VALUES (?, ?, ?, ?)');
  for (const { lineIds, categoryIds, from, to } of layer2.rules)
    for (const line of lineIds.length > 0 ? lineIds : [null])
      for (const category of categoryIds.length > 0 ? categoryIds : [null])
        rule.run(line, category, from, to);
  raw.exec(`CREATE TEMP TABLE peer AS
    SELECT found.*, winner.user_id AS rep_id,
      CASE WHEN winner.id IS NULL THEN found.failure ELSE '${layer1.winner}Touch' END AS reason,
      coalesce(winner.line_id, products.line_id) AS line_id,
      CASE WHEN winner.id IS NULL THEN 'notAttributed'
        WHEN ${layer2.rules.length} = 0 THEN 'nothingConfigured'
        WHEN EXISTS (SELECT 1 FROM temp.peer_rules WHERE
          (peer_rules.line_id IS NULL OR peer_rules.line_id = coalesce(winner.line_id, products.line_id))
          AND (peer_rules.category_id IS NULL OR peer_rules.category_id = products.category_id)
          AND (starts IS NULL OR starts <= found.closed_at) AND (ends IS NULL OR ends > found.closed_at)
        ) THEN 'allowed' ELSE 'notAllowed' END AS eligibility,
      amount_minor - min(amount_minor, refunded) AS net
    FROM (
      SELECT orders.*,
        (SELECT coalesce(sum(refunds.amount_minor), 0) FROM refunds WHERE refunds.order_id = orders.id) AS refunded,
        (SELECT follow_ups.id FROM follow_ups JOIN users ON users.id = follow_ups.user_id
          WHERE follow_ups.card_id = orders.card_id AND ${counts}
          ORDER BY happened_at ${order}, recorded_at ${order}, follow_ups.external_id ${order}, follow_ups.id ${order} LIMIT 1) AS winner_id,
        CASE WHEN orders.card_id IS NULL THEN 'noContact'
          WHEN NOT ${any('1')} THEN 'noFollowUp'
          WHEN NOT ${any('happened_at <= orders.closed_at')} THEN 'onlyAfterClosing'
          WHEN NOT ${any(`happened_at BETWEEN ${opens} AND orders.closed_at`)} THEN 'outsideWindow'
          ELSE 'noValidTouch' END AS failure
      FROM orders
    ) AS found
    LEFT JOIN follow_ups AS winner ON winner.id = found.winner_id
    LEFT JOIN products ON products.id = found.product_id`);
}

/** How many orders a run and the second opinion judge differently, or only one of them judges. */
export function countDifferences(raw: Raw, runSeq: number): number {
  return raw
    .prepare(
      `SELECT (SELECT count(*) FROM temp.peer LEFT JOIN attributions ON run_seq = ? AND order_id = peer.id
        WHERE order_id IS NULL OR attributions.reason IS NOT peer.reason OR attributions.rep_id IS NOT peer.rep_id
          OR follow_up_id IS NOT winner_id OR attributions.line_id IS NOT peer.line_id
          OR eligibility_reason IS NOT eligibility OR gross_minor IS NOT amount_minor
          OR gross_minor - refunded_minor IS NOT net OR attributed_minor IS NOT iif(winner_id IS NULL, 0, net)
          OR credited_minor IS NOT iif(eligibility IN ('allowed', 'nothingConfigured'), net, 0))
        + abs((SELECT count(*) FROM attributions WHERE run_seq = ?) - (SELECT count(*) FROM temp.peer))`,
    )
    .pluck()
    .get(runSeq, runSeq) as number;
}
