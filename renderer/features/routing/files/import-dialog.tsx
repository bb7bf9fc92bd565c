import { useTell } from '#bridge/ask';
import type { Job } from '#bridge/job';
import { fetchText, uploadFile } from '#bridge/upload';
import { ReadRules } from '#contract/routing-files';
import { RuleShape } from '#domain/rules';
import { JobCard } from '#features/jobs';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { PlainTable } from '#ui/plain-table';
import { Alert, Button, FileButton, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Taken } from './taken.ts';
import { fileWords } from './words.ts';

type Read = ReturnType<typeof ReadRules.parse>;
type Reading = ReturnType<typeof useReading>;

/** Choosing a file, seeing what was read of it, and taking its rules over. */
export function ImportDialog(props: {
  readonly onClose: () => void;
  readonly onTake: (taken: Taken) => void;
}) {
  const words = useWords(fileWords);
  const text = useErrorText();
  const { number } = useFormat();
  const reading = useReading();
  const [trouble, setTrouble] = useState<unknown>(null);
  const take = async (read: Read, mode: Taken['mode']) => {
    try {
      const { rules } = JSON.parse(await fetchText(read.fileId)) as { rules: unknown[] };
      props.onTake({ rules: rules.map((rule) => RuleShape.parse(rule)), mode });
    } catch (error) {
      setTrouble(error);
    }
  };
  const { read } = reading;
  const error = trouble ?? reading.error;
  return (
    <Modal opened onClose={props.onClose} title={words.title} size="xl">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {words.hint}
        </Text>
        <Choice reading={reading} />
        {error !== null && <Alert color="red">{text(error)}</Alert>}
        {read && <WhatWasRead read={read} />}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={props.onClose}>
            {words.cancel}
          </Button>
          {read && read.rules > 0 && (
            <>
              <Button variant="default" onClick={() => void take(read, 'append')}>
                {words.append({ rules: number(read.rules) })}
              </Button>
              <Button onClick={() => void take(read, 'replace')}>
                {words.replace({ rules: number(read.rules) })}
              </Button>
            </>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

/** Sends a file, has it read, and holds what came of it. */
function useReading() {
  const tell = useTell('routing.readRuleFile');
  const [fileId, setFileId] = useState<string | null>(null);
  const [read, setRead] = useState<Read | null>(null);
  const [tables, setTables] = useState<readonly string[]>([]);
  const [error, setError] = useState<unknown>(null);
  const start = (id: string, table?: string) => {
    setFileId(id);
    setRead(null);
    setError(null);
    tell.mutate({ fileId: id, ...(table === undefined ? {} : { table }) }, { onError: setError });
  };
  const send = async (file: File | null) => {
    if (!file) return;
    setTables([]);
    try {
      start((await uploadFile(file)).fileId);
    } catch (failure) {
      setError(failure);
    }
  };
  const end = (job: Job) => {
    const found = ReadRules.safeParse(job.result);
    if (job.status === 'done' && found.success) setRead(found.data);
    else if (job.errorCode === 'routing.severalTables') setTables(namesIn(job.errorParams));
  };
  const pick = (table: string) => {
    if (fileId !== null && table !== '') start(fileId, table);
  };
  return { read, tables, error, send, end, pick, jobId: tell.data?.jobId ?? null, isSent: fileId !== null };
}

function namesIn(params: unknown): string[] {
  const names = typeof params === 'object' && params !== null && 'names' in params ? params.names : [];
  return Array.isArray(names) ? names.map(String) : [];
}

function Choice({ reading }: { readonly reading: Reading }) {
  const words = useWords(fileWords);
  return (
    <>
      <Group gap={8}>
        <FileButton accept=".dmn,.xml,.xlsx,.csv" onChange={(file) => void reading.send(file)}>
          {(props) => (
            <Button {...props} variant={reading.isSent ? 'default' : 'filled'} data-autofocus>
              {reading.isSent ? words.another : words.choose}
            </Button>
          )}
        </FileButton>
      </Group>
      {reading.jobId !== null && <JobCard key={reading.jobId} jobId={reading.jobId} onEnd={reading.end} />}
      {reading.tables.length > 0 && (
        <NativeSelect
          label={words.table}
          data={['', ...reading.tables]}
          onChange={(event) => reading.pick(event.currentTarget.value)}
        />
      )}
    </>
  );
}

function WhatWasRead({ read }: { readonly read: Read }) {
  const words = useWords(fileWords);
  const { number } = useFormat();
  const left = read.problemCount - read.problems.length;
  return (
    <>
      <Text fw={600}>{words.read({ rules: number(read.rules) })}</Text>
      {read.problemCount === 0 ? (
        <Text size="sm">{words.clean}</Text>
      ) : (
        <>
          <Text size="sm">{words.problems({ count: number(read.problemCount) })}</Text>
          <div style={{ maxHeight: 260, overflow: 'auto' }}>
            <PlainTable
              label={words.why}
              header={[
                { name: words.row, align: 'right' },
                { name: words.column },
                { name: words.text },
                { name: words.why },
              ]}
              rows={read.problems.map(({ row, column, text, code }) => ({
                key: `${row} ${column}`,
                cells: [number(row), column, text, words.codes[code]],
              }))}
            />
          </div>
          {left > 0 && <Text size="sm">{words.more({ count: number(left) })}</Text>}
        </>
      )}
    </>
  );
}
