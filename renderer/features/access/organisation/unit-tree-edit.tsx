import { inTreeOrder, parentByKey } from '#domain/organisation';
import type { Policy } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { type KeyboardEvent, useRef } from 'react';
import styles from './organisation.module.css';
import { organisationWords } from './words.ts';

type UnitTreeEditProps = {
  /** As it would be after the unsaved changes. */
  readonly draft: Pick<Policy, 'units' | 'people'>;
  readonly saved: Pick<Policy, 'units'>;
  readonly chosen: string | null;
  readonly onChoose: (unitId: string) => void;
  /** Absent where nothing may be changed. */
  readonly onMove?: ((unitId: string, parentId: string | null) => void) | undefined;
};

/** The tree of units: arrows choose, with Alt they move the unit. */
export function UnitTreeEdit({ draft, saved, chosen, onChoose, onMove }: UnitTreeEditProps) {
  const words = useWords(organisationWords);
  const { label, number } = useFormat();
  const list = useRef<HTMLUListElement>(null);
  const rows = inTreeOrder(draft.units);
  const focused = rows.some(({ unit }) => unit.id === chosen) ? chosen : rows[0]?.unit.id;
  const isChanged = (unit: Policy['units'][number]) =>
    JSON.stringify(saved.units.find((one) => one.id === unit.id)) !== JSON.stringify(unit);
  const press = (event: KeyboardEvent, unitId: string, at: number) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const direction = event.key === 'ArrowRight' ? 'in' : event.key === 'ArrowLeft' ? 'out' : undefined;
    if (event.altKey && direction && onMove) {
      event.preventDefault();
      const parentId = parentByKey(draft.units, unitId, direction);
      if (parentId !== undefined) onMove(unitId, parentId);
      return;
    }
    const next = rows[at + step]?.unit.id;
    if (step !== 0 && next !== undefined) {
      event.preventDefault();
      onChoose(next);
      list.current?.querySelector<HTMLElement>(`[data-unit="${CSS.escape(next)}"]`)?.focus();
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onChoose(unitId);
    }
  };
  return (
    <ul role="tree" aria-label={words.tree} className={styles.tree} ref={list}>
      {rows.map(({ unit, depth }, at) => {
        const leader = draft.people.find((person) => person.id === unit.leaderId);
        const members = draft.people.filter((one) => one.unitId === unit.id && one.status === 'active');
        return (
          <li
            key={unit.id}
            role="treeitem"
            data-unit={unit.id}
            data-changed={isChanged(unit) || undefined}
            aria-level={depth + 1}
            aria-selected={unit.id === chosen}
            tabIndex={unit.id === focused ? 0 : -1}
            className={styles.unit}
            style={{ paddingInlineStart: 8 + depth * 16 }}
            onClick={() => onChoose(unit.id)}
            onKeyDown={(event) => press(event, unit.id, at)}
          >
            <span>{label(unit.label)}</span>
            <span className={styles.aside}>{number(members.length)}</span>
            <span className={styles.leader}>
              {leader
                ? `${words.leader} · ${leader.status === 'left' ? words.leaderLeft({ name: leader.name }) : leader.name}`
                : words.noLeader}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
