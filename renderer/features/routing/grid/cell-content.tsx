import type { Rule } from '#domain/rules';
import { useWords } from '#i18n/words';
import type { ReactNode } from 'react';
import { attributeOf, type ColumnKey } from './column.ts';
import type { RowSurroundings } from './row-surroundings.ts';
import type { Choice } from './pick-list.tsx';
import { cellOf, partsOf } from './row-parts.ts';
import styles from './rule-grid.module.css';
import { gridWords } from './words.ts';

type CellContentProps = {
  readonly rule: Rule;
  readonly column: ColumnKey;
  readonly isPinned: boolean;
  readonly surroundings: RowSurroundings;
};

/** What a cell shows: a text where it can. */
export function contentOf({ rule, column, isPinned, surroundings }: CellContentProps): ReactNode {
  const { phraser, naming, date, words } = surroundings;
  const attribute = attributeOf(column);
  if (attribute !== undefined) {
    const tests = cellOf(rule, attribute);
    // An untested attribute stays blank: most cells of a long table are, and what counts stands out.
    if (tests.length === 0) return null;
    return tests.map(phraser.test).join(' & ');
  }
  switch (column) {
    case 'isOn':
      return <OnOff rule={rule} surroundings={surroundings} />;
    case 'name':
      if (rule.name !== '' && !isPinned) return rule.name;
      return (
        <>
          {rule.name || <span className={styles.any}>{words.unnamed}</span>}
          {isPinned && <span className={styles.catchAll}>{words.catchAll}</span>}
        </>
      );
    case 'group':
      return named(rule.groupId, naming.groups, words.unknownGroup);
    case 'owner':
      return rule.ownerId === undefined ? null : named(rule.ownerId, naming.people, words.unknownPerson);
    case 'note':
      return rule.note;
    case 'validFrom':
    case 'reviewAt': {
      const at = rule[column];
      return at === undefined ? null : date(at);
    }
    case 'validTo':
      return rule.validTo === undefined ? null : date(rule.validTo - 1);
    case 'tags':
      return rule.tags?.map((tag) => (
        <span key={tag} className={styles.tag}>
          {tag}
        </span>
      ));
    case 'others':
      return partsOf(rule).others.map(phraser.sentence).join(' & ');
    default:
      return null;
  }
}

/** A light switch: a table shows many of them at a time. */
function OnOff({ rule, surroundings }: Pick<CellContentProps, 'rule' | 'surroundings'>) {
  const words = useWords(gridWords);
  return (
    <button
      type="button"
      role="switch"
      aria-checked={rule.isOn}
      aria-label={rule.isOn ? words.on : words.off}
      className={styles.switch}
      disabled={surroundings.isReadOnly}
      tabIndex={-1}
      onClick={() => surroundings.onCommit(rule.id, { column: 'isOn', isOn: !rule.isOn }, null)}
    />
  );
}

function named(value: string, choices: readonly Choice[], unknown: (p: { id: string }) => string): ReactNode {
  const found = choices.find((choice) => choice.value === value);
  if (!found) return <span className={styles.bad}>{unknown({ id: value })}</span>;
  if (!found.hint) return found.name;
  return (
    <>
      {found.name}
      <span className={styles.catchAll}>{found.hint}</span>
    </>
  );
}
