import { useTell } from '#bridge/ask';
import { rightsWords, scopeName } from '#features/access/rights';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { KeyHint } from '#ui/key-hint';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { EmptyState } from '#ui/states';
import { StateDot } from '#ui/state-dot';
import { useChoice } from '#ui/use-choice';
import { Alert, Button, Checkbox, Group, Text, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Item } from './review.ts';
import { reviewWords } from './words.ts';

/** More than these are not looked at in one go. */
const MOST = 300;

/** Items with boxes, and the two words that can be said on those chosen; also by one key each. */
export function DecideItems(props: { readonly items: readonly Item[] }) {
  const items = props.items.slice(0, MOST);
  const hidden = props.items.length - items.length;
  const words = useWords(reviewWords);
  const text = useErrorText();
  const { number } = useFormat();
  const [note, setNote] = useState('');
  const { ids, choose, toggle, clear } = useChoice();
  const tell = useTell('access.decideReviewItems');
  const open = items.filter((item) => item.mayDecide).map((item) => item.seq);
  const chosen = open.filter((seq) => ids.has(seq));
  const mayRevoke = note.trim() !== '';
  const say = (decision: 'attest' | 'revoke') => {
    if (chosen.length === 0 || tell.isPending || (decision === 'revoke' && !mayRevoke)) return;
    tell.mutate(
      { seqs: chosen, decision, note },
      {
        onSuccess: () => {
          notifications.show({ message: words.saved });
          clear();
          setNote('');
        },
      },
    );
  };
  const byKey = (decision: 'attest' | 'revoke') => (event: KeyboardEvent) => {
    if (!isTyping(event.target)) say(decision);
  };
  useHotkeys(
    [
      ['a', byKey('attest'), { preventDefault: false }],
      ['r', byKey('revoke'), { preventDefault: false }],
    ],
    ['TEXTAREA', 'SELECT'],
  );
  if (items.length === 0) return <EmptyState title={words.nothingHere} />;
  return (
    <Section
      title={words.selected({ count: number(chosen.length) })}
      flush
      actions={
        open.length > 0 && (
          <Words
            note={note}
            onNote={setNote}
            isBusy={tell.isPending}
            mayAttest={chosen.length > 0}
            mayRevoke={chosen.length > 0 && mayRevoke}
            onSay={say}
          />
        )
      }
    >
      {tell.error && (
        <Alert color="red" role="alert" p="xs" m="sm">
          {text(tell.error)}
        </Alert>
      )}
      {open.length > 0 && (
        <Checkbox
          m="sm"
          size="xs"
          label={words.selectAll}
          checked={chosen.length === open.length}
          indeterminate={chosen.length > 0 && chosen.length < open.length}
          onChange={() => (chosen.length === open.length ? clear() : choose(open))}
        />
      )}
      <ItemTable items={items} isChosen={(seq) => ids.has(seq)} onToggle={toggle} />
      {hidden > 0 && (
        <Text size="sm" c="dimmed" p="sm">
          {words.hidden({ count: number(hidden) })}
        </Text>
      )}
    </Section>
  );
}

/** A box that is ticked keeps the focus and takes no letters. */
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLInputElement && target.type !== 'checkbox';

type WordsProps = {
  readonly note: string;
  readonly onNote: (note: string) => void;
  readonly isBusy: boolean;
  readonly mayAttest: boolean;
  readonly mayRevoke: boolean;
  readonly onSay: (decision: 'attest' | 'revoke') => void;
};

function Words({ note, onNote, isBusy, mayAttest, mayRevoke, onSay }: WordsProps) {
  const words = useWords(reviewWords);
  return (
    <Group gap={8} align="center">
      <Text size="xs" c="dimmed">
        <KeyHint keys={['A']} /> {words.attest} <KeyHint keys={['R']} /> {words.revoke}
      </Text>
      <TextInput
        size="xs"
        aria-label={words.note}
        placeholder={words.notePlaceholder}
        miw={240}
        maxLength={500}
        value={note}
        onChange={(event) => onNote(event.currentTarget.value)}
      />
      <Button size="xs" variant="default" disabled={!mayRevoke} onClick={() => onSay('revoke')}>
        {words.revoke}
      </Button>
      <Button size="xs" disabled={!mayAttest} loading={isBusy} onClick={() => onSay('attest')}>
        {words.attest}
      </Button>
    </Group>
  );
}

type ItemTableProps = {
  readonly items: readonly Item[];
  readonly isChosen: (seq: number) => boolean;
  readonly onToggle: (seq: number) => void;
};

function ItemTable({ items, isChosen, onToggle }: ItemTableProps) {
  const words = useWords(reviewWords);
  const { date, label } = useFormat();
  const rightName = useRightName();
  return (
    <PlainTable
      label={words.right}
      header={[
        { name: '' },
        { name: words.person, keep: true },
        { name: words.unit },
        { name: words.right },
        { name: words.until, keep: true },
        { name: words.reviewer, keep: true },
        { name: words.decision },
      ]}
      rows={items.map((item) => ({
        key: item.seq,
        isMarked: isChosen(item.seq),
        cells: [
          item.mayDecide && (
            <Checkbox
              key="box"
              size="xs"
              aria-label={words.select({ name: item.person.name, right: rightName(item) })}
              checked={isChosen(item.seq)}
              onChange={() => onToggle(item.seq)}
            />
          ),
          item.person.name,
          item.orphan === null ? item.unit && label(item.unit) : <Orphan key="orphan" item={item} />,
          rightName(item),
          item.given.to === null ? words.always : date(item.given.to - 1),
          item.reviewer?.name ?? words.anybody,
          <Word key="word" item={item} />,
        ],
      }))}
    />
  );
}

function useRightName() {
  const rights = useWords(rightsWords);
  const { label } = useFormat();
  return ({ given }: Item) => {
    if (given.kind === 'role') return label(given.role);
    const units = given.units.length === 0 ? '' : ` (${given.units.map(label).join(' · ')})`;
    return `${scopeName(rights, { pageGroup: given.pageGroup, effect: 'show', kind: given.scope })}${units}`;
  };
}

function Orphan({ item }: { readonly item: Item }) {
  const words = useWords(reviewWords);
  return <StateDot tone="warn">{item.orphan === 'left' ? words.left : words.noUnit}</StateDot>;
}

function Word({ item }: { readonly item: Item }) {
  const words = useWords(reviewWords);
  const { decision, isGone } = item;
  if (!decision) return <StateDot tone="quiet">{isGone ? words.gone : words.undecided}</StateDot>;
  const isKept = decision.what === 'attest';
  const said = [isKept ? words.attested : isGone ? words.gone : words.revoked, decision.by.name];
  return (
    <>
      <StateDot tone={isKept ? 'good' : 'bad'}>{said.join(' · ')}</StateDot>
      {decision.note !== '' && (
        <Text size="xs" c="dimmed">
          {decision.note}
        </Text>
      )}
    </>
  );
}
