import { useAsk, useTell } from '#bridge/ask';
import { useErrorText } from '#i18n/errors';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { Page, Section } from '#ui/page';
import { ErrorState, LoadingState } from '#ui/states';
import { Alert, Anchor, Button, Group, SegmentedControl, Select, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { beginOf, changeOf, type Draft, type Fault, faultOf, type MyRights } from './request-draft.ts';
import { RoleFields, ScopeFields, UntilFields } from './request-fields.tsx';
import { requestWords } from './words.ts';

/** Asking for a role or a data scope; it starts from what was missing where somebody came from. */
export function NewRequestPage() {
  const words = useWords(requestWords);
  const found = useAsk('access.getMyRights', {});
  const [params] = useSearchParams();
  const back = (
    <Anchor component={Link} to="/requests" size="sm">
      {words.back}
    </Anchor>
  );
  return (
    <Page title={words.newTitle} subtitle={words.newHint} above={back}>
      {found.error && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <LoadingState />}
      {found.data && <RequestForm key={params.toString()} mine={found.data} params={params} />}
    </Page>
  );
}

type FormProps = { readonly mine: MyRights; readonly params: URLSearchParams };

function RequestForm({ mine, params }: FormProps) {
  const words = useWords(requestWords);
  const text = useErrorText();
  const { zone } = useLanguage();
  const [now] = useState(() => Date.now());
  const [draft, setDraft] = useState<Draft>(() => beginOf(mine, params, { now, zone }));
  const [isTried, setTried] = useState(false);
  const send = useSend();
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const fault = faultOf(draft, { now, zone });
  const shown = (of: Fault['of']) => (isTried && fault?.of === of ? words[fault.word] : undefined);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!fault) send.act({ changes: [changeOf(draft, { now, zone })], reason: draft.reason.trim() });
  };
  return (
    <Section title={words.newTitle}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md" maw={640}>
          {mine.people.length > 1 && (
            <Select
              label={words.forWhom}
              searchable
              data={mine.people.map(({ id, name }) => ({ value: id, label: name }))}
              value={draft.personId}
              allowDeselect={false}
              onChange={(value) => value && change({ personId: value })}
            />
          )}
          <SegmentedControl
            aria-label={words.kind}
            style={{ alignSelf: 'flex-start' }}
            data={[
              { value: 'role', label: words.aRole },
              { value: 'scope', label: words.aScope },
            ]}
            value={draft.kind}
            onChange={(value) => change({ kind: value === 'scope' ? 'scope' : 'role' })}
          />
          {draft.kind === 'role' ? (
            <RoleFields
              mine={mine}
              draft={draft}
              missing={params.get('permission')}
              error={shown('role')}
              onChange={change}
            />
          ) : (
            <ScopeFields mine={mine} draft={draft} error={shown('units')} onChange={change} />
          )}
          <Textarea
            label={words.reason}
            description={words.reasonHint}
            withAsterisk
            autosize
            minRows={2}
            maxLength={500}
            error={shown('reason')}
            value={draft.reason}
            onChange={(event) => change({ reason: event.currentTarget.value })}
          />
          <UntilFields draft={draft} error={shown('until')} onChange={change} />
          {send.error !== null && (
            <Alert color="red" role="alert" p="xs">
              {text(send.error)}
            </Alert>
          )}
          <Group>
            <Button type="submit" loading={send.isPending}>
              {words.send}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

/** Sends a request, says who decides it, and shows it. */
function useSend() {
  const words = useWords(requestWords);
  const navigate = useNavigate();
  const { mutate, isPending, error } = useTell('access.request');
  const act = (input: Parameters<typeof mutate>[0]) =>
    mutate(input, {
      onSuccess: ({ id, approver }) => {
        const names = approver.people.map((one) => one.name).join(' · ');
        notifications.show({ message: words.sentTo({ names }) });
        void navigate(`/requests/${id}`, { replace: true });
      },
    });
  return { act, isPending, error };
}
