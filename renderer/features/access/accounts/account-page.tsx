import { useAsk } from '#bridge/ask';
import { useWords } from '#i18n/words';
import { Page, Section } from '#ui/page';
import { Alert } from '@mantine/core';
import { useState } from 'react';
import { ChangePassword } from './change-password.tsx';
import { Recovery } from './recovery.tsx';
import { WindowsTable } from './windows-table.tsx';
import { accountWords } from './words.ts';

/** What everybody sees to themselves: the password, the windows, and for owners the recovery code. */
export function AccountPage() {
  const words = useWords(accountWords);
  const userId = useAsk('access.getSession', {}).data?.me?.userId ?? '';
  const [isChanged, setChanged] = useState(false);
  return (
    <Page title={words.myAccount} subtitle={words.myAccountHint}>
      <Section title={words.changePassword} hint={words.changeHint}>
        {isChanged && (
          <Alert color="green" role="status" p="xs" mb="sm" maw={420}>
            {words.passwordChanged}
          </Alert>
        )}
        <ChangePassword onChanged={() => setChanged(true)} />
      </Section>
      <Recovery />
      <WindowsTable ofUser={userId} />
    </Page>
  );
}
