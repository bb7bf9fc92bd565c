import { BridgeError } from '#bridge/bridge-error';
import { useErrorText } from '#i18n/errors';
import { useWords } from '#i18n/words';
import { WholeScreen } from '#ui/whole-screen';
import { Button, List } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { Corner } from './corner.tsx';
import styles from './shell.module.css';
import { appWords } from './words.ts';

const RETRY_MS = 3000;

type TroubleProps = { readonly error: unknown; readonly onRetry: () => void };

function codeOf(error: unknown): string {
  return error instanceof BridgeError ? error.code : '';
}

/** What stands in the way before anybody can sign in; it looks by itself whether the trouble is over. */
export function TroubleScreen({ error, onRetry }: TroubleProps) {
  const words = useWords(appWords);
  const text = useErrorText();
  const code = codeOf(error);
  useInterval(onRetry, RETRY_MS, { autoInvoke: code !== 'bridge.sessionLost' });
  if (code === 'bridge.sessionLost')
    return (
      <WholeScreen title={words.lostTitle} corner={<Corner />}>
        <List type="ordered" mt="md" spacing={6} size="sm">
          {words.lostSteps.map((step) => (
            <List.Item key={step}>{step}</List.Item>
          ))}
        </List>
      </WholeScreen>
    );
  const titles: Record<string, string> = {
    'bridge.offline': words.offlineTitle,
    'api.storeBusy': words.storeBusyTitle,
    'api.storeFull': words.storeFullTitle,
  };
  return (
    <WholeScreen
      title={titles[code] ?? words.unexpectedTitle}
      subtitle={code === 'bridge.offline' ? words.offlineHint : text(error)}
      corner={<Corner />}
    >
      <Button onClick={onRetry}>{words.retry}</Button>
    </WholeScreen>
  );
}

/** The console went away under an open page: said above it, and tried again until it is back. */
export function TroubleBanner({ error, onRetry }: TroubleProps) {
  const words = useWords(appWords);
  const text = useErrorText();
  useInterval(onRetry, RETRY_MS, { autoInvoke: true });
  return (
    <div role="alert" className={styles.trouble}>
      <IconPlugConnectedX size={16} aria-hidden />
      <span>{text(error)}</span>
      <Button size="compact-xs" variant="default" onClick={onRetry}>
        {words.retry}
      </Button>
    </div>
  );
}
