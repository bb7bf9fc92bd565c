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

/** What a cell shows. */
export function CellContent({ rule, column, isPinned, surroundings }: CellContentProps): ReactNode {
  const words = useWords(gridWords);
  const { phraser, naming, date } = surroundings;
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
      return (
        <>
          {rule.name || <span className={styles.any}>{words.unnamed}</span>}
          {isPinned && <span className={styles.catchAll}>{words.catchAll}</span>}
        </>
      );
    case 'group':
      return <Named value={rule.groupId} choices={naming.groups} unknown={words.unknownGroup} />;
    case 'owner':
      return (
        rule.ownerId !== undefined && (
          <Named value={rule.ownerId} choices={naming.people} unknown={words.unknownPerson} />
        )
      );
    case 'note':
      return rule.note;
    case 'validFrom':
    case 'reviewAt': {
      const at = rule[column];
      return at !== undefined && date(at);
    }
    case 'validTo':
      return rule.validTo !== undefined && date(rule.validTo - 1);
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

type NamedProps = {
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly unknown: (p: { id: string }) => string;
};

function Named({ value, choices, unknown }: NamedProps) {
  const found = choices.find((choice) => choice.value === value);
  if (!found) return <span className={styles.bad}>{unknown({ id: value })}</span>;
  return (
    <>
      {found.name}
      {found.hint && <span className={styles.catchAll}>{found.hint}</span>}
    </>
  );
}
