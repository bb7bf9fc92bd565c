import { useAsk } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { SeenByLink, useMay } from '#features/access';
import { ClosedColumns, ColumnValue, useColumnAccess } from '#features/access/columns';
import { LifeLink } from '#features/audit';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Fact, Facts } from '#ui/facts';
import { LabelText } from '#ui/label-text';
import { Page, Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { ErrorState, LoadingState } from '#ui/states';
import { StatTile, StatTiles } from '#ui/stat-tile';
import { Button, Text } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { ordersWords } from './words.ts';

type Order = OutputOf<'orders.getOrder'>;

/** One order as the order system told it, its refunds, and the way to its attribution. */
export function OrderPage() {
  const id = Number(useParams()['id']);
  const order = useAsk('orders.getOrder', { id });
  const words = useWords(ordersWords);
  const above = <Link to="/orders">{words.orders}</Link>;
  if (order.error)
    return (
      <Page title={words.orders} above={above}>
        <ErrorState error={order.error} onRetry={() => void order.refetch()} />
      </Page>
    );
  return order.data ? <Found order={order.data} /> : <LoadingState />;
}

function Found({ order }: { readonly order: Order }) {
  const words = useWords(ordersWords);
  const { money, dateTime, contact } = useFormat();
  const mayAttribution = useMay('attribution.view');
  const { currency, amountMinor, refundedMinor } = order;
  const seesMoney = useColumnAccess('money') === 'plain';
  const net = amountMinor === null || refundedMinor === null ? null : amountMinor - refundedMinor;
  return (
    <Page
      title={words.order({ number: order.externalId })}
      above={<Link to="/orders">{words.orders}</Link>}
      actions={
        <>
          <SeenByLink record={{ kind: 'order', id: order.id }} />
          <LifeLink subject={`order:${order.id}`} />
          {mayAttribution && (
            <Button component={Link} to={`/attribution/orders/${order.id}`}>
              {words.evidence}
            </Button>
          )}
        </>
      }
    >
      <ClosedColumns of={['phone', 'money']} />
      {seesMoney && (
        <StatTiles>
          <StatTile label={words.amount} value={money(order.amountMinor, currency)} />
          <StatTile label={words.refunded} value={money(order.refundedMinor, currency)} />
          <StatTile label={words.net} value={money(net, currency)} tone="accent" />
        </StatTiles>
      )}
      <Section title={words.facts}>
        <Facts>
          <Fact name={words.product}>
            <LabelText label={order.product} />
          </Fact>
          <Fact name={words.category}>
            <LabelText label={order.category} />
          </Fact>
          <Fact name={words.closedAt}>{dateTime(order.closedAt)}</Fact>
          <Fact name={words.contact}>
            <ColumnValue column="phone" of="order" id={order.id} isEmpty={order.contact === ''}>
              {contact(order.contact)}
            </ColumnValue>
          </Fact>
          {!seesMoney && (
            <Fact name={words.amount}>
              <ColumnValue column="money" of="order" id={order.id} isEmpty={false}>
                {money(amountMinor, currency)}
              </ColumnValue>
            </Fact>
          )}
          <Fact name={words.source}>{order.source}</Fact>
          <Fact name={words.card}>
            {order.cardId === null ? (
              words.unmatched
            ) : (
              <Link to={`/opportunities?cardId=${order.cardId}`}>{words.openCard}</Link>
            )}
          </Fact>
        </Facts>
      </Section>
      <Refunds order={order} />
    </Page>
  );
}

function Refunds({ order }: { readonly order: Order }) {
  const words = useWords(ordersWords);
  const { money, dateTime } = useFormat();
  return (
    <Section title={words.refunds} flush={order.refunds.length > 0}>
      {order.refunds.length === 0 ? (
        <Text size="sm" c="dimmed">
          {words.noRefunds}
        </Text>
      ) : (
        <PlainTable
          label={words.refunds}
          header={[
            { name: words.refundNumber },
            { name: words.refundedAt },
            { name: words.amount, align: 'right' },
          ]}
          rows={order.refunds.map((refund) => ({
            key: refund.id,
            cells: [
              refund.externalId,
              dateTime(refund.refundedAt),
              money(refund.amountMinor, order.currency),
            ],
          }))}
        />
      )}
    </Section>
  );
}
