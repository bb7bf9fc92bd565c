import { useAsk, useTell } from '#bridge/ask';
import { isAsClosed } from '#domain/access';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { ProposeForm } from './propose-form.tsx';
import { type Change, permissionName, type Policy, type Preview } from './rights.ts';
import { Orphaned, RowEffects } from './row-effects.tsx';
import { rightsWords } from './words.ts';

type ChangePreviewProps = {
  readonly policy: Policy;
  readonly changes: Change[];
  readonly onDone: () => void;
  readonly onCancel: () => void;
};

/** Who gains and loses what by changes, before they are saved; and the button that saves them. */
export function ChangePreview({ policy, changes, onDone, onCancel }: ChangePreviewProps) {
  const words = useWords(rightsWords);
  const text = useErrorText();
  const asked = useAsk('access.previewChanges', { changes }, { keepPrevious: true });
  const save = useTell('access.applyChanges');
  const [isLater, setLater] = useState(false);
  const act = () =>
    save.mutate(
      { revision: policy.revision, changes },
      {
        onSuccess: () => {
          notifications.show({ message: words.saved });
          onDone();
        },
      },
    );
  const preview = asked.error ? undefined : asked.data;
  const isRefused =
    !preview ||
    preview.excess !== null ||
    preview.lostKeeperAt !== null ||
    preview.conflicts.length > 0 ||
    preview.broken.length > 0;
  const error = save.error ?? asked.error;
  return (
    <Section
      title={words.preview}
      actions={
        <Group gap={8}>
          <Button size="xs" variant="default" onClick={onCancel}>
            {words.discard}
          </Button>
          {!policy.needsSecond && (
            <Button
              size="xs"
              variant="default"
              aria-expanded={isLater}
              disabled={isRefused}
              onClick={() => setLater(!isLater)}
            >
              {words.later}
            </Button>
          )}
          {!policy.needsSecond && (
            <Button size="xs" loading={save.isPending} disabled={isRefused} onClick={act}>
              {words.save}
            </Button>
          )}
        </Group>
      }
    >
      <Stack gap="xs">
        {error && (
          <Alert color="red" role="alert" p="xs">
            {text(error)}
          </Alert>
        )}
        {asked.isPending && <Text size="sm">{words.previewing}</Text>}
        {preview && <Against preview={preview} policy={policy} changes={changes} />}
        {preview && <Effects preview={preview} changes={changes} />}
        {(policy.needsSecond || isLater) && (
          <ProposeForm
            changes={changes}
            isRefused={isRefused}
            isAlone={!policy.needsSecond}
            onDone={onDone}
          />
        )}
      </Stack>
    </Section>
  );
}

/** What speaks against the change. */
type AgainstProps = {
  readonly preview: Preview;
  readonly policy: Policy;
  readonly changes: readonly Change[];
};

function Against({ preview, policy, changes }: AgainstProps) {
  const words = useWords(rightsWords);
  const { label } = useFormat();
  const dutyName = (id: string) => {
    // A duty that is only now made is named by what makes it.
    const made = changes.find((change) => change.kind === 'saveDuty' && change.id === id);
    const duty = made?.kind === 'saveDuty' ? made : policy.duties.find((one) => one.id === id);
    return duty ? label(duty.label) : id;
  };
  const nameOf = (id: string) => policy.people.find((one) => one.id === id)?.name ?? id;
  const said = [
    ...(preview.excess ? [words.excess] : []),
    ...(preview.lostKeeperAt === null ? [] : [words.keeper]),
    ...preview.broken.map((name) => words.broken({ name })),
    ...preview.conflicts.map((one) =>
      words.conflict({ name: nameOf(one.personId), duty: dutyName(one.dutyId) }),
    ),
  ];
  return said.map((one) => (
    <Alert key={one} color="red" p="xs" role="alert">
      {one}
    </Alert>
  ));
}

const MOST = 20;

/** Who gains and loses what. */
export function Effects({ preview, changes }: { readonly preview: Preview; readonly changes: Change[] }) {
  const words = useWords(rightsWords);
  const { number } = useFormat();
  const count = preview.people.length;
  if (count === 0) return <Text size="sm">{words.nobodyAffected}</Text>;
  return (
    <>
      <Text size="sm" fw={550}>
        {words.affected({ count: number(count) })}
      </Text>
      <Orphaned preview={preview} />
      <List size="sm" spacing={4}>
        {preview.people.slice(0, MOST).map((one) => (
          <List.Item key={one.personId}>
            <Effect difference={one} />
            <RowEffects changes={changes} person={one} />
          </List.Item>
        ))}
        {count > MOST && <List.Item>{words.more({ count: number(count - MOST) })}</List.Item>}
      </List>
    </>
  );
}

function Effect({ difference }: { readonly difference: Preview['people'][number] }) {
  const words = useWords(rightsWords);
  const { number } = useFormat();
  const { name, permissions, rows, columns } = difference;
  const columnsNamed = (what: 'gained' | 'lost') =>
    columns
      .filter((one) => isAsClosed(one.before, one.after) === (what === 'gained'))
      .map((one) =>
        words.columnChange({
          column: words.columnNames[one.column],
          before: words.columnAccess[one.before],
          after: words.columnAccess[one.after],
        }),
      );
  const rowsNamed = (what: 'gained' | 'lost') =>
    rows.flatMap((one) => {
      const group = words.groups[one.pageGroup];
      if (one.everything === what) return [words.everything({ group })];
      return one[what].length === 0 ? [] : [words.rowsOf({ group, count: number(one[what].length) })];
    });
  const named = (what: 'gained' | 'lost') => [
    ...permissions[what].map((one) => permissionName(words, one)),
    ...rowsNamed(what),
    ...columnsNamed(what),
  ];
  const [gains, loses] = [named('gained'), named('lost')];
  return (
    <>
      <strong>{name}</strong>
      {gains.length > 0 && (
        <Text size="sm" c="var(--yard-good-ink)">
          {words.gains} {gains.join(' / ')}
        </Text>
      )}
      {loses.length > 0 && (
        <Text size="sm" c="var(--yard-bad-ink)">
          {words.loses} {loses.join(' / ')}
        </Text>
      )}
    </>
  );
}
