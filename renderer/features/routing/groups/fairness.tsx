import type { SeatState } from '#domain/distribution';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { StateDot, type Tone } from '#ui/state-dot';
import type { GroupRow } from './group-draft.ts';
import styles from './groups.module.css';
import { groupWords } from './words.ts';

const TONES: Readonly<Record<SeatState, Tone>> = {
  ready: 'good',
  off: 'quiet',
  left: 'quiet',
  zeroWeight: 'quiet',
  absent: 'warn',
  offHours: 'warn',
  atCap: 'warn',
  atPeriodCap: 'warn',
  unskilled: 'warn',
};

type FairnessProps = {
  readonly group: GroupRow;
  /** The form above differs from what is shown here. */
  readonly isChanged: boolean;
};

/** What each member was entitled to, what they got, how far the two are apart, who would be next now, and why not the others. */
export function Fairness({ group, isChanged }: FairnessProps) {
  const words = useWords(groupWords);
  const { number } = useFormat();
  const { members, nextUserId } = group;
  const rows = members.map(({ userId, userName, state, assigned, given, turn }, index) => {
    const isNext = userId !== '' && userId === nextUserId;
    return {
      key: userId || String(index),
      isMarked: isNext,
      cells: [
        userName || words.someone,
        <StateDot key="state" tone={TONES[state]}>
          {isNext ? words.isNext : words.seatStates[state]}
        </StateDot>,
        number(given),
        number(assigned + turn / 1000, 2),
        number(assigned),
        number(turn / 1000, 2),
        <OwedBar key="bar" owed={turn / 1000} />,
      ],
    };
  });
  return (
    <Section flush title={words.fairness} hint={isChanged ? words.fairnessAsSaved : words.fairnessHint}>
      {nextUserId === null && <p className={styles.note}>{words.nextNobody[nobodyKind(group)]}</p>}
      <PlainTable
        label={words.fairness}
        header={[
          { name: words.member },
          { name: words.now, keep: true },
          { name: words.givenIn[group.period], align: 'right' },
          { name: words.entitled, align: 'right' },
          { name: words.received, align: 'right' },
          { name: words.owed, align: 'right' },
          { name: words.owedBar },
        ]}
        rows={rows}
      />
    </Section>
  );
}

function nobodyKind({ isOn, strategy, members }: GroupRow): 'off' | 'manual' | 'unseen' | 'none' {
  if (!isOn) return 'off';
  if (strategy === 'manual') return 'manual';
  return members.some(({ state, userId }) => state === 'ready' && userId === '') ? 'unseen' : 'none';
}

/** How far the bar reaches on each side of the middle, in assignments. */
const REACH = 2;

function OwedBar({ owed }: { readonly owed: number }) {
  const width = (Math.min(Math.abs(owed), REACH) / REACH) * 50;
  return (
    <span className={styles.owed} aria-hidden>
      <span
        className={styles.bar}
        data-over={Math.abs(owed) > 1 || undefined}
        style={{ width: `${width}%`, insetInlineStart: `${owed < 0 ? 50 - width : 50}%` }}
      />
    </span>
  );
}
