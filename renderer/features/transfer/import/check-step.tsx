import { useTell } from '#bridge/ask';
import { useJob } from '#bridge/job';
import type { InputOf } from '#contract/contract';
import { ImportPreview } from '#contract/transfer';
import type { ColumnMapping } from '#domain/transfer';
import { JobCard } from '#features/jobs';
import { CountTiles, RejectedTable } from '#features/transfer/batches';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { type Inspected, samplesOf, unknownValues } from './mapping-edit.ts';
import { Step } from './step.tsx';
import { ValueMapDialog } from './value-map-dialog.tsx';
import { importWords } from './words.ts';

type Choice = InputOf<'transfer.previewImport'>;

type CheckStepProps = {
  readonly choice: Choice | undefined;
  readonly inspected: Inspected | undefined;
  readonly mapping: ColumnMapping | undefined;
  readonly onMapping: (mapping: ColumnMapping) => void;
  /** This file has been imported: to import it again, it is chosen again. */
  readonly isCommitted: boolean;
  readonly onCommitted: (started: { jobId: string; batchId: string }) => void;
};

/** The check of every row, its outcome, and the import itself. */
export function CheckStep({
  choice,
  inspected,
  mapping,
  onMapping,
  isCommitted,
  onCommitted,
}: CheckStepProps) {
  const words = useWords(importWords);
  const text = useErrorText();
  const preview = useTell('transfer.previewImport');
  const commit = useTell('transfer.commitImport');
  const checked = preview.data && JSON.stringify(preview.variables) === JSON.stringify(choice);
  const trouble = preview.error ?? commit.error;
  return (
    <Step
      number={4}
      title={words.check}
      hint={choice && words.checkHint}
      isWaiting={!choice}
      actions={
        choice && (
          <Button
            variant={checked ? 'default' : 'filled'}
            loading={preview.isPending}
            onClick={() => preview.mutate(choice)}
          >
            {preview.data ? words.checkAgain : words.checkNow}
          </Button>
        )
      }
    >
      <Stack gap="md">
        {trouble && <Alert color="red">{text(trouble)}</Alert>}
        {preview.data && !checked && <Alert color="yellow">{words.outdated}</Alert>}
        {preview.data && checked && choice && inspected && mapping && (
          <Checked
            jobId={preview.data.jobId}
            kind={choice.kind}
            inspected={inspected}
            mapping={mapping}
            onMapping={onMapping}
            isCommitting={commit.isPending}
            isCommitted={isCommitted}
            onCommit={() => commit.mutate(choice, { onSuccess: onCommitted })}
          />
        )}
      </Stack>
    </Step>
  );
}

type CheckedProps = {
  readonly jobId: string;
  readonly kind: Choice['kind'];
  readonly inspected: Inspected;
  readonly mapping: ColumnMapping;
  readonly onMapping: (mapping: ColumnMapping) => void;
  readonly isCommitting: boolean;
  readonly isCommitted: boolean;
  readonly onCommit: () => void;
};

function Checked(props: CheckedProps) {
  const words = useWords(importWords);
  const { number } = useFormat();
  const job = useJob(props.jobId);
  const parsed = ImportPreview.safeParse(job.data?.result);
  if (!parsed.success) return <JobCard jobId={props.jobId} />;
  const { counts, rejected } = parsed.data;
  const writes = counts.fresh + counts.updated;
  return (
    <>
      <CountTiles counts={counts} />
      <Group gap="md">
        <Button
          disabled={writes === 0 || props.isCommitted}
          loading={props.isCommitting}
          onClick={props.onCommit}
        >
          {words.commitNow({ rows: number(writes) })}
        </Button>
        <Text size="sm" c="dimmed">
          {writes === 0 && words.nothingToWrite}{' '}
          {counts.rejected > 0 && words.commitRejected({ count: number(counts.rejected) })}
        </Text>
      </Group>
      <UnknownValues {...props} unknown={unknownValues(rejected)} />
      {rejected.length > 0 && (
        <div>
          <Text size="sm" fw={550} mb={6}>
            {words.firstRejected({ shown: number(rejected.length) })}
          </Text>
          <RejectedTable kind={props.kind} rows={rejected} height={300} />
        </div>
      )}
    </>
  );
}

type UnknownValuesProps = Pick<CheckedProps, 'inspected' | 'mapping' | 'onMapping'> & {
  readonly unknown: ReadonlyMap<string, readonly string[]>;
};

const SPELT = 6;

function UnknownValues({ inspected, mapping, onMapping, unknown }: UnknownValuesProps) {
  const words = useWords(importWords);
  const { label } = useFormat();
  const [open, setOpen] = useState<string | null>(null);
  if (unknown.size === 0) return null;
  const nameOf = (field: string) => {
    const found = inspected.fields.find((each) => each.field === field);
    return found ? label(found.label) : field;
  };
  return (
    <Alert color="gray" title={words.unknownValues}>
      <Text size="sm">{words.unknownValuesHint}</Text>
      {[...unknown].map(([field, values]) => (
        <Group key={field} gap={8} mt={6}>
          <Text size="sm">
            <strong>{nameOf(field)}</strong> {values.slice(0, SPELT).join(' · ')}
            {values.length > SPELT && ' …'}
          </Text>
          <Button size="compact-xs" variant="default" onClick={() => setOpen(field)}>
            {words.fixValues}
          </Button>
        </Group>
      ))}
      {open !== null && (
        <ValueMapDialog
          field={open}
          name={nameOf(open)}
          suggestions={samplesOf(inspected, mapping.columns[open] ?? '')}
          unknown={unknown.get(open) ?? []}
          mapping={mapping}
          onChange={onMapping}
          onClose={() => setOpen(null)}
        />
      )}
    </Alert>
  );
}
