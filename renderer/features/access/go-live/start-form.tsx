import { useAsk, useTell } from '#bridge/ask';
import { startOfDay } from '#domain/base';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { Alert, Anchor, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { goLiveWords } from './words.ts';

/** What leaders and members get, and when: starts the round. */
export function StartForm() {
  const words = useWords(goLiveWords);
  const text = useErrorText();
  const { label } = useFormat();
  const { zone } = useLanguage();
  const policy = useAsk('access.getPolicy', {});
  const start = useTell('access.startGoLive');
  const [leaderRoleId, setLeaderRole] = useState<string | null>(null);
  const [memberRoleId, setMemberRole] = useState<string | null>(null);
  const [leaderScope, setLeaderScope] = useState<'group' | 'subtree'>('subtree');
  const [memberScope, setMemberScope] = useState<'own' | 'group'>('own');
  const [day, setDay] = useState('');
  const roles = (policy.data?.roles ?? []).map((role) => ({ value: role.id, label: label(role.label) }));
  const isWhole = leaderRoleId !== null && memberRoleId !== null && day !== '';
  const act = () => {
    if (leaderRoleId === null || memberRoleId === null) return;
    const mapping = { leaderRoleId, leaderScope, memberRoleId, memberScope };
    start.mutate({ mapping, effectiveAt: startOfDay(day, zone) });
  };
  const scope = <S extends 'group' | 'subtree' | 'own'>(value: S) => ({ value, label: words.scopes[value] });
  return (
    <>
      <Section title={`1 · ${words.stepRoster}`} hint={words.stepRosterHint}>
        <Anchor component={Link} to="/organisation/import" size="sm">
          {words.stepRoster}
        </Anchor>
      </Section>
      <Section title={`2 · ${words.stepStart}`} hint={words.confirmIn}>
        <Stack gap="sm" align="start">
          {start.error && (
            <Alert color="red" role="alert" p="xs">
              {text(start.error)}
            </Alert>
          )}
          <Group align="end">
            <Select
              label={words.leaderRole}
              data={roles}
              value={leaderRoleId}
              onChange={setLeaderRole}
              searchable
            />
            <Select
              label={words.leaderScope}
              miw={240}
              data={[scope('subtree'), scope('group')]}
              value={leaderScope}
              allowDeselect={false}
              onChange={(value) => value && setLeaderScope(value)}
            />
          </Group>
          <Group align="end">
            <Select
              label={words.memberRole}
              data={roles}
              value={memberRoleId}
              onChange={setMemberRole}
              searchable
            />
            <Select
              label={words.memberScope}
              miw={240}
              data={[scope('own'), scope('group')]}
              value={memberScope}
              allowDeselect={false}
              onChange={(value) => value && setMemberScope(value)}
            />
          </Group>
          <TextInput
            type="date"
            label={words.day}
            description={words.dayHint}
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
          <Button loading={start.isPending} disabled={!isWhole} onClick={act}>
            {words.start}
          </Button>
        </Stack>
      </Section>
      {policy.error && <Text size="sm">{text(policy.error)}</Text>}
    </>
  );
}
