import { useAsk, useTell } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { PlainTable } from '#ui/plain-table';
import { ErrorState, LoadingState } from '#ui/states';
import { Alert, Badge, Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Line } from './line.ts';
import styles from './lines.module.css';
import { lineWords } from './words.ts';

type Preview = OutputOf<'routing.previewGrain'>;
type Grain = Line['grain'];
const GRAINS: readonly Grain[] = ['phone', 'shop', 'group'];

type GrainDialogProps = { readonly line: Line; readonly onClose: () => void };

/** Chooses another grain, shows what it would put onto one lead entity, and changes it. */
export function GrainDialog({ line, onClose }: GrainDialogProps) {
  const words = useWords(lineWords);
  const text = useErrorText();
  const { label, number } = useFormat();
  const others = GRAINS.filter((each) => each !== line.grain);
  const [grain, setGrain] = useState<Grain>(others[0] ?? 'phone');
  const [reason, setReason] = useState('');
  const preview = useAsk('routing.previewGrain', { lineId: line.id, grain });
  const change = useTell('routing.changeGrain');
  const merges = preview.data ? preview.data.total - preview.data.entities : 0;
  const act = ({ total: colliding }: Preview) =>
    change.mutate(
      { lineId: line.id, revision: line.revision, grain, colliding, onCollision: 'merge', reason },
      {
        onSuccess: ({ changed, merged }) => {
          notifications.show({
            message: words.changed({ changed: number(changed), merged: number(merged) }),
          });
          onClose();
        },
      },
    );
  return (
    <Modal opened onClose={onClose} title={words.grainTitle({ line: label(line.label) })} size="xl">
      <Stack gap="sm">
        <Text size="sm">{words.grainIntro}</Text>
        <Group gap="sm">
          <Text size="sm">{words.grainTo}</Text>
          <SegmentedControl
            aria-label={words.grainTo}
            data={others.map((value) => ({ value, label: words.grains[value] }))}
            value={grain}
            onChange={(value) => setGrain(value)}
          />
        </Group>
        <Text size="xs" c="dimmed">
          {words.entityNote}
        </Text>
        {preview.isPending && <LoadingState />}
        {preview.error && <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />}
        {preview.data && <Found preview={preview.data} />}
        <TextInput
          label={words.reason}
          description={words.reasonHint}
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {change.error && <Alert color="red">{text(change.error)}</Alert>}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button
            disabled={!preview.data || preview.data.hidden > 0 || reason.trim() === ''}
            loading={change.isPending}
            onClick={() => preview.data && act(preview.data)}
          >
            {merges > 0 ? words.mergeAndChange({ count: number(merges) }) : words.change}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Found({ preview }: { readonly preview: Preview }) {
  const words = useWords(lineWords);
  const { number } = useFormat();
  const { open, changing, total, entities, hidden, rows } = preview;
  return (
    <>
      <Text size="sm">{words.counts({ open: number(open), changing: number(changing) })}</Text>
      {total === 0 ? (
        <Alert color="green" variant="light">
          {words.noCollision}
        </Alert>
      ) : (
        <>
          <Alert
            color="yellow"
            variant="light"
            title={words.collides({ count: number(total), entities: number(entities) })}
          >
            {words.collidesHint}
          </Alert>
          {hidden > 0 && <Alert color="red">{words.hidden({ count: number(hidden) })}</Alert>}
          {rows.length < total && (
            <Text size="xs" c="dimmed">
              {words.shown({ shown: number(rows.length), count: number(total) })}
            </Text>
          )}
          <Colliding rows={rows} />
        </>
      )}
    </>
  );
}

function Colliding({ rows }: Pick<Preview, 'rows'>) {
  const words = useWords(lineWords);
  const { contact, date, number } = useFormat();
  return (
    <PlainTable
      label={words.opportunity}
      header={[
        { name: words.entity, align: 'right' },
        { name: words.opportunity },
        { name: words.contact, keep: true },
        { name: words.owner, keep: true },
        { name: words.created, align: 'right' },
        { name: words.fate, keep: true },
      ]}
      rows={rows.map((row, index) => ({
        // Those outside the reader's scope have no id.
        key: row.opportunityId ?? `hidden ${index}`,
        isMarked: row.isKept,
        cells: [
          number(row.entity),
          row.opportunityId === null ? (
            <span key="hidden" className={styles.quiet}>
              {words.notSeen}
            </span>
          ) : (
            <Link key="link" to={`/opportunities/${row.opportunityId}`}>
              {row.title || contact(row.contact)}
            </Link>
          ),
          contact(row.contact),
          row.opportunityId === null ? '–' : row.ownerName || words.nobody,
          date(row.createdAt),
          <Badge key="fate" color={row.isKept ? 'green' : 'gray'}>
            {row.isKept ? words.kept : words.joined}
          </Badge>,
        ],
      }))}
    />
  );
}
