import type { Label } from '#domain/base';
import { useMay } from '#features/access';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { JobProgress } from '#ui/job-progress';
import { Alert, Button, Text } from '@mantine/core';
import { Flows, type GroupName, Loads, Moves, People } from './counts.tsx';
import { MovedList } from './moved-list.tsx';
import { type Ended, useReplay } from './use-replay.ts';
import { replayWords } from './words.ts';

type ReplayPanelProps = {
  readonly versionId: string;
  readonly revision: number;
  /** Something is not saved yet: it is saved first, for the stored rows are replayed. */
  readonly isDirty: boolean;
  readonly onSave: () => Promise<number | null>;
  readonly groups: readonly { readonly id: string; readonly label: Label }[];
};

/** Replays a version's rows on all past opportunities, and tells who would go where. */
export function ReplayPanel({ versionId, revision, isDirty, onSave, groups }: ReplayPanelProps) {
  const words = useWords(replayWords);
  const text = useErrorText();
  const { label } = useFormat();
  const mayEdit = useMay('routing.edit');
  const replay = useReplay(versionId);
  const { running, last } = replay;
  const nameOf: GroupName = (groupId) => {
    if (groupId === null) return words.nobody;
    const found = groups.find(({ id }) => id === groupId);
    return found ? label(found.label) : words.unknownGroup;
  };
  const begin = async () => {
    const held = isDirty ? await onSave() : revision;
    if (held !== null) replay.start(held);
  };
  const counted = running?.partial ?? (running ? null : last);
  return (
    <>
      <Text size="xs" c="dimmed">
        {words.hint}
      </Text>
      {replay.error && <Alert color="red">{text(replay.error)}</Alert>}
      {running ? (
        <JobProgress
          title={words.running}
          done={running.done}
          total={running.total}
          isCancelling={replay.isCancelling}
          onCancel={mayEdit ? () => replay.cancel(running.jobId) : undefined}
        />
      ) : (
        mayEdit && (
          <Button loading={replay.isStarting || replay.isLoading} onClick={() => void begin()}>
            {isDirty ? words.saveAndReplay : last ? words.again : words.replay}
          </Button>
        )
      )}
      {counted && (
        <div aria-live="polite">
          {running && (
            <Text size="xs" c="dimmed">
              {words.soFar}
            </Text>
          )}
          <Moves counted={counted} />
          {!running && last && <Compared last={last} isStale={isDirty || last.revision !== revision} />}
        </div>
      )}
      {counted && <Flows counted={counted} nameOf={nameOf} />}
      {counted && <Loads counted={counted} nameOf={nameOf} />}
      {!running && last && <People ended={last} nameOf={nameOf} />}
      {!running && last && <MovedList versionId={versionId} moved={last.moved} />}
    </>
  );
}

function Compared({ last, isStale }: { readonly last: Ended; readonly isStale: boolean }) {
  const words = useWords(replayWords);
  const { dateTime } = useFormat();
  const at = dateTime(last.at);
  return (
    <>
      <Text size="xs" c="dimmed">
        {last.baselineNumber === null
          ? words.againstNothing({ at })
          : words.against({ number: last.baselineNumber, at })}
      </Text>
      {isStale && (
        <Text size="xs" c="var(--yard-warn-ink)">
          {words.stale}
        </Text>
      )}
    </>
  );
}
