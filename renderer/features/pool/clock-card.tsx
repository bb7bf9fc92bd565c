import { useAsk } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useMay } from '#features/access';
import { usePhraser } from '#features/routing/phrase';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Fact, Facts } from '#ui/facts';
import { Section } from '#ui/page';
import { StateDot, type Tone } from '#ui/state-dot';
import { ErrorState, LoadingState } from '#ui/states';
import { Group, Text } from '@mantine/core';
import { ExtendButton, GiveBackButton, TransferButton } from './clock-moves.tsx';
import { ClockWhy } from './clock-why.tsx';
import styles from './pool.module.css';
import { useSpanText } from './span-text.ts';
import { poolWords } from './words.ts';

type Answer = OutputOf<'pool.getClock'>;
const TONES: Record<Answer['state'], Tone> = {
  closed: 'quiet',
  pool: 'warn',
  unowned: 'quiet',
  noPolicy: 'quiet',
  running: 'good',
  reminder: 'warn',
  overdue: 'bad',
};

/** How long an opportunity stays with its owner, what is due next, why, and what can be done about it. */
export function ClockCard({ opportunityId }: { readonly opportunityId: number }) {
  const words = useWords(poolWords);
  const answer = useAsk('pool.getClock', { opportunityId });
  return (
    <Section
      title={words.clock}
      actions={
        answer.data && <StateDot tone={TONES[answer.data.state]}>{words.states[answer.data.state]}</StateDot>
      }
    >
      {answer.error && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isPending && <LoadingState />}
      {answer.data && <Standing answer={answer.data} />}
      {answer.data && <Moves answer={answer.data} opportunityId={opportunityId} />}
      {answer.data && <History events={answer.data.events} />}
    </Section>
  );
}

function Standing({ answer }: { readonly answer: Answer }) {
  const words = useWords(poolWords);
  const { dateTime } = useFormat();
  const { state, clock, policy, pool } = answer;
  if (state === 'pool')
    return (
      <p className={styles.line}>
        {pool && words.stateHints.pool({ since: dateTime(pool.since), reason: words.reasons[pool.reason] })}
      </p>
    );
  if (state === 'closed' || state === 'unowned' || state === 'noPolicy')
    return <p className={styles.line}>{words.stateHints[state]}</p>;
  if (!clock || !policy) return null;
  return (
    <>
      <Facts>
        <Fact name={words.protectedUntil}>{dateTime(clock.protectedUntil)}</Fact>
        <Fact name={words.nextDue}>
          {words.dueText({ clock: words.clocks[clock.dueFor], at: dateTime(clock.dueAt) })}
        </Fact>
        <Fact name={words.onBreach}>{words.breaches[policy.policy.onBreach]}</Fact>
        <Fact name={words.extendedBy}>
          <Extensions extensions={policy.policy.extensions} />
        </Fact>
      </Facts>
      <ClockWhy why={clock.why} />
    </>
  );
}

type Extension = NonNullable<Answer['policy']>['policy']['extensions'][number];

function Extensions({ extensions }: { readonly extensions: readonly Extension[] }) {
  const words = useWords(poolWords);
  const span = useSpanText();
  const mayRouting = useMay('routing.view');
  const facts = useAsk('routing.listFacts', {}, { enabled: mayRouting });
  const { sentence } = usePhraser(facts.data ?? []);
  if (extensions.length === 0) return words.noExtension;
  return extensions.map((extension) => {
    const what =
      extension.when === 'outcome'
        ? `${words.whenOutcome} ${extension.outcomes.join(' / ')}`
        : extension.when === 'stage'
          ? `${words.whenStage} ${extension.stages.join(' / ')}`
          : `${words.whenCondition} ${sentence(extension.condition)}`;
    return <div key={JSON.stringify(extension)}>{`${what} +${span(extension.by)}`}</div>;
  });
}

function Moves({ answer, opportunityId }: { readonly answer: Answer; readonly opportunityId: number }) {
  const mayAssign = useMay('routing.assign');
  const mayReturn = useMay('pool.claim');
  const isOwned = answer.state !== 'closed' && answer.state !== 'pool' && answer.state !== 'unowned';
  if (!isOwned || (!mayAssign && !mayReturn)) return null;
  return (
    <Group gap={8} mt="sm">
      {mayAssign && answer.clock && <ExtendButton opportunityId={opportunityId} />}
      {mayAssign && <TransferButton opportunityId={opportunityId} />}
      {mayReturn && <GiveBackButton opportunityId={opportunityId} />}
    </Group>
  );
}

function History({ events }: { readonly events: Answer['events'] }) {
  const words = useWords(poolWords);
  const { dateTime, number } = useFormat();
  if (events.length === 0) return null;
  return (
    <details className={styles.more}>
      <summary>{words.history}</summary>
      <ul className={styles.list}>
        {events.map((event) => {
          const clock = event.reason in words.clocks ? event.reason : null;
          const parts = [
            dateTime(event.at),
            words.events[event.kind]({ who: event.userName ?? words.someone }),
            event.hours === null ? '' : words.hoursText({ hours: number(event.hours) }),
            clock === null ? '' : words.clocks[clock as keyof typeof words.clocks],
            event.note,
            event.byName === null ? '' : words.byWhom({ name: event.byName }),
          ];
          return (
            <li key={event.id}>
              <Text size="sm">{parts.filter(Boolean).join(' · ')}</Text>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
