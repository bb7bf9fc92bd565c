import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { Text } from '@mantine/core';
import { Link } from 'react-router';
import type { RuleSetRow } from './kinds.ts';
import { releaseWords } from './words.ts';

/** The drafts that wait for the asker's approval; nothing where there are none. */
export function ApprovalInbox({ sets }: { readonly sets: readonly RuleSetRow[] }) {
  const words = useWords(releaseWords);
  const { label, dateTime } = useFormat();
  const waiting = sets.flatMap((set) =>
    set.versions.filter(({ mayApprove }) => mayApprove).map((version) => ({ set, version })),
  );
  if (waiting.length === 0) return null;
  return (
    <Section title={words.inbox} hint={words.inboxHint}>
      {waiting.map(({ set, version }) => (
        <Text key={version.id} size="sm">
          <Link to={`/routing/rules/${encodeURIComponent(version.id)}`}>
            {words.inboxEntry({
              set: label(set.label),
              who: version.submittedByName ?? '',
              at: dateTime(version.submittedAt ?? version.createdAt),
            })}
          </Link>
          {version.note !== '' && ` · ${version.note}`}
        </Text>
      ))}
    </Section>
  );
}
