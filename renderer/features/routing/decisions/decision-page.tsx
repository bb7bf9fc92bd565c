import { useAsk } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { type Fact as FactRow, usePhraser } from '#features/routing/phrase';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Fact, Facts } from '#ui/facts';
import { LabelText } from '#ui/label-text';
import { Page, Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { ErrorState, LoadingState } from '#ui/states';
import { Alert, Badge, Button, Group, Stack, Text, Tooltip } from '@mantine/core';
import { Link, useParams } from 'react-router';
import styles from './decision-page.module.css';
import { FallbackPath } from './fallback-path.tsx';
import { HeldBack } from './held-back.tsx';
import { RuleTraces } from './rule-traces.tsx';
import { WhyNot } from './why-not.tsx';
import { decisionWords } from './words.ts';

type Explained = OutputOf<'routing.explainDecision'>;

/** One decision and all that made it: what was seen, which rules looked at it, who was in question. */
export function DecisionPage() {
  const { id = '' } = useParams();
  const words = useWords(decisionWords);
  const explained = useAsk('routing.explainDecision', { id: Number(id) });
  const facts = useAsk('routing.listFacts', {});
  const error = explained.error ?? facts.error;
  if (explained.data && facts.data) return <Explanation explained={explained.data} facts={facts.data} />;
  return (
    <Page title={words.decisions} above={<Link to="/routing/run">{words.backToRun}</Link>}>
      {error ? <ErrorState error={error} onRetry={() => void explained.refetch()} /> : <LoadingState />}
    </Page>
  );
}

type ExplanationProps = { readonly explained: Explained; readonly facts: readonly FactRow[] };

function Explanation({ explained, facts }: ExplanationProps) {
  const words = useWords(decisionWords);
  const { decision } = explained;
  return (
    <Page
      title={words.explainTitle({ name: decision.title || decision.contact })}
      above={<Link to="/routing/run">{words.backToRun}</Link>}
      actions={
        <>
          <Button variant="default" component={Link} to={`/opportunities/${decision.opportunityId}`}>
            {words.openOpportunity}
          </Button>
          <Button
            variant="default"
            component={Link}
            to={`/routing/rules/${encodeURIComponent(decision.versionId)}`}
          >
            {words.openRules}
          </Button>
        </>
      }
    >
      <Verdict explained={explained} />
      <div className={styles.columns}>
        <Stack gap="md">
          <Section
            title={explained.heldBack ? words.heldBack : words.rulePath}
            hint={explained.earlierRules > 0 && words.rulePathHint({ count: String(explained.earlierRules) })}
          >
            {explained.heldBack ? (
              <HeldBack held={explained.heldBack} facts={facts} />
            ) : (
              <RuleTraces trace={explained.trace} facts={facts} />
            )}
          </Section>
          {!explained.heldBack && (
            <>
              <Candidates explained={explained} />
              <WhyNot decisionId={decision.id} groupId={decision.groupId} facts={facts} />
            </>
          )}
        </Stack>
        <Stack gap="md">
          <Record explained={explained} />
          <Seen explained={explained} facts={facts} />
          {explained.fallbackPath.length > 1 && <PathSection path={explained.fallbackPath} />}
        </Stack>
      </div>
    </Page>
  );
}

function Verdict({ explained }: { readonly explained: Explained }) {
  const words = useWords(decisionWords);
  const { label } = useFormat();
  const { decision, reproduced } = explained;
  const isRouted = decision.outcome === 'routed';
  return (
    <Alert color={isRouted ? 'green' : 'yellow'} variant="light">
      <Group justify="space-between" gap="md">
        <div>
          <Text fw={600}>
            {isRouted
              ? words.verdictRouted({
                  rule: decision.ruleName ?? words.noRule,
                  group: decision.group ? label(decision.group) : '–',
                  rep: decision.repName ?? words.nobody,
                })
              : words.verdictUnassigned({ reason: words.reasons[decision.reason] })}
          </Text>
          {!isRouted && <Text size="sm">{words.reasonNext[decision.reason]}</Text>}
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

function Record({ explained }: { readonly explained: Explained }) {
  const words = useWords(decisionWords);
  const { dateTime, percent, contact } = useFormat();
  const { decision, propensity, seed } = explained;
  return (
    <Section title={words.facts}>
      <Facts>
        <Fact name={words.contact}>{contact(decision.contact)}</Fact>
        <Fact name={words.group}>
          <LabelText label={decision.group} />
        </Fact>
        <Fact name={words.rep}>{decision.repName ?? words.nobody}</Fact>
        <Fact name={words.version}>{words.versionNumber({ number: decision.versionNumber })}</Fact>
        <Fact name={words.decidedAt}>{dateTime(decision.decidedAt)}</Fact>
        {propensity !== null && <Fact name={words.propensity}>{percent(propensity, 1)}</Fact>}
        <Fact name={words.seed}>{seed}</Fact>
        <Fact name={words.runId}>
          <Link to={`/routing/run?runId=${encodeURIComponent(decision.runId)}`}>
            {decision.runId.slice(0, 8)}
          </Link>
        </Fact>
      </Facts>
    </Section>
  );
}

function Seen({ explained, facts }: ExplanationProps) {
  const words = useWords(decisionWords);
  const phraser = usePhraser(facts);
  // Keys that begin with @ are the engine's own marks, not attributes.
  const seen = Object.entries(explained.seen).filter(([key]) => !key.startsWith('@'));
  return (
    <Section title={words.seen}>
      <Text size="xs" c="dimmed" mb={8}>
        {seen.length === 0 ? words.nothingSeen : words.seenHint}
      </Text>
      <Facts>
        {seen.map(([key, value]) => (
          <Fact key={key} name={phraser.attribute(key)}>
            {phraser.value(key, value)}
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}

function Candidates({ explained }: { readonly explained: Explained }) {
  const words = useWords(decisionWords);
  const { number } = useFormat();
  return (
    <Section title={words.candidates} hint={words.candidatesHint} flush>
      {explained.candidates.length === 0 ? (
        <Text size="sm" c="dimmed" p="md">
          {words.noCandidates}
        </Text>
      ) : (
        <PlainTable
          label={words.candidates}
          header={[
            { name: words.rep },
            { name: words.weight, align: 'right' },
            { name: words.turn, align: 'right' },
            { name: words.state },
          ]}
          rows={explained.candidates.map((candidate, index) => ({
            // People outside the reader's scope have no id.
            key: candidate.userId || String(index),
            isMarked: candidate.state === 'chosen',
            cells: [
              candidate.userName || words.someone,
              number(candidate.weight),
              number(candidate.turn / 1000, 3),
              <Badge key="state" color={candidate.state === 'chosen' ? 'green' : 'gray'}>
                {words.states[candidate.state]}
              </Badge>,
            ],
          }))}
        />
      )}
    </Section>
  );
}

function PathSection({ path }: { readonly path: Explained['fallbackPath'] }) {
  const words = useWords(decisionWords);
  return (
    <Section title={words.fallbackPath}>
      <Text size="xs" c="dimmed" mb={8}>
        {words.fallbackHint}
      </Text>
      <FallbackPath path={path} />
    </Section>
  );
}
