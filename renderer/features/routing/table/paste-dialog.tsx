import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import type { ColumnKey, PasteInput, PastePlan } from '#features/routing/grid';
import { planPaste } from '#features/routing/grid';
import { Alert, Button, Group, Modal, SegmentedControl, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import styles from './table.module.css';
import { tableWords } from './words.ts';

type PasteDialogProps = {
  readonly input: PasteInput;
  /** What the input would do as it is. */
  readonly plan: PastePlan;
  readonly onApply: (plan: PastePlan) => void;
  readonly onClose: () => void;
};

const MOST_SHOWN = 200;

/** What a paste would do, cell by cell where it cannot be read: the rest is taken, or nothing. */
export function PasteDialog({ input, plan: given, onApply, onClose }: PasteDialogProps) {
  const words = useWords(tableWords);
  const { number } = useFormat();
  const [mode, setMode] = useState(input.mode);
  const plan = useMemo(
    () => (mode === input.mode ? given : planPaste({ ...input, mode })),
    [input, given, mode],
  );
  const count = plan.errors.length;
  return (
    <Modal opened onClose={onClose} title={words.pasteTitle} size="lg">
      <Stack gap={12}>
        <SegmentedControl
          size="xs"
          value={mode}
          data={[
            { value: 'over', label: words.pasteOver },
            { value: 'new', label: words.pasteNew },
          ]}
          onChange={(next) => setMode(next === 'new' ? 'new' : 'over')}
        />
        <Text size="sm">
          {words.pasteSum({
            cells: number(plan.cells),
            changed: number(plan.changedRows),
            added: number(plan.newRows),
          })}
        </Text>
        {plan.surplus > 0 && (
          <Alert color="yellow" p="xs">
            {words.pasteSurplus({ count: number(plan.surplus) })}
          </Alert>
        )}
        {count === 0 ? (
          <Text size="sm" c="dimmed">
            {words.pasteFine}
          </Text>
        ) : (
          <>
            <Alert color="yellow" p="xs" role="alert">
              {words.pasteErrors({ count: number(count) })}
            </Alert>
            <ErrorTable plan={plan} titles={input.titles} />
          </>
        )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button data-autofocus onClick={() => onApply(plan)}>
            {count === 0 ? words.pasteNow : words.pasteRest}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

type ErrorTableProps = {
  readonly plan: PastePlan;
  readonly titles: ReadonlyMap<ColumnKey, string>;
};

function ErrorTable({ plan, titles }: ErrorTableProps) {
  const words = useWords(tableWords);
  const { number } = useFormat();
  const rest = plan.errors.length - MOST_SHOWN;
  return (
    // Longer than its box, it is scrolled by keyboard too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.errors} tabIndex={0} role="region" aria-label={words.pasteReason}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.pasteRow}</th>
            <th scope="col">{words.pasteColumn}</th>
            <th scope="col">{words.pasteText}</th>
            <th scope="col">{words.pasteReason}</th>
          </tr>
        </thead>
        <tbody>
          {plan.errors.slice(0, MOST_SHOWN).map((error) => (
            <tr key={`${error.row}/${error.column}`}>
              <td>{number(error.row)}</td>
              <td>{titles.get(error.column) ?? error.column}</td>
              <td>{error.text}</td>
              <td>{words.reason[error.reason]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && (
        <Text size="xs" c="dimmed" p={8}>
          {words.more({ count: number(rest) })}
        </Text>
      )}
    </div>
  );
}
