import { useAsk, useTell } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { Verdict as VerdictShape } from '#contract/audit';
import { JobCard } from '#features/jobs';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Alert, List, Text } from '@mantine/core';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { auditWords } from './words.ts';

type Verdict = OutputOf<'audit.verify'>;
type Verifying = ReturnType<typeof useVerifying>;

/** The walk over the whole chain is asked for by a button, never by opening the page. */
export function useVerifying() {
  const tell = useTell('audit.startVerify');
  return {
    start: () => tell.mutate({}),
    isStarting: tell.isPending,
    jobId: tell.data?.jobId ?? null,
    error: tell.error,
  };
}

/** How far the walk is, then what it found. */
export function ChainProgress({ verifying }: { readonly verifying: Verifying }) {
  const text = useErrorText();
  const { jobId, error } = verifying;
  if (error)
    return (
      <Alert color="red" role="alert">
        {text(error)}
      </Alert>
    );
  if (jobId === null) return null;
  return (
    <JobCard key={jobId} jobId={jobId}>
      {(job) => {
        const verdict = VerdictShape.safeParse(job.result);
        return verdict.success ? <VerdictNotice verdict={verdict.data} /> : null;
      }}
    </JobCard>
  );
}

/** Where the chain ends, and when somebody last walked it. */
export function ChainLine() {
  const words = useWords(auditWords);
  const { number, dateTime, actor } = useFormat();
  const chain = useAsk('audit.getChain', {});
  if (!chain.data?.head) return null;
  const { head, verified } = chain.data;
  const when = verified && dateTime(verified.at);
  const who = verified?.actorName === null ? words.outside : actor(verified?.actorName ?? '');
  return (
    <Text size="xs" c={verified?.ok === false ? 'var(--yard-bad-ink)' : 'dimmed'}>
      {words.head({ seq: number(head.seq), hash: head.hash.slice(0, 12) })}
      {' · '}
      {verified === null || when === null
        ? words.neverVerified
        : verified.ok
          ? words.lastVerified({ when, who, lines: number(verified.lines) })
          : words.lastBroken({ when, who })}
    </Text>
  );
}

function VerdictNotice({ verdict }: { readonly verdict: Verdict }) {
  const words = useWords(auditWords);
  const { number } = useFormat();
  if (verdict.ok)
    return (
      <Alert role="status" color="green" icon={<IconShieldCheck aria-hidden />} p="sm">
        {words.intact({ lines: number(verdict.lines) })}{' '}
        {verdict.anchoredSeq === null ? words.noAnchor : words.anchored({ seq: number(verdict.anchoredSeq) })}
      </Alert>
    );
  return (
    <Alert
      role="alert"
      color="red"
      icon={<IconShieldX aria-hidden />}
      title={words.broken({ count: number(verdict.faults.length) })}
    >
      <FaultList faults={verdict.faults} />
      <Text size="sm" my="xs">
        {words.brokenMeans}
      </Text>
      <List size="sm" type="ordered">
        {words.brokenDo.map((step) => (
          <List.Item key={step}>{step}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

const MOST = 8;

export function FaultList({ faults }: { readonly faults: Verdict['faults'] }) {
  const words = useWords(auditWords);
  const { number } = useFormat();
  return (
    <List size="sm">
      {faults.slice(0, MOST).map((fault) => (
        <List.Item key={`${fault.kind}-${fault.seq}`}>
          {words.faults[fault.kind]({ seq: number(fault.seq) })}
        </List.Item>
      ))}
      {faults.length > MOST && (
        <List.Item>{words.moreFaults({ count: number(faults.length - MOST) })}</List.Item>
      )}
    </List>
  );
}
