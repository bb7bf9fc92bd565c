import { useAsk } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useMay } from '#features/access';
import { termWords } from '#features/attribution/terms';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Fact, Facts } from '#ui/facts';
import { LabelText } from '#ui/label-text';
import { Page, Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { ErrorState, LoadingState } from '#ui/states';
import { Alert, Badge, Button, Group, Stack, Text, Tooltip } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { useLossText } from './loss-text.ts';
import { MoneySteps } from './money-steps.tsx';
import { Timeline } from './timeline.tsx';
import styles from './timeline.module.css';
import { evidenceWords } from './words.ts';

type Explained = OutputOf<'attribution.explainOrder'>;

/** One order: whose it is and why, every follow-up that came into question, and its money. */
export function EvidencePage() {
  const { id = '' } = useParams();
  const words = useWords(evidenceWords);
  const explained = useAsk('attribution.explainOrder', { orderId: Number(id) });
  const above = (
    <>
      <Link to="/attribution">{words.backToReport}</Link> ›{' '}
      <Link to="/attribution/orders">{words.backToOrders}</Link>
    </>
  );
  if (!explained.data)
    return (
      <Page title={words.pageTitle} above={above}>
        {explained.error ? (
          <ErrorState error={explained.error} onRetry={() => void explained.refetch()} />
        ) : (
          <LoadingState />
        )}
      </Page>
    );
  const { judgement, candidates, layer1 } = explained.data;
  return (
    <Page
      title={words.title({ order: judgement.externalId })}
      above={above}
      actions={<OpenOrder orderId={judgement.orderId} />}
    >
      <Verdict explained={explained.data} />
      <div className={styles.columns}>
        <Stack gap="md">
          {candidates.length > 0 && (
            <Section title={words.timeline}>
              <Timeline
                closedAt={judgement.closedAt}
                windowDays={layer1.windowDays}
                candidates={candidates}
              />
            </Section>
          )}
          <Candidates explained={explained.data} />
        </Stack>
        <Stack gap="md">
          <About explained={explained.data} />
          <MoneySteps explained={explained.data} />
        </Stack>
      </div>
    </Page>
  );
}

function OpenOrder({ orderId }: { readonly orderId: number }) {
  const words = useWords(evidenceWords);
  const mayOpen = useMay('orders.view');
  return (
    mayOpen && (
      <Button variant="default" component={Link} to={`/orders/${orderId}`}>
        {words.openOrder}
      </Button>
    )
  );
}

function Verdict({ explained }: { readonly explained: Explained }) {
  const words = useWords(evidenceWords);
  const terms = useWords(termWords);
  const eligibility = useEligibilityText(explained);
  const { judgement, reproduced } = explained;
  const isAttributed = judgement.bucket === 'attributed';
  const reason = terms.orderReason[judgement.reason];
  return (
    <Alert color={judgement.isEligible ? 'green' : 'yellow'} variant="light">
      <Group justify="space-between" gap="md">
        <div>
          <Text fw={600}>
            {isAttributed
              ? words.verdictAttributed({ rep: judgement.repName ?? words.someone, reason })
              : words.verdictNot({ reason })}
          </Text>
          {isAttributed && <Text size="sm">{eligibility}</Text>}
        </div>
        <Tooltip multiline w={280} label={reproduced ? words.reproducedHint : words.notReproducedHint}>
          <Badge tabIndex={0} color={reproduced ? 'green' : 'red'} variant="outline" size="md">
            {reproduced ? `✓ ${words.reproduced}` : words.notReproduced}
          </Badge>
        </Tooltip>
      </Group>
    </Alert>
  );
}

function useEligibilityText({ judgement, eligibilityRule }: Explained): string {
  const words = useWords(evidenceWords);
  if (eligibilityRule) return words.verdictEligible({ rule: eligibilityRule.name });
  return judgement.isEligible ? words.verdictAll : words.verdictNotEligible;
}

function About({ explained }: { readonly explained: Explained }) {
  const words = useWords(evidenceWords);
  const { dateTime, contact } = useFormat();
  const { judgement, layer1, policyNumber } = explained;
  return (
    <Section title={words.order}>
      <Facts>
        <Fact name={words.contact}>{contact(judgement.contact) || '–'}</Fact>
        <Fact name={words.product}>
          <LabelText label={judgement.product} />
        </Fact>
        <Fact name={words.closedAt}>{dateTime(judgement.closedAt)}</Fact>
        <Fact name={words.rep}>{judgement.repName ?? '–'}</Fact>
        <Fact name={words.unit}>
          <LabelText label={judgement.unit} />
        </Fact>
        <Fact name={words.policy}>{words.policyNumber({ number: policyNumber })}</Fact>
        <Fact name={words.window}>{words.windowDays({ days: layer1.windowDays })}</Fact>
        <Fact name={words.winnerRule}>{words[layer1.winner]}</Fact>
      </Facts>
    </Section>
  );
}

function Candidates({ explained }: { readonly explained: Explained }) {
  const words = useWords(evidenceWords);
  const terms = useWords(termWords);
  const { dateTime, duration, number } = useFormat();
  const lossText = useLossText();
  const { candidates, candidateTotal } = explained;
  const channels: Readonly<Record<string, string>> = terms.channel;
  return (
    <Section title={words.candidates} hint={words.candidatesHint} flush>
      {candidates.length === 0 ? (
        <Text size="sm" c="dimmed" p="md">
          {words.noCandidates}
        </Text>
      ) : (
        <PlainTable
          label={words.candidates}
          header={[
            { name: words.when },
            { name: words.who },
            { name: words.channel },
            { name: words.outcome },
            { name: words.duration, align: 'right' },
            { name: words.recordedAt },
            { name: words.verdict },
          ]}
          rows={candidates.map((candidate) => ({
            key: candidate.followUpId,
            isMarked: candidate.won,
            cells: [
              dateTime(candidate.happenedAt),
              candidate.userName || words.someone,
              channels[candidate.channel] ?? candidate.channel,
              candidate.outcome || '–',
              candidate.durationSeconds === null
                ? words.noDuration
                : duration(candidate.durationSeconds * 1000),
              dateTime(candidate.recordedAt),
              <span key="verdict" className={candidate.won ? styles.won : styles.quiet}>
                {candidate.won ? `✓ ${words.won}` : lossText(candidate)}
              </span>,
            ],
          }))}
        />
      )}
      {candidateTotal > candidates.length && (
        <Text size="xs" c="dimmed" p="xs">
          {words.candidatesFirst({ shown: number(candidates.length), total: number(candidateTotal) })}
        </Text>
      )}
    </Section>
  );
}
