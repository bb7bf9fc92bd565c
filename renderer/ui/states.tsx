import { useErrorText } from '#i18n/errors';
import { kitWords } from '#i18n/kit';
import { useWords } from '#i18n/words';
import { Button, Loader, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconFilterOff, IconInbox } from '@tabler/icons-react';
import type { ReactNode } from 'react';

type StateProps = {
  readonly icon?: ReactNode;
  readonly title: ReactNode;
  readonly hint?: ReactNode;
  readonly action?: ReactNode;
};

function State(props: StateProps & { readonly role?: 'alert' | 'status' }) {
  return (
    <Stack align="center" justify="center" gap={6} py={48} px="md" role={props.role}>
      {props.icon}
      <Text fw={600} ta="center">
        {props.title}
      </Text>
      {props.hint && (
        <Text c="dimmed" size="sm" ta="center" maw={440}>
          {props.hint}
        </Text>
      )}
      {props.action && <div style={{ marginTop: 8 }}>{props.action}</div>}
    </Stack>
  );
}

const icon = { size: 28, stroke: 1.4, color: 'var(--mantine-color-dimmed)', 'aria-hidden': true } as const;

/** There is nothing yet; `action` says how to get the first one. */
export function EmptyState(props: Omit<StateProps, 'icon'>) {
  return <State icon={<IconInbox {...icon} />} {...props} />;
}

/** There is something, but the filters hide it. */
export function NoMatchState(props: { readonly onClear?: (() => void) | undefined }) {
  const words = useWords(kitWords);
  return (
    <State
      role="status"
      icon={<IconFilterOff {...icon} />}
      title={words.noMatch}
      hint={words.noMatchHint}
      action={
        props.onClear && (
          <Button variant="default" size="xs" onClick={props.onClear}>
            {words.clearFilters}
          </Button>
        )
      }
    />
  );
}

/** A refusal or a failure, in words, with a way to try again. */
export function ErrorState(props: { readonly error: unknown; readonly onRetry?: (() => void) | undefined }) {
  const words = useWords(kitWords);
  const text = useErrorText();
  return (
    <State
      role="alert"
      icon={<IconAlertTriangle {...icon} color="var(--mantine-color-error)" />}
      title={words.failed}
      hint={text(props.error)}
      action={
        props.onRetry && (
          <Button variant="default" size="xs" onClick={props.onRetry}>
            {words.retry}
          </Button>
        )
      }
    />
  );
}

export function LoadingState() {
  const words = useWords(kitWords);
  return (
    <Stack align="center" justify="center" gap="xs" py={48} role="status">
      <Loader size="sm" type="dots" aria-hidden />
      <Text c="dimmed" size="sm">
        {words.loading}
      </Text>
    </Stack>
  );
}
