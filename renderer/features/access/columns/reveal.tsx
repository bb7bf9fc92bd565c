import { useTell } from '#bridge/ask';
import type { InputOf, OutputOf } from '#contract/contract';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { ActionIcon, Button, Group, Popover, Text, TextInput } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { type ReactNode, type SyntheticEvent, useEffect, useState } from 'react';
import styles from './reveal.module.css';
import { columnWords } from './words.ts';

type Target = Pick<InputOf<'access.reveal'>, 'column' | 'of' | 'id'>;

/** So long a revealed value stands there. */
const SHOWN_MS = 30_000;
const SHORTEST = 5;

/** Rows of lists open by a click: what happens here is not meant for them. */
const keep = { onClick: stop, onKeyDown: stop, onMouseDown: stop };
function stop(event: SyntheticEvent): void {
  event.stopPropagation();
}

/** A masked value with an eye: for a reason, which the audit keeps, it shows the plain one for a while. */
export function Reveal({ target, children }: { readonly target: Target; readonly children: ReactNode }) {
  const words = useWords(columnWords);
  const [isAsking, setAsking] = useState(false);
  const [value, setValue] = useState<OutputOf<'access.reveal'> | null>(null);
  useEffect(() => {
    if (!value) return undefined;
    const timer = setTimeout(() => setValue(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [value]);
  if (value) return <Plain value={value} />;
  const name = words.reveal({ column: words.names[target.column] });
  return (
    <span className={styles.masked} {...keep}>
      <span className={styles.text}>{children}</span>
      <Popover opened={isAsking} onChange={setAsking} trapFocus withArrow shadow="md" width={280}>
        <Popover.Target>
          <ActionIcon
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={name}
            title={name}
            onClick={() => setAsking(true)}
          >
            <IconEye size={14} aria-hidden />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown {...keep}>
          <Ask
            target={target}
            onShown={(shown) => {
              setAsking(false);
              setValue(shown);
            }}
          />
        </Popover.Dropdown>
      </Popover>
    </span>
  );
}

function Plain({ value }: { readonly value: OutputOf<'access.reveal'> }) {
  const words = useWords(columnWords);
  const { contact, money } = useFormat();
  return (
    <Text span inherit fw={550} title={words.shortly} role="status">
      {value.kind === 'text' ? contact(value.text) : money(value.amountMinor, value.currency)}
    </Text>
  );
}

type AskProps = {
  readonly target: Target;
  readonly onShown: (value: OutputOf<'access.reveal'>) => void;
};

function Ask({ target, onShown }: AskProps) {
  const words = useWords(columnWords);
  const text = useErrorText();
  const [reason, setReason] = useState('');
  const tell = useTell('access.reveal');
  const isEnough = reason.trim().length >= SHORTEST;
  const act = () => isEnough && tell.mutate({ ...target, reason: reason.trim() }, { onSuccess: onShown });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act();
      }}
    >
      <TextInput
        data-autofocus
        size="xs"
        label={words.reason}
        description={words.reasonHint}
        maxLength={200}
        value={reason}
        error={tell.error ? text(tell.error) : undefined}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt={8}>
        <Button type="submit" size="compact-xs" disabled={!isEnough} loading={tell.isPending}>
          {words.show}
        </Button>
      </Group>
    </form>
  );
}
