import { useAskRows, useTell } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { Grain } from '#domain/contacts';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { ErrorState, LoadingState } from '#ui/states';
import { Alert, Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { CollidingTable } from './colliding-table.tsx';
import type { Line } from './line.ts';
import { lineWords } from './words.ts';

type Preview = OutputOf<'routing.previewGrain'>;

type GrainDialogProps = { readonly line: Line; readonly onClose: () => void };

/** Chooses another grain, shows what it would put onto one lead entity, and changes it. */
export function GrainDialog({ line, onClose }: GrainDialogProps) {
  const words = useWords(lineWords);
  const text = useErrorText();
  const { label, number } = useFormat();
  const others = Grain.options.filter((each) => each !== line.grain);
  const [grain, setGrain] = useState<Grain>(others[0] ?? 'phone');
  const [reason, setReason] = useState('');
  const rows = useAskRows('routing.previewGrain', { lineId: line.id, grain });
  const preview = rows.isPrevious ? undefined : rows.page;
  const change = useTell('routing.changeGrain');
  const merges = preview ? preview.total - preview.entities : 0;
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
        {rows.error && <ErrorState error={rows.error} onRetry={rows.retry} />}
        {!preview && !rows.error && <LoadingState />}
        {preview && <Found preview={preview} />}
        {preview && preview.total > 0 && <CollidingTable rows={rows} total={preview.total} />}
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
            disabled={!preview || preview.hidden > 0 || reason.trim() === ''}
            loading={change.isPending}
            onClick={() => preview && act(preview)}
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
  const { open, changing, total, entities, hidden } = preview;
  return (
    <>
      <Text size="sm">{words.counts({ open: number(open), changing: number(changing) })}</Text>
      {total === 0 ? (
        <Alert color="green" variant="light">
          {words.noCollision}
        </Alert>
      ) : (
        <Alert
          color="yellow"
          variant="light"
          title={words.collides({ count: number(total), entities: number(entities) })}
        >
          {words.collidesHint}
        </Alert>
      )}
      {hidden > 0 && <Alert color="red">{words.hidden({ count: number(hidden) })}</Alert>}
    </>
  );
}
