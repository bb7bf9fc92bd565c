import { useWords } from '#i18n/words';
import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { accountWords } from './words.ts';

type SecretOnceProps = {
  readonly title: string;
  readonly hint: string;
  readonly secret: string;
  readonly onDone: () => void;
};

/** A secret that the console tells once. */
export function SecretOnce({ title, hint, secret, onDone }: SecretOnceProps) {
  const words = useWords(accountWords);
  return (
    <Alert color="blue" title={title} role="status">
      <Stack gap="xs">
        <Text size="sm">{hint}</Text>
        <Code fz="lg">{secret}</Code>
        <Text size="sm">{words.secretOnce}</Text>
        <Group gap={8}>
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button size="xs" variant="default" onClick={copy}>
                {copied ? words.copied : words.copy}
              </Button>
            )}
          </CopyButton>
          <Button size="xs" onClick={onDone}>
            {words.done}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
