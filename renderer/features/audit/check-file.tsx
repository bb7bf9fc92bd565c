import { call } from '#bridge/client';
import type { OutputOf } from '#contract/contract';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Alert, Button, FileButton, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { FaultList } from './chain-check.tsx';
import { auditWords } from './words.ts';

type Found = {
  readonly name: string;
  readonly head: Head | null;
  readonly answer: OutputOf<'audit.checkFile'>;
};
type Head = { readonly seq: number; readonly hash: string };

/** Whether a file is what was exported here, and whether the chain still has the end that it names. */
export function CheckFile() {
  const words = useWords(auditWords);
  const errorText = useErrorText();
  const [isOpen, setOpen] = useState(false);
  const checking = useChecking();
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {words.check}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={words.check} size="lg">
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {words.checkHint}
          </Text>
          <Group gap={8}>
            <FileButton accept=".csv,.xlsx" onChange={(file) => void checking.start(file)}>
              {(props) => (
                <Button {...props} loading={checking.isRunning} data-autofocus>
                  {words.choose}
                </Button>
              )}
            </FileButton>
            {checking.found && <Text size="sm">{checking.found.name}</Text>}
          </Group>
          {checking.error !== null && (
            <Alert color="red" role="alert">
              {errorText(checking.error)}
            </Alert>
          )}
          {checking.found && <WhatWasFound found={checking.found} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setOpen(false)}>
              {words.close}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

function useChecking() {
  const [isRunning, setRunning] = useState(false);
  const [found, setFound] = useState<Found | null>(null);
  const [error, setError] = useState<unknown>(null);
  const start = async (file: File | null) => {
    if (!file) return;
    setRunning(true);
    setFound(null);
    setError(null);
    try {
      const bytes = await file.arrayBuffer();
      const head = file.name.toLowerCase().endsWith('.csv') ? headIn(new TextDecoder().decode(bytes)) : null;
      const answer = await call('audit.checkFile', { sha256: await sha256Of(bytes), head });
      setFound({ name: file.name, head: head ?? answer.export?.head ?? null, answer });
    } catch (failure) {
      setError(failure);
    } finally {
      setRunning(false);
    }
  };
  return { isRunning, found, error, start };
}

/** The end of the chain in the last row of a CSV: its sixth cell and its last. */
function headIn(text: string): Head | null {
  const at = text.lastIndexOf('#head,');
  if (at === -1) return null;
  const hash = /([0-9a-f]{64})\s*$/.exec(text)?.[1];
  const seq = /^#head,[^,]*,(?:"(?:[^"]|"")*"|[^,]*),,,(\d+),/.exec(text.slice(at))?.[1];
  return hash === undefined || seq === undefined ? null : { seq: Number(seq), hash };
}

async function sha256Of(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function WhatWasFound({ found }: { readonly found: Found }) {
  const words = useWords(auditWords);
  const { number, dateTime, actor } = useFormat();
  const { export: known, head, faults } = found.answer;
  return (
    <>
      {known ? (
        <Alert color="green" role="status">
          {words.knownFile({
            when: dateTime(known.at),
            who: known.actorName === null ? words.outside : actor(known.actorName),
            rows: number(known.rows),
          })}
        </Alert>
      ) : (
        <Alert color="red" role="alert">
          {words.unknownFile}
        </Alert>
      )}
      {head === 'same' && (
        <Alert color="green" role="status">
          {words.headSame({ seq: number(found.head?.seq ?? 0) })}
        </Alert>
      )}
      {head === 'changed' && (
        <Alert color="red" role="alert" title={words.headChanged}>
          <FaultList faults={faults} />
        </Alert>
      )}
      {head === 'missing' && (
        <Alert color="red" role="alert">
          {words.headMissing}
        </Alert>
      )}
      {head === null && (
        <Text size="sm" c="dimmed">
          {words.headUnknown}
        </Text>
      )}
    </>
  );
}
