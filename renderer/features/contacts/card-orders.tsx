import { useAsk } from '#bridge/ask';
import { ColumnValue } from '#features/access/columns';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { LabelText } from '#ui/label-text';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { ErrorState, LoadingState } from '#ui/states';
import { Link } from 'react-router';
import styles from './opportunity-page.module.css';
import { contactsWords } from './words.ts';

const SHOWN = 20;

/** The orders on one card's contact way, newest first. */
export function CardOrders(props: { readonly cardId: number }) {
  const words = useWords(contactsWords);
  const { money, dateTime, number } = useFormat();
  const orders = useAsk('orders.listOrders', { cardId: props.cardId, limit: SHOWN });
  const total = orders.data?.total ?? 0;
  return (
    <Section
      title={words.orders}
      hint={orders.data && number(total)}
      actions={
        total > SHOWN && (
          <Link to={`/orders?cardId=${props.cardId}`}>{words.moreFollowUps({ total: number(total) })}</Link>
        )
      }
      flush
    >
      {orders.error && <ErrorState error={orders.error} onRetry={() => void orders.refetch()} />}
      {orders.isPending && <LoadingState />}
      {orders.data && total === 0 && <p className={styles.quiet}>{words.noOrders}</p>}
      {orders.data && total > 0 && (
        <PlainTable
          label={words.orders}
          header={[
            { name: words.orderNumber, keep: true },
            { name: words.product },
            { name: words.closedAt, keep: true },
            { name: words.amount, align: 'right' },
            { name: words.refunded, align: 'right' },
          ]}
          rows={orders.data.rows.map((row) => ({
            key: row.id,
            cells: [
              <Link key="order" to={`/orders/${row.id}`}>
                {row.externalId}
              </Link>,
              <LabelText key="product" label={row.product} />,
              dateTime(row.closedAt),
              <ColumnValue key="amount" column="money" of="order" id={row.id} isEmpty={false}>
                {money(row.amountMinor, row.currency)}
              </ColumnValue>,
              row.refundedMinor === 0 ? '–' : money(row.refundedMinor, row.currency),
            ],
          }))}
        />
      )}
    </Section>
  );
}
