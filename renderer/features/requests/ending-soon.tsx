import { useAsk } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { rightsWords, scopeName } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { Button, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { requestWords } from './words.ts';

type MyRights = OutputOf<'access.getMyRights'>;

/** What ends for the person at the window within two weeks, each with a way to ask for more time. */
export function EndingSoon() {
  const words = useWords(requestWords);
  const { date } = useFormat();
  const mine = useAsk('access.getMyRights', {});
  const ending = useEnding(mine.data);
  if (ending.length === 0) return null;
  return (
    <Section title={words.ending} hint={words.endingHint}>
      <Stack gap="xs">
        {ending.map(({ key, name, to, link }) => (
          <Group key={key} gap="sm">
            <Text size="sm">{name}</Text>
            <Text size="sm" c="dimmed">
              {words.endsOn({ date: date(to - 1) })}
            </Text>
            <Button
              component={Link}
              to={link}
              size="compact-xs"
              variant="default"
              aria-label={words.extendNamed({ name })}
            >
              {words.extend}
            </Button>
          </Group>
        ))}
      </Stack>
    </Section>
  );
}

function useEnding(mine: MyRights | undefined) {
  const rights = useWords(rightsWords);
  const { label } = useFormat();
  if (!mine) return [];
  const roleName = (id: string) => {
    const role = mine.roles.find((one) => one.id === id);
    return role ? label(role.label) : id;
  };
  const query = (parts: Record<string, string>) => `/requests/new?${new URLSearchParams(parts).toString()}`;
  return mine.ending.map((grant) => {
    const { from, to } = grant;
    const more = { from: String(from), to: String(to) };
    if (grant.kind === 'role') {
      const link = query({ role: grant.roleId, ...more });
      return { key: `${grant.roleId} ${from}`, name: roleName(grant.roleId), to, link };
    }
    const { pageGroup, scope } = grant;
    const link = query({ page: pageGroup, scope, units: grant.unitIds.join(','), ...more });
    const name = scopeName(rights, { pageGroup, effect: 'show', kind: scope });
    return { key: `${pageGroup} ${scope} ${from}`, name, to, link };
  });
}
