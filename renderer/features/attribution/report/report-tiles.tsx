import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { termWords } from '#features/attribution/terms';
import { StatTile, StatTiles } from '#ui/stat-tile';
import { Alert, Badge, Tooltip } from '@mantine/core';
import { useNavigate } from 'react-router';
import styles from './report.module.css';
import { ordersPath, type ReportValues } from './report-filter.ts';
import type { Waterfall } from './waterfall.ts';
import { reportWords } from './words.ts';

type ReportTilesProps = { readonly waterfall: Waterfall; readonly values: ReportValues };

/** The figures that matter, each leading to its orders. */
export function ReportTiles({ waterfall, values }: ReportTilesProps) {
  const words = useWords(reportWords);
  const terms = useWords(termWords);
  const { money, number, percent } = useFormat();
  const go = useNavigate();
  const { sums, currency } = waterfall;
  const net = sums.grossMinor - sums.refundedMinor;
  const share = (minor: number) => (net === 0 ? '' : words.shareOfNet({ share: percent(minor / net, 1) }));
  const open = (narrowed: ReportValues) => () => void go(ordersPath(values, narrowed));
  return (
    <StatTiles>
      <StatTile
        label={terms.step.gross}
        value={money(sums.grossMinor, currency)}
        hint={words.ordersCount({ count: number(sums.orders) })}
        onOpen={open({})}
      />
      <StatTile
        label={terms.step.net}
        value={money(net, currency)}
        hint={`${words.refunded} ${money(sums.refundedMinor, currency)}`}
        onOpen={open({})}
      />
      <StatTile
        label={terms.step.attributed}
        value={money(sums.attributedMinor, currency)}
        hint={share(sums.attributedMinor)}
        onOpen={open({ bucket: 'attributed' })}
      />
      <StatTile
        label={terms.step.eligible}
        value={money(sums.eligibleMinor, currency)}
        hint={share(sums.eligibleMinor)}
        onOpen={open({ bucket: 'attributed' })}
      />
      <StatTile
        label={terms.step.credited}
        value={money(sums.creditedMinor, currency)}
        hint={share(sums.creditedMinor)}
        tone="accent"
        onOpen={open({ bucket: 'attributed' })}
      />
    </StatTiles>
  );
}

/** Which run this is, whether it ties out, and what came after it. */
export function Basis({ waterfall }: { readonly waterfall: Waterfall }) {
  const words = useWords(reportWords);
  const { number, dateTime } = useFormat();
  const { unjudged, newRefunds, newFollowUps } = waterfall;
  return (
    <>
      <div className={styles.basis}>
        <TiesOut waterfall={waterfall} />
        <span>
          {words.basis({
            run: number(waterfall.runSeq),
            policy: waterfall.policyNumber,
            time: dateTime(waterfall.finishedAt),
          })}
        </span>
      </div>
      {unjudged + newRefunds + newFollowUps > 0 && (
        <Alert color="yellow" p="xs">
          {words.stale({
            orders: number(unjudged),
            refunds: number(newRefunds),
            followUps: number(newFollowUps),
          })}
        </Alert>
      )}
    </>
  );
}

function TiesOut({ waterfall }: { readonly waterfall: Waterfall }) {
  const words = useWords(reportWords);
  const { money } = useFormat();
  const { tiesOut, orderTotals, currency } = waterfall;
  if (!tiesOut)
    return (
      <Tooltip label={words.doesNotTieHint}>
        <Badge tabIndex={0} color="red">
          {words.doesNotTie}
        </Badge>
      </Tooltip>
    );
  // A filter finer than the orders can answer leaves only the steps to compare with each other.
  if (!orderTotals) return <Badge color="green">✓ {words.addsUp}</Badge>;
  const hint = words.tiesOutHint({
    gross: money(orderTotals.grossMinor, currency),
    refunded: money(orderTotals.refundedMinor, currency),
  });
  return (
    <Tooltip label={hint}>
      <Badge tabIndex={0} color="green">
        ✓ {words.tiesOut}
      </Badge>
    </Tooltip>
  );
}
