import { useAsk } from '#bridge/ask';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Fact, Facts } from '#ui/facts';
import { PlainTable } from '#ui/plain-table';
import { ErrorState } from '#ui/states';
import { Button, Code, Drawer, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { changedFields, isRecord, type Line, useSentences } from './sentence.ts';
import { auditWords } from './words.ts';

type LineDrawerProps = {
  readonly line: Line | null;
  readonly onClose: () => void;
  /** Narrows the list to one thing. */
  readonly onOnly: (subject: string) => void;
};

/** One line whole: what changed, what it touched, and its place in the chain. */
export function LineDrawer({ line, onClose, onOnly }: LineDrawerProps) {
  const words = useWords(auditWords);
  const { number } = useFormat();
  return (
    <Drawer
      opened={line !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={line && words.line({ seq: number(line.seq) })}
    >
      {line && <WholeLine seq={line.seq} listed={line} onOnly={onOnly} />}
    </Drawer>
  );
}

function WholeLine(props: {
  readonly seq: number;
  readonly listed: Line;
  readonly onOnly: (subject: string) => void;
}) {
  const words = useWords(auditWords);
  const { dateTime } = useFormat();
  const { who, sentence } = useSentences();
  const whole = useAsk('audit.getLine', { seq: props.seq });
  const line = whole.data ?? props.listed;
  return (
    <Stack gap="md">
      <Text fw={600}>{sentence(line)}</Text>
      {whole.error && <ErrorState error={whole.error} onRetry={() => void whole.refetch()} />}
      {line.withheld === 'closed' && (
        <Text size="sm" c="dimmed">
          {words.closed}
        </Text>
      )}
      <TouchedList line={line} onOnly={props.onOnly} />
      <ChangeTable detail={line.detail} />
      <Facts>
        <Fact name={words.at}>{dateTime(line.at)}</Fact>
        <Fact name={words.actor}>{who(line)}</Fact>
        <Fact name={words.code}>
          <code>{line.operation}</code>
        </Fact>
        <Fact name={words.hash}>
          <code>{line.hash}</code>
        </Fact>
        {whole.data && (
          <Fact name={words.previousHash}>
            <code>{whole.data.previousHash}</code>
          </Fact>
        )}
      </Facts>
      {line.detail !== null && (
        <div>
          <Text size="sm" c="dimmed" mb={4}>
            {words.raw}
          </Text>
          <Code block mah={320} style={{ overflow: 'auto' }}>
            {JSON.stringify(line.detail, null, 2)}
          </Code>
        </div>
      )}
    </Stack>
  );
}

function TouchedList({ line, onOnly }: { readonly line: Line; readonly onOnly: (subject: string) => void }) {
  const words = useWords(auditWords);
  const { thing } = useSentences();
  if (line.touched.length === 0) return null;
  return (
    <section>
      <Text size="sm" c="dimmed" mb={4}>
        {words.touched}
      </Text>
      <Stack gap={4}>
        {line.touched.slice(0, 12).map((touched) => (
          <Group key={touched.key} gap={8} wrap="nowrap" justify="space-between">
            <Text size="sm" truncate title={touched.key}>
              {thing(touched)}
            </Text>
            <Group gap={4} wrap="nowrap" style={{ flex: 'none' }}>
              <Button component={Link} to={lifePath(touched.key)} size="compact-xs" variant="default">
                {words.follow}
              </Button>
              <Button size="compact-xs" variant="subtle" onClick={() => onOnly(touched.key)}>
                {words.onlyThis}
              </Button>
            </Group>
          </Group>
        ))}
      </Stack>
    </section>
  );
}

export function lifePath(subject: string): string {
  return `/audit/life/${encodeURIComponent(subject)}`;
}

/** Field by field, what was there before and after; nothing where a line does not tell it so. */
function ChangeTable({ detail }: { readonly detail: unknown }) {
  const words = useWords(auditWords);
  if (!isRecord(detail)) return null;
  const { before, after } = detail;
  const fields = changedFields(before, after);
  if (!isRecord(before) || !isRecord(after) || fields.length === 0) return null;
  const text = (value: unknown) => (value === undefined ? '–' : JSON.stringify(value).slice(0, 400));
  return (
    <PlainTable
      label={words.detail}
      header={[{ name: words.field }, { name: words.before }, { name: words.after }]}
      rows={fields.map((field) => ({
        key: field,
        cells: [<code key="field">{field}</code>, text(before[field]), text(after[field])],
      }))}
    />
  );
}
