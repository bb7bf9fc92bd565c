import { useAsk } from '#bridge/ask';
import { Effects } from '#features/access/rights';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Fact, Facts } from '#ui/facts';
import { Page, Section } from '#ui/page';
import { ErrorState, LoadingState } from '#ui/states';
import { Anchor, List, Stack, Text, Timeline } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { type Proposal, useChangeContent, useChangeText, useSummary } from './change-text.ts';
import { Decide, Withdraw } from './decide.tsx';
import { ProposalState } from './proposal-state.tsx';
import { requestWords } from './words.ts';

/** One proposal: what is asked for, why, what it would do, who decides it, and what became of it. */
export function ProposalPage() {
  const words = useWords(requestWords);
  const { id = '' } = useParams();
  const summary = useSummary();
  const found = useAsk('access.getProposal', { id });
  const back = (
    <Anchor component={Link} to="/requests" size="sm">
      {words.back}
    </Anchor>
  );
  return (
    <Page
      title={found.data ? words.kinds[found.data.kind] : words.title}
      subtitle={found.data && summary(found.data)}
      above={back}
      actions={found.data?.mayWithdraw && <Withdraw id={id} />}
    >
      {found.error && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <LoadingState />}
      {found.data && <Parts proposal={found.data} />}
    </Page>
  );
}

function Parts({ proposal }: { readonly proposal: Proposal }) {
  const words = useWords(requestWords);
  const { preview, changes } = proposal;
  return (
    <Stack gap="md">
      <Section title={words.changes}>
        <About proposal={proposal} />
      </Section>
      {preview && (
        <Section title={words.effects} hint={words.effectsHint}>
          <Effects preview={preview} changes={changes} />
        </Section>
      )}
      {proposal.mayDecide && <Decide proposal={proposal} />}
      <Section title={words.history}>
        <History proposal={proposal} />
      </Section>
    </Stack>
  );
}

function About({ proposal }: { readonly proposal: Proposal }) {
  const words = useWords(requestWords);
  const { dateTime, actor } = useFormat();
  const text = useChangeText();
  const content = useChangeContent();
  const { changes, names, approver, effectiveAt } = proposal;
  const deciders = () => {
    const people = approver?.people.map((one) => one.name).join(' · ') ?? '';
    if (people === '') return words.nobody;
    return approver?.kind === 'leader'
      ? words.byLeader({ names: people })
      : words.byKeepers({ names: people });
  };
  return (
    <Facts>
      <Fact name={words.what}>
        <List size="sm" listStyleType="none">
          {changes.map((change) => (
            <List.Item key={JSON.stringify(change)}>
              {text(change, names)}
              {content(change, names).map((line) => (
                <Text key={line} size="xs" c="dimmed">
                  {line}
                </Text>
              ))}
            </List.Item>
          ))}
        </List>
      </Fact>
      <Fact name={words.reason}>{proposal.reason}</Fact>
      <Fact name={words.who}>
        {actor(proposal.proposer.name)} · {dateTime(proposal.createdAt)}
      </Fact>
      <Fact name={words.effectiveAt}>{effectiveAt === null ? words.onApproval : dateTime(effectiveAt)}</Fact>
      {approver && <Fact name={words.approver}>{deciders()}</Fact>}
      <Fact name={words.state}>
        <ProposalState state={proposal.state} />
      </Fact>
    </Facts>
  );
}

function History({ proposal }: { readonly proposal: Proposal }) {
  const words = useWords(requestWords);
  const text = useErrorText();
  const { dateTime, actor } = useFormat();
  const { steps } = proposal;
  return (
    <Timeline active={steps.length} bulletSize={12} lineWidth={2}>
      <Timeline.Item title={words.proposed}>
        <Text size="sm" c="dimmed">
          {actor(proposal.proposer.name)} · {dateTime(proposal.createdAt)}
        </Text>
      </Timeline.Item>
      {steps.map((step) => (
        <Timeline.Item key={step.step} title={words.steps[step.step]}>
          {step.note !== '' && <Text size="sm">{step.note}</Text>}
          {step.failure && (
            <Text size="sm" c="red">
              {text(step.failure)}
            </Text>
          )}
          <Text size="sm" c="dimmed">
            {actor(step.by.name)} · {dateTime(step.at)}
          </Text>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}
