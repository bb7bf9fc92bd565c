import { useAsk } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import {
  type Change,
  permissionName,
  type Policy,
  rightsWords,
  scopeName,
  useOfferName,
} from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { ErrorState, LoadingState } from '#ui/states';
import { StateDot } from '#ui/state-dot';
import { Button, Group, Stack, Text } from '@mantine/core';
import type { RecordKey } from './asked.ts';
import { useAsOf } from './as-of.tsx';
import { Paths } from './paths.tsx';
import { answersWords } from './words.ts';

type Found = OutputOf<'access.explainRecord'>;

type RecordWhyProps = {
  readonly policy: Policy;
  readonly personId: string;
  readonly record: RecordKey;
  /** Null where nothing may be changed. */
  readonly onChange: ((changes: Change[]) => void) | null;
};

/** Whether one person sees a record: the way to its page, the way to its row, and what would open both. */
export function RecordWhy({ policy, personId, record, onChange }: RecordWhyProps) {
  const words = useWords(answersWords);
  const { asOf } = useAsOf();
  const asked = useAsk('access.explainRecord', { personId, record, asOf }, { keepPrevious: true });
  const name = policy.people.find(({ id }) => id === personId)?.name ?? personId;
  if (asked.error) return <ErrorState error={asked.error} onRetry={() => void asked.refetch()} />;
  if (!asked.data) return <LoadingState />;
  const found = asked.data;
  return (
    <Stack gap="sm" role="status">
      <StateDot tone={found.may ? 'good' : 'bad'}>
        <strong>{found.may ? words.sees({ name }) : words.seesNot({ name })}</strong>
      </StateDot>
      {!found.about.wasThere && <Text size="sm">{words.wasNotThere}</Text>}
      {!found.isActive && <Text size="sm">{words.hasLeft}</Text>}
      <Door policy={policy} part={found.page} yes={words.opens} no={words.opensNot} />
      <Door policy={policy} part={found.rows} yes={words.shows} no={words.showsNot} />
      {!found.may && found.isActive && (
        <Offers policy={policy} changes={found.changes} onChange={onChange} isPast={asOf !== null} />
      )}
    </Stack>
  );
}

type DoorProps = {
  readonly policy: Policy;
  readonly part: Found['page'];
  readonly yes: string;
  readonly no: string;
};

function Door({ policy, part, yes, no }: DoorProps) {
  const words = useWords(answersWords);
  const rights = useWords(rightsWords);
  return (
    <div>
      <StateDot tone={part.may ? 'good' : 'quiet'}>{part.may ? yes : no}</StateDot>
      <Paths policy={policy} paths={part.paths} />
      {part.keptOutBy.map((grant) => (
        <Text key={JSON.stringify(grant)} size="sm">
          {words.keptOut({ scope: scopeName(rights, grant) })}
        </Text>
      ))}
      {part.lapsed.length > 0 && <Text size="sm">{words.lapsed}</Text>}
      <Paths policy={policy} paths={part.lapsed} />
    </div>
  );
}

type OffersProps = {
  readonly policy: Policy;
  readonly changes: Found['changes'];
  readonly onChange: RecordWhyProps['onChange'];
  readonly isPast: boolean;
};

function Offers({ policy, changes, onChange, isPast }: OffersProps) {
  const words = useWords(answersWords);
  const offerName = useOfferName(policy);
  const price = usePrice();
  if (isPast) return <Text size="sm">{words.pastNoChange}</Text>;
  if (changes.length === 0) return <Text size="sm">{words.noChange}</Text>;
  return (
    <>
      <Text size="sm" fw={550}>
        {words.smallest}
      </Text>
      {changes.map((offer) => (
        <Group key={JSON.stringify(offer.changes)} gap="sm" align="start" wrap="nowrap">
          {onChange && (
            <Button
              size="compact-xs"
              variant="default"
              style={{ flex: 'none' }}
              aria-label={`${words.preview} ${offerName(offer.changes)}`}
              onClick={() => onChange(offer.changes)}
            >
              {words.preview}
            </Button>
          )}
          <div>
            <Text size="sm">{offerName(offer.changes)}</Text>
            <Text size="xs" c="dimmed">
              {price(offer)}
            </Text>
          </div>
        </Group>
      ))}
    </>
  );
}

/** What an offer opens beside what was asked for, in words. */
function usePrice() {
  const words = useWords(answersWords);
  const rights = useWords(rightsWords);
  const { number } = useFormat();
  return ({ permissions, counts, people, isPartial }: Found['changes'][number]) => {
    const names = permissions.map((one) => permissionName(rights, one)).join(rights.and);
    const rows = counts
      .map(({ kind, gained }) => rights.rowKinds[kind]({ count: number(gained) }))
      .join(rights.and);
    const told = counts.length === 0 ? words.noRows : words.moreRows({ rows });
    return words.price({
      pages: permissions.length === 0 ? words.noPages : words.morePages({ names }),
      rows: isPartial ? `${told}${words.partial}` : told,
      people: number(people),
    });
  };
}
