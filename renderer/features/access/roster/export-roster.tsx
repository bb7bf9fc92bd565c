import { call } from '#bridge/client';
import { useErrorText } from '#i18n/errors';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { rosterWords } from './words.ts';

/** The organisation of now as two files. */
export function ExportRoster() {
  const words = useWords(rosterWords);
  const text = useErrorText();
  const { language } = useLanguage();
  const [trouble, setTrouble] = useState<unknown>(null);
  const save = async () => {
    setTrouble(null);
    try {
      const { units, people } = await call('access.exportRoster', { language });
      hand(words.unitsName, units);
      hand(words.peopleName, people);
    } catch (error) {
      setTrouble(error);
    }
  };
  return (
    <>
      {trouble !== null && (
        <Text size="sm" c="red" role="alert">
          {text(trouble)}
        </Text>
      )}
      <Button variant="default" title={words.exportHint} onClick={() => void save()}>
        {words.export}
      </Button>
    </>
  );
}

function hand(name: string, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type: 'text/csv' }));
  link.download = name;
  link.click();
  // The browser reads the address after the click returns.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
