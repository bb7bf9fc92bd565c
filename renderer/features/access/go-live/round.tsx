import { useAsk, useTell } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { Effects } from '#features/access/rights';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { Alert, Anchor, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link } from 'react-router';
import { goLiveWords } from './words.ts';

type GoLive = NonNullable<OutputOf<'access.getGoLive'>>;
type RoundProps = { readonly round: GoLive; readonly mayEdit: boolean };

/** The whole round, for who administers it: which units are confirmed, what would be granted, and the grant. */
export function Round({ round, mayEdit }: RoundProps) {
  const words = useWords(goLiveWords);
  const text = useErrorText();
  const { number, date } = useFormat();
  const finish = useTell('access.finishGoLive');
  const cancel = useTell('access.cancelGoLive');
  const done = round.units.filter((unit) => unit.confirmed).length;
  const isOpen = round.state === 'asking' || round.state === 'over';
  const error = finish.error ?? cancel.error;
  const act = () =>
    finish.mutate({ round: round.round }, { onSuccess: () => notifications.show({ message: words.done }) });
  return (
    <Stack gap="md">
      {error && (
        <Alert color="red" role="alert" p="xs">
          {text(error)}
        </Alert>
      )}
      <Section
        title={words.states[round.state]}
        hint={words.effective({ day: date(round.effectiveAt) })}
        actions={
          isOpen &&
          mayEdit && (
            <Group gap={8}>
              <Button
                size="xs"
                variant="default"
                loading={cancel.isPending}
                onClick={() => cancel.mutate({ round: round.round })}
              >
                {words.cancel}
              </Button>
              <Button size="xs" loading={finish.isPending} disabled={round.plan.length === 0} onClick={act}>
                {words.finish}
              </Button>
            </Group>
          )
        }
      >
        <Stack gap="xs">
          <Text size="sm">{words.progress({ done: number(done), all: number(round.units.length) })}</Text>
          <Progress
            aria-label={words.states.asking}
            value={round.units.length === 0 ? 0 : (done / round.units.length) * 100}
          />
          {round.proposalId !== null && (
            <Anchor component={Link} to={`/requests/${round.proposalId}`} size="sm">
              {words.seeProposal}
            </Anchor>
          )}
          <LeftOut round={round} />
        </Stack>
      </Section>
      <Units round={round} />
      {isOpen && mayEdit && <Plan round={round} />}
    </Stack>
  );
}

function LeftOut({ round }: { readonly round: GoLive }) {
  const words = useWords(goLiveWords);
  const { label } = useFormat();
  const names = round.units.filter((unit) => !unit.confirmed).map((unit) => label(unit.label));
  return names.length === 0 ? null : <Text size="sm">{words.named({ names: names.join(' · ') })}</Text>;
}

function Units({ round }: { readonly round: GoLive }) {
  const words = useWords(goLiveWords);
  const { label, number, dateTime } = useFormat();
  const stateOf = ({ confirmed, leader }: GoLive['units'][number]) => {
    if (confirmed) return words.confirmedBy({ name: confirmed.by.name, time: dateTime(confirmed.at) });
    return leader ? words.notConfirmed : words.noLeader;
  };
  return (
    <Section title={words.units} flush>
      <PlainTable
        label={words.units}
        header={[
          { name: words.unit },
          { name: words.leaders },
          { name: words.people, align: 'right' },
          { name: words.state },
        ]}
        rows={round.units.map((unit) => {
          const out = unit.people.filter((one) => one.isLeftOut).map((one) => one.name);
          return {
            key: unit.id,
            cells: [
              label(unit.label),
              unit.leader?.name ?? '–',
              number(unit.people.length - out.length),
              <>
                {stateOf(unit)}
                {out.length > 0 && (
                  <Text size="xs" c="dimmed">
                    {words.leftOut({ names: out.join(' · ') })}
                  </Text>
                )}
                {unit.confirmed?.note && <Text size="xs">{unit.confirmed.note}</Text>}
              </>,
            ],
          };
        })}
      />
    </Section>
  );
}

/** What the answers so far would grant, to whom. */
function Plan({ round }: { readonly round: GoLive }) {
  const words = useWords(goLiveWords);
  const isNone = round.plan.length === 0;
  const preview = useAsk('access.previewChanges', { changes: round.plan }, { enabled: !isNone });
  return (
    <Section title={words.preview}>
      {isNone && <Text size="sm">{words.noneYet}</Text>}
      {preview.data && <Effects preview={preview.data} changes={round.plan} />}
    </Section>
  );
}
