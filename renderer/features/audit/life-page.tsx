import { useAsk } from '#bridge/ask';
import { useMay } from '#features/access';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Page } from '#ui/page';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { Anchor, Text, Timeline } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { lifePath, LineDrawer } from './line-drawer.tsx';
import { type Line, type Step, useSentences } from './sentence.ts';
import { auditWords } from './words.ts';

/** Everything that ever touched one thing, in order and in sentences. */
export function LifePage() {
  const words = useWords(auditWords);
  const { number } = useFormat();
  const { thing } = useSentences();
  const { subject = '' } = useParams();
  const life = useAsk('audit.getLife', { subject });
  const [open, setOpen] = useState<Line | null>(null);
  const what = life.data ? thing(life.data.subject) : '…';
  const steps = life.data?.steps ?? [];
  return (
    <Page
      title={words.life({ what })}
      subtitle={words.lifeHint}
      above={<Link to="/audit">{words.audit}</Link>}
    >
      {life.error && <ErrorState error={life.error} onRetry={() => void life.refetch()} />}
      {life.isPending && <LoadingState />}
      {life.data && steps.length === 0 && <EmptyState title={words.lifeEmpty} hint={words.lifeEmptyHint} />}
      {steps.length > 0 && <Steps steps={steps} onOpen={setOpen} />}
      {life.data && life.data.total > steps.length && (
        <Text size="sm" c="dimmed">
          {words.lifeMore({ shown: number(steps.length), total: number(life.data.total) })}
        </Text>
      )}
      <LineDrawer line={open} onClose={() => setOpen(null)} onOnly={() => setOpen(null)} />
    </Page>
  );
}

function Steps(props: { readonly steps: readonly Step[]; readonly onOpen: (line: Line) => void }) {
  const words = useWords(auditWords);
  const { dateTime, number } = useFormat();
  const { step: tell } = useSentences();
  return (
    <Timeline bulletSize={12} lineWidth={2} active={props.steps.length} maw={860}>
      {props.steps.map((step, index) => (
        <Timeline.Item key={step.kind === 'line' ? `line-${step.line.seq}` : `held-${index}`}>
          <Text size="sm">{tell(step)}</Text>
          <Text size="xs" c="dimmed">
            {dateTime(step.at)}
            {step.kind === 'line' && (
              <>
                {' · '}
                <Anchor component="button" type="button" size="xs" onClick={() => props.onOpen(step.line)}>
                  {words.line({ seq: number(step.line.seq) })}
                </Anchor>
              </>
            )}
          </Text>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

/** The way from a thing's own page to its life; not there for who may not see the audit. */
export function LifeLink({ subject }: { readonly subject: string }) {
  const words = useWords(auditWords);
  const maySee = useMay('audit.view');
  return maySee ? <Link to={lifePath(subject)}>{words.lifeLink}</Link> : null;
}
