import { uploadFile } from '#bridge/upload';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { ErrorState, LoadingState } from '#ui/states';
import { Alert, Button, Group, Progress, Text } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { type DragEvent, useRef, useState } from 'react';
import styles from './import.module.css';
import type { Inspected } from './mapping-edit.ts';
import { Step } from './step.tsx';
import { importWords } from './words.ts';

type FileStepProps = {
  readonly fileName: string | undefined;
  readonly inspected: Inspected | undefined;
  readonly isInspecting: boolean;
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly onFile: (fileId: string) => void;
  readonly isWaiting: boolean;
};

/** The file: chosen or dropped, sent over, and what it looks like. */
export function FileStep(props: FileStepProps) {
  const words = useWords(importWords);
  const { inspected } = props;
  return (
    <Step number={2} title={words.file} hint={props.fileName} isWaiting={props.isWaiting}>
      <Drop isReplacing={inspected !== undefined} onFile={props.onFile} />
      {props.error !== null && <ErrorState error={props.error} onRetry={props.onRetry} />}
      {props.isInspecting && <LoadingState />}
      {inspected && <Look inspected={inspected} />}
    </Step>
  );
}

type Sending = { readonly name: string; readonly sent: number; readonly size: number };

function Drop({
  isReplacing,
  onFile,
}: {
  readonly isReplacing: boolean;
  readonly onFile: (id: string) => void;
}) {
  const words = useWords(importWords);
  const text = useErrorText();
  const { number } = useFormat();
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [sending, setSending] = useState<Sending | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const send = async (file: File | undefined) => {
    if (!file || sending) return;
    setTrouble(null);
    try {
      const { fileId } = await uploadFile(file, (sent, size) => setSending({ name: file.name, sent, size }));
      onFile(fileId);
    } catch (error) {
      setTrouble(error);
    }
    setSending(null);
  };
  const drag = (isDragging: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(isDragging);
  };
  const kilobytes = (bytes: number) => `${number(Math.ceil(bytes / 1024))} KB`;
  return (
    <>
      <input
        ref={picker}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        className={styles.picker}
        aria-label={words.file}
        tabIndex={-1}
        onChange={(event) => {
          void send(event.currentTarget.files?.[0]);
          // The same file can be chosen again after it was corrected.
          event.currentTarget.value = '';
        }}
      />
      <button
        type="button"
        className={styles.drop}
        data-small={isReplacing || undefined}
        data-over={isOver || undefined}
        onClick={() => picker.current?.click()}
        onDragOver={drag(true)}
        onDragLeave={drag(false)}
        onDrop={(event) => {
          drag(false)(event);
          void send(event.dataTransfer.files[0]);
        }}
      >
        <IconFileSpreadsheet size={22} stroke={1.4} aria-hidden />
        <span>{isReplacing ? words.otherFile : words.drop}</span>
        {!isReplacing && <span className={styles.quiet}>{words.dropHint}</span>}
      </button>
      {sending && (
        <div role="status">
          <Text size="xs" c="dimmed">
            {sending.name} ·{' '}
            {words.uploading({ sent: kilobytes(sending.sent), size: kilobytes(sending.size) })}
          </Text>
          <Progress
            size="sm"
            aria-label={sending.name}
            value={sending.size > 0 ? (sending.sent / sending.size) * 100 : 100}
          />
        </div>
      )}
      {trouble !== null && (
        <Alert color="red" mt="sm">
          {text(trouble)}{' '}
          <Button size="compact-xs" variant="default" onClick={() => picker.current?.click()}>
            {words.otherFile}
          </Button>
        </Alert>
      )}
    </>
  );
}

const SAMPLE_ROWS = 5;

function Look({ inspected }: { readonly inspected: Inspected }) {
  const words = useWords(importWords);
  const { number } = useFormat();
  const { header, sample, delimiter } = inspected;
  return (
    <div className={styles.look}>
      <Group gap="lg">
        <Text size="sm">
          {words.encoding} <strong>{inspected.encoding}</strong>
        </Text>
        <Text size="sm">
          {words.delimiter} <strong>{words.delimiters[delimiter] ?? delimiter}</strong>
        </Text>
        <Text size="sm">
          {words.columnCount} <strong>{number(header.length)}</strong>
        </Text>
      </Group>
      {/* Wide tables scroll inside themselves, also by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.sample} role="region" aria-label={words.sample} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {header.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sample.slice(0, SAMPLE_ROWS).map((row, index) => (
              // Sample rows never change places, and may be equal.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={index}>
                {header.map((name, column) => (
                  <td key={name}>{row[column]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
