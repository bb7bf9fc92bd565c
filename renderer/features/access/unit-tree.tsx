import type { OutputOf } from '#contract/contract';
import { inTreeOrder, unitsBelow } from '#domain/organisation';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import styles from './people-page.module.css';
import { accessWords } from './words.ts';

type Unit = OutputOf<'access.listUnits'>[number];

type UnitTreeProps = {
  readonly units: readonly Unit[];
  /** How many people there are in all. */
  readonly people: number;
  readonly chosen: string | null;
  readonly onChoose: (unitId: string | null) => void;
};

/** The organisation, one button a unit; a unit's count includes everybody below it. */
export function UnitTree({ units, people, chosen, onChoose }: UnitTreeProps) {
  const words = useWords(accessWords);
  const { label, number } = useFormat();
  const count = (unit: Unit) => {
    const inside = unitsBelow(units, unit.id);
    return units.reduce((sum, one) => sum + (inside.has(one.id) ? one.people : 0), 0);
  };
  return (
    <ul className={styles.list}>
      <li>
        <button
          type="button"
          className={styles.unit}
          aria-current={chosen === null}
          onClick={() => onChoose(null)}
        >
          <span>{words.allPeople}</span>
          <span className={styles.count}>{number(people)}</span>
        </button>
      </li>
      {inTreeOrder(units).map(({ unit, depth }) => (
        <li key={unit.id}>
          <button
            type="button"
            className={styles.unit}
            style={{ paddingInlineStart: 8 + depth * 16 }}
            aria-current={chosen === unit.id}
            onClick={() => onChoose(unit.id)}
          >
            <span>{label(unit.label)}</span>
            <span className={styles.count}>{number(count(unit))}</span>
            {unit.leaderName && (
              <span className={styles.leader}>
                {words.leader} · {unit.leaderName}
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}
