import { useWords } from '#i18n/words';
import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { rosterWords } from './words.ts';

/** Under the contract's limit once it is base64. */
const MOST_BYTES = 500_000;

type FilePickProps = {
  readonly title: string;
  readonly hint: string;
  readonly onFile: (base64: string) => void;
};

/** One CSV of the roster: chosen, and sent as a whole. */
export function FilePick({ title, hint, onFile }: FilePickProps) {
  const words = useWords(rosterWords);
  const [name, setName] = useState('');
  const [isTooLarge, setTooLarge] = useState(false);
  const take = async (file: File | null) => {
    if (!file) return;
    setName(file.name);
    setTooLarge(file.size > MOST_BYTES);
    if (file.size <= MOST_BYTES) onFile(base64Of(new Uint8Array(await file.arrayBuffer())));
  };
  return (
    <Stack gap={4}>
      <Group gap="sm">
        <FileButton
          accept=".csv,.tsv,.txt,text/csv"
          onChange={(file) => void take(file)}
          inputProps={{ 'aria-label': title }}
        >
          {(props) => (
            <Button {...props} size="xs" variant="default">
              {title}
            </Button>
          )}
        </FileButton>
        <Text size="sm">{name}</Text>
      </Group>
      <Text size="xs" c="dimmed">
        {hint}
      </Text>
      {isTooLarge && (
        <Text size="sm" c="red" role="alert">
          {words.tooLarge}
        </Text>
      )}
    </Stack>
  );
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
