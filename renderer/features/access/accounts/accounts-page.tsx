import { useAsk, useTell } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { ConfirmButton } from '#ui/confirm-button';
import { type Column, DataTable } from '#ui/data-table';
import { FilterBar } from '#ui/filter-bar';
import { LabelText } from '#ui/label-text';
import { Page } from '#ui/page';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { StateDot, type Tone } from '#ui/state-dot';
import { Alert, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { Encryption } from './encryption.tsx';
import { type Given, NewAccount } from './new-account.tsx';
import { FourEyes } from '#features/access/rights';
import { PolicyPart } from './password-policy.tsx';
import { SecretOnce } from './secret-once.tsx';
import { WindowsTable } from './windows-table.tsx';
import { accountWords } from './words.ts';

type Account = OutputOf<'access.listAccounts'>[number];

/** Who can sign in and how, and what passwords must be: for who may edit access. */
export function AccountsPage() {
  const words = useWords(accountWords);
  const errorText = useErrorText();
  const accounts = useAsk('access.listAccounts', {});
  const [search, setSearch] = useState('');
  const [isAdding, setAdding] = useState(false);
  const [given, setGiven] = useState<Given | null>(null);
  const [error, setError] = useState<unknown>(null);
  const wanted = search.toLowerCase();
  const shown = (accounts.data ?? []).filter(({ name, login }) =>
    `${name} ${login}`.toLowerCase().includes(wanted),
  );
  const made = (secret: Given) => {
    setAdding(false);
    setGiven(secret);
  };
  return (
    <Page
      title={words.accounts}
      subtitle={words.accountsHint}
      actions={<Button onClick={() => setAdding(true)}>{words.addPerson}</Button>}
    >
      {isAdding && <NewAccount onClose={() => setAdding(false)} onMade={made} />}
      {given && (
        <SecretOnce
          title={words.firstPassword}
          hint={words.firstPasswordFor({ name: given.name })}
          secret={given.secret}
          onDone={() => setGiven(null)}
        />
      )}
      {error !== null && (
        <Alert color="red" role="alert" p="xs" withCloseButton onClose={() => setError(null)}>
          {errorText(error)}
        </Alert>
      )}
      <FilterBar
        search={search}
        onSearch={setSearch}
        searchHint={words.search}
        isFiltered={search !== ''}
        onClear={() => setSearch('')}
      />
      {accounts.error && <ErrorState error={accounts.error} onRetry={() => void accounts.refetch()} />}
      {accounts.isPending && <LoadingState />}
      {accounts.data && <AccountsTable rows={shown} onGiven={setGiven} onError={setError} />}
      <PolicyPart />
      <FourEyes />
      <Encryption />
      <WindowsTable />
    </Page>
  );
}

const TONES: Readonly<Record<Account['signIn'], Tone>> = { none: 'quiet', first: 'warn', own: 'good' };

type AccountsTableProps = {
  readonly rows: readonly Account[];
  readonly onGiven: (given: Given) => void;
  readonly onError: (error: unknown) => void;
};

function AccountsTable({ rows, onGiven, onError }: AccountsTableProps) {
  const words = useWords(accountWords);
  const { dateTime } = useFormat();
  const columns: Column<Account>[] = [
    {
      key: 'name',
      header: words.person,
      width: 'minmax(120px, 1fr)',
      render: (row) => <strong>{row.name}</strong>,
    },
    { key: 'login', header: words.login, width: 'minmax(120px, 1fr)', render: (row) => row.login },
    {
      key: 'unit',
      header: words.unit,
      width: 'minmax(120px, 1fr)',
      render: (row) => <LabelText label={row.unit} />,
    },
    {
      key: 'signIn',
      header: words.signIn,
      width: 'minmax(150px, 1.2fr)',
      render: (row) => (
        <StateDot tone={row.lockedUntil === null ? TONES[row.signIn] : 'bad'}>
          {row.lockedUntil === null
            ? words[row.signIn]
            : words.lockedOut({ time: dateTime(row.lockedUntil) })}
        </StateDot>
      ),
    },
    {
      key: 'passwordAt',
      header: words.passwordAt,
      width: 150,
      render: (row) => (row.passwordAt === null ? '–' : dateTime(row.passwordAt)),
    },
    {
      key: 'status',
      header: words.status,
      width: 90,
      render: (row) => (
        <StateDot tone={row.status === 'active' ? 'good' : 'quiet'}>{words[row.status]}</StateDot>
      ),
    },
    {
      key: 'actions',
      header: '',
      width: 190,
      align: 'right',
      render: (row) => <Actions row={row} onGiven={onGiven} onError={onError} />,
    },
  ];
  return (
    <DataTable
      label={words.accounts}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      height={420}
      empty={<EmptyState title={words.noAccounts} />}
    />
  );
}

type ActionsProps = Omit<AccountsTableProps, 'rows'> & { readonly row: Account };

/** What can be done to an account; one's own is seen to on the page of one's own. */
function Actions({ row, onGiven, onError }: ActionsProps) {
  const words = useWords(accountWords);
  const { name } = row;
  const ownId = useAsk('access.getSession', {}).data?.me?.userId;
  const reset = useTell('access.resetPassword');
  const leave = useTell('access.endAccount');
  const reopen = useTell('access.reopenAccount');
  const id = { id: row.id };
  if (row.id === ownId) return null;
  if (row.status === 'left')
    return (
      <Button
        size="compact-xs"
        variant="default"
        aria-label={words.reopenFor({ name })}
        onClick={() => reopen.mutate(id, { onError })}
      >
        {words.reopen}
      </Button>
    );
  const give = () =>
    reset.mutate(id, { onError, onSuccess: (answer) => onGiven({ name, secret: answer.firstPassword }) });
  return (
    <Group gap={6} justify="flex-end" wrap="nowrap">
      <ConfirmButton
        size="compact-xs"
        variant="default"
        aria-label={`${row.signIn === 'none' ? words.open : words.reset} · ${name}`}
        question={words.resetQuestion({ name })}
        onConfirm={give}
      >
        {row.signIn === 'none' ? words.open : words.reset}
      </ConfirmButton>
      <ConfirmButton
        size="compact-xs"
        variant="default"
        aria-label={words.leaveFor({ name })}
        question={words.leaveQuestion({ name })}
        onConfirm={() => leave.mutate(id, { onError })}
      >
        {words.leave}
      </ConfirmButton>
    </Group>
  );
}
