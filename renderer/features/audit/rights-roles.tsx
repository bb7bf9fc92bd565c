import type { OutputOf } from '#contract/contract';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { usePermissionNames } from './permission-names.ts';
import { rightsWords } from './rights-words.ts';

type Use = OutputOf<'access.getUseOfRights'>;

/** Roles with what nobody who holds them used, and the smaller role that would have been enough. */
export function RightsByRole({ use }: { readonly use: Use }) {
  const words = useWords(rightsWords);
  const { number, label } = useFormat();
  const { list } = usePermissionNames();
  const { writes, reads } = use.since;
  // Where less is on record than the window asks, what is unused proves nothing.
  const isYoung = writes === null || reads === null || Math.max(writes, reads) > use.from;
  const suggestion = ({ suggested, holders }: Use['roles'][number]) => {
    if (holders === 0) return words.nobodyHolds;
    if (isYoung) return words.tooYoung;
    if (suggested === null) return words.whole;
    return suggested.length === 0 ? words.nothingLeft : list(suggested);
  };
  return (
    <Section title={words.roles} flush>
      <PlainTable
        label={words.roles}
        header={[
          { name: words.role, keep: true },
          { name: words.holders, align: 'right' },
          { name: words.used, align: 'right' },
          { name: words.unused },
          { name: words.suggested },
        ]}
        rows={use.roles.map((role) => ({
          key: role.id,
          cells: [
            label(role.label),
            number(role.holders),
            words.of({
              used: number(role.permissions.length - role.unused.length),
              all: number(role.permissions.length),
            }),
            role.holders === 0 ? '–' : list(role.unused) || words.none,
            suggestion(role),
          ],
        }))}
      />
    </Section>
  );
}
