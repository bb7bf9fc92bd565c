import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Text } from '@mantine/core';
import styles from './replay.module.css';
import type { Counted, Ended } from './use-replay.ts';
import { replayWords } from './words.ts';

/** Group → its name; null is nobody. */
export type GroupName = (groupId: string | null) => string;

const FLOWS_SHOWN = 12;
const PEOPLE_SHOWN = 12;

/** The one sentence: how many move, of how many. */
export function Moves({ counted }: { readonly counted: Counted }) {
  const words = useWords(replayWords);
  const { number, percent } = useFormat();
  const { received, moved } = counted;
  if (received === 0) return <Text fw={600}>{words.nothingYet}</Text>;
  return (
    <Text fw={600}>
      {moved === 0
        ? words.movesNone({ received: number(received) })
        : words.moves({
            moved: number(moved),
            received: number(received),
            share: percent(moved / received, 2),
          })}
    </Text>
  );
}

type CountsProps = { readonly counted: Counted; readonly nameOf: GroupName };

/** From which group to which, the greatest first. */
export function Flows({ counted, nameOf }: CountsProps) {
  const words = useWords(replayWords);
  const { number } = useFormat();
  const flows = counted.flows.filter(({ from, to }) => from !== to).slice(0, FLOWS_SHOWN);
  const most = Math.max(1, ...flows.map(({ count }) => count));
  if (flows.length === 0) return null;
  return (
    <section aria-label={words.flows}>
      <h3 className={styles.heading}>{words.flows}</h3>
      <ul className={styles.list}>
        {flows.map(({ from, to, count }) => (
          <li key={`${from} ${to}`}>
            <div className={styles.row}>
              <span className={styles.name}>{words.fromTo({ from: nameOf(from), to: nameOf(to) })}</span>
              <span className={styles.count}>{number(count)}</span>
            </div>
            <div className={styles.bar} style={{ width: `${(100 * count) / most}%` }} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What each group gets whose count changes, with its caps. */
export function Loads({ counted, nameOf }: CountsProps) {
  const words = useWords(replayWords);
  const groups = counted.groups
    .filter(({ before, after, openBefore, openAfter }) => before !== after || openBefore !== openAfter)
    .toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
  if (groups.length === 0) return null;
  return (
    <section aria-label={words.loads}>
      <h3 className={styles.heading}>{words.loads}</h3>
      <ul className={styles.list}>
        {groups.map((group) => (
          <GroupLoad key={group.groupId} group={group} name={nameOf(group.groupId)} />
        ))}
      </ul>
    </section>
  );
}

function GroupLoad({ group, name }: { readonly group: Counted['groups'][number]; readonly name: string }) {
  const words = useWords(replayWords);
  const { number } = useFormat();
  const pair = (before: number, after: number) => ({ before: number(before), after: number(after) });
  const { capacity, openBefore, openAfter } = group;
  const isOver = capacity !== null && openAfter > capacity;
  const open = pair(openBefore, openAfter);
  const isOften = group.periodsOverBefore + group.periodsOverAfter > 0;
  return (
    <li>
      <div className={styles.row}>
        <span className={styles.name}>{name}</span>
        <span className={styles.count}>{words.load(pair(group.before, group.after))}</span>
      </div>
      <span className={isOver ? styles.over : styles.quiet}>
        {capacity === null ? words.openLoad(open) : words.openLoadOf({ ...open, capacity: number(capacity) })}
        {isOver && ` · ${words.overCapacity}`}
      </span>
      <span className={styles.quiet}>
        {words.peak[group.period](pair(group.peakBefore, group.peakAfter))}
      </span>
      {isOften && (
        <span className={group.periodsOverAfter > group.periodsOverBefore ? styles.over : styles.quiet}>
          {words.over[group.period]({
            ...pair(group.periodsOverBefore, group.periodsOverAfter),
            cap: number(group.periodCap ?? 0),
          })}
        </span>
      )}
    </li>
  );
}

/** Whose share changes most. */
export function People({ ended, nameOf }: { readonly ended: Ended; readonly nameOf: GroupName }) {
  const words = useWords(replayWords);
  const { number } = useFormat();
  const people = ended.shares
    .toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))
    .slice(0, PEOPLE_SHOWN);
  if (people.length === 0) return null;
  return (
    <section aria-label={words.people}>
      <h3 className={styles.heading}>{words.people}</h3>
      <ul className={styles.list}>
        {people.map(({ userId, userName, groupId, before, after }) => (
          <li key={`${groupId} ${userId}`}>
            <div className={styles.row}>
              <span className={styles.name}>{userName}</span>
              <span className={styles.count}>
                {words.load({ before: number(before), after: number(after) })}
              </span>
            </div>
            <span className={styles.quiet}>{nameOf(groupId)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
