import { useAsk } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Alert, Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { poolWords } from './words.ts';

type Answer = OutputOf<'contacts.checkCollision'>;
type Entity = { lineId: string; contact: string; company: string };

/** Asks before somebody is added whether they are followed already: as much as the asker may know. */
export function CollisionCheck() {
  const words = useWords(poolWords);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {words.check}
      </Button>
      {isOpen && (
        <Modal opened onClose={() => setOpen(false)} title={words.checkTitle}>
          <CheckForm />
        </Modal>
      )}
    </>
  );
}

function CheckForm() {
  const words = useWords(poolWords);
  const text = useErrorText();
  const { label } = useFormat();
  const lines = useAsk('contacts.listLines', {});
  const [lineId, setLineId] = useState<string | null>(null);
  const [contact, setContact] = useState('');
  const [company, setCompany] = useState('');
  const [asked, setAsked] = useState<Entity | null>(null);
  const line = lines.data?.find(({ id }) => id === (lineId ?? lines.data?.[0]?.id));
  const answer = useAsk('contacts.checkCollision', asked ?? { lineId: '-', contact: '-' }, {
    enabled: asked !== null,
  });
  const act = (event: FormEvent) => {
    event.preventDefault();
    if (line && contact.trim() !== '') setAsked({ lineId: line.id, contact, company });
  };
  return (
    <form onSubmit={act}>
      <Stack gap="sm">
        <Select
          label={words.line}
          allowDeselect={false}
          data={(lines.data ?? []).map((one) => ({ value: one.id, label: label(one.label) }))}
          value={line?.id ?? null}
          onChange={setLineId}
        />
        <TextInput
          data-autofocus
          label={words.contact}
          required
          maxLength={200}
          value={contact}
          onChange={(event) => setContact(event.currentTarget.value)}
        />
        {line && line.grain !== 'phone' && (
          <TextInput
            label={words.company}
            description={words.companyHint}
            maxLength={200}
            value={company}
            onChange={(event) => setCompany(event.currentTarget.value)}
          />
        )}
        {answer.error && <Alert color="red">{text(answer.error)}</Alert>}
        {answer.data && asked && <CheckAnswer answer={answer.data} />}
        <Group justify="flex-end">
          <Button type="submit" loading={answer.isFetching} disabled={contact.trim() === ''}>
            {words.check}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function CheckAnswer({ answer }: { readonly answer: Answer }) {
  const words = useWords(poolWords);
  const { dateTime, label, contact } = useFormat();
  switch (answer.state) {
    case 'free':
      return <Alert color="green">{words.free}</Alert>;
    case 'taken':
      return <Alert color="yellow">{words.taken}</Alert>;
    case 'waiting':
      return <Alert color="yellow">{words.takenWaiting({ since: dateTime(answer.since) })}</Alert>;
    case 'inPool':
      return (
        <Alert color="yellow">
          {words.takenInPool({
            group: answer.group ? label(answer.group) : words.wholeCompany,
            since: dateTime(answer.since),
          })}{' '}
          <Link to="/pool">{words.pool}</Link>
        </Alert>
      );
    case 'takenBy': {
      const { unit, group, since, protectedUntil, known } = answer;
      const team = unit ?? group;
      return (
        <Alert color="yellow">
          {words.takenBy({
            team: team ? label(team) : words.someone,
            since: dateTime(since),
            until: protectedUntil === null ? words.noEnd : dateTime(protectedUntil),
          })}
          {known && (
            <>
              {' '}
              <Link to={`/opportunities/${known.opportunityId}`}>
                {[known.ownerName, known.title || contact(known.contact)].filter(Boolean).join(' · ')}
              </Link>
            </>
          )}
        </Alert>
      );
    }
  }
}
