import { useAsk } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { SeenByLink, useMay } from '#features/access';
import { ClosedColumns, ColumnValue } from '#features/access/columns';
import { LifeLink } from '#features/audit';
import { ClockCard, MergeCard } from '#features/pool';
import { TaggedAttributes } from '#features/tagging';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Fact, Facts } from '#ui/facts';
import { LabelText } from '#ui/label-text';
import { Page, Section } from '#ui/page';
import { ErrorState, LoadingState } from '#ui/states';
import { Group } from '@mantine/core';
import { Link, useParams } from 'react-router';
import styles from './opportunity-page.module.css';
import { CardOrders } from './card-orders.tsx';
import { Decisions } from './decisions.tsx';
import { FollowUps } from './follow-ups.tsx';
import { Siblings } from './siblings.tsx';
import { RoutingState, OpportunityStatus, useStageText } from './opportunity-state.tsx';
import { contactsWords } from './words.ts';

type Whole = OutputOf<'contacts.getOpportunity'>;

/** One opportunity: where it stands, what is known, and everything that led there. */
export function OpportunityPage() {
  const id = Number(useParams()['id']);
  const whole = useAsk('contacts.getOpportunity', { id });
  const words = useWords(contactsWords);
  if (whole.error)
    return (
      <Page title={words.opportunities} above={<Above />}>
        <ErrorState error={whole.error} onRetry={() => void whole.refetch()} />
      </Page>
    );
  return whole.data ? <Found whole={whole.data} /> : <LoadingState />;
}

function Above() {
  const words = useWords(contactsWords);
  return <Link to="/opportunities">{words.opportunities}</Link>;
}

function Found({ whole }: { readonly whole: Whole }) {
  const words = useWords(contactsWords);
  const { label, contact } = useFormat();
  const { opportunity, card } = whole;
  const mayOrders = useMay('orders.view');
  const mayRouting = useMay('routing.view');
  return (
    <Page
      title={opportunity.title || card.name || contact(card.contact)}
      subtitle={`${label(opportunity.line)} · ${contact(card.contact)}`}
      above={<Above />}
      actions={
        <Group gap={6}>
          <SeenByLink record={{ kind: 'opportunity', id: opportunity.id }} />
          <LifeLink subject={`opportunity:${opportunity.id}`} />
          <OpportunityStatus status={opportunity.status} />
          <RoutingState state={opportunity.routingState} />
        </Group>
      }
    >
      <ClosedColumns of={['phone', 'money', 'notes']} />
      <div className={styles.columns}>
        <div className={styles.column}>
          {mayRouting && <Decisions opportunityId={opportunity.id} />}
          <FollowUps followUps={whole.followUps} total={whole.followUpTotal} cardId={card.id} />
          {mayOrders && <CardOrders cardId={card.id} />}
          <Siblings siblings={whole.siblings} />
        </div>
        <div className={styles.column}>
          <Standing whole={whole} />
          <ClockCard opportunityId={opportunity.id} />
          <Section title={words.attributes}>
            <TaggedAttributes opportunityId={opportunity.id} attributes={opportunity.attributes} />
          </Section>
          <MergeCard opportunityId={opportunity.id} lineId={opportunity.lineId} />
        </div>
      </div>
    </Page>
  );
}

function Standing({ whole }: { readonly whole: Whole }) {
  const words = useWords(contactsWords);
  const { money, dateTime, contact } = useFormat();
  const stageText = useStageText();
  const mayImports = useMay('transfer.view');
  const { opportunity, card } = whole;
  return (
    <Section title={words.facts}>
      <Facts>
        <Fact name={words.owner}>{opportunity.ownerName ?? words.nobody}</Fact>
        <Fact name={words.group}>
          <LabelText label={opportunity.group} />
        </Fact>
        <Fact name={words.stage}>{stageText(opportunity.stage)}</Fact>
        <Fact name={words.amount}>
          <ColumnValue
            column="money"
            of="opportunity"
            id={opportunity.id}
            isEmpty={opportunity.currency === null}
          >
            {opportunity.currency === null ? '–' : money(opportunity.amountMinor, opportunity.currency)}
          </ColumnValue>
        </Fact>
        <Fact name={words.createdAt}>{dateTime(opportunity.createdAt)}</Fact>
        <Fact name={words.assignedAt}>
          {opportunity.assignedAt === null ? '–' : dateTime(opportunity.assignedAt)}
        </Fact>
        <Fact name={words.kinds[card.kind]}>
          <ColumnValue column="phone" of="card" id={card.id} isEmpty={card.contact === ''}>
            {contact(card.contact)}
          </ColumnValue>
        </Fact>
        <Fact name={words.customer}>{card.name || '–'}</Fact>
        <Fact name={words.company}>{card.company || '–'}</Fact>
        <Fact name={words.source}>
          {whole.source} · {whole.externalId}
        </Fact>
        {whole.batchId !== null && mayImports && (
          <Fact name={words.batch}>
            <Link to={`/imports/${whole.batchId}`}>{words.openBatch}</Link>
          </Fact>
        )}
      </Facts>
    </Section>
  );
}
