import type { OutputOf } from '#contract/contract';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { useElementSize } from '@mantine/hooks';
import { timeScale } from './time-scale.ts';
import styles from './timeline.module.css';
import { useLossText } from './loss-text.ts';
import { evidenceWords } from './words.ts';

type Candidate = OutputOf<'attribution.explainOrder'>['candidates'][number];

type TimelineProps = {
  readonly closedAt: number;
  readonly windowDays: number;
  readonly candidates: readonly Candidate[];
};

const LANE = 26;
const TOP = 22;
const NAMES = 110;
/** People beyond this many share the last lane. */
const MOST_LANES = 8;

/** Follow-ups in time, one lane a person: the window, the closing, and who won. The table below says the same in words. */
export function Timeline({ closedAt, windowDays, candidates }: TimelineProps) {
  const words = useWords(evidenceWords);
  const { dateTime, date } = useFormat();
  const lossText = useLossText();
  const { ref, width } = useElementSize();
  const scale = timeScale(
    closedAt,
    windowDays,
    candidates.map(({ happenedAt }) => happenedAt),
  );
  const nameOf = (candidate: Candidate) => candidate.userName || words.someone;
  const people = [...new Set(candidates.map(nameOf))];
  const lanes = Math.max(1, Math.min(people.length, MOST_LANES));
  const inner = Math.max(200, width - NAMES - 12);
  const x = (at: number) => NAMES + scale.place(at).x * inner;
  const bottom = TOP + lanes * LANE;
  const winner = candidates.find(({ won }) => won);
  const label = words.timelineLabel({
    count: candidates.length,
    winner: winner
      ? words.winnerAt({ rep: nameOf(winner), time: dateTime(winner.happenedAt) })
      : words.noWinner,
  });
  return (
    <div ref={ref} className={styles.frame}>
      <svg width="100%" height={bottom + 26} role="img" aria-label={label}>
        <rect
          className={styles.window}
          x={x(scale.opensAt)}
          y={TOP - 6}
          width={x(closedAt) - x(scale.opensAt)}
          height={bottom - TOP + 8}
        />
        {people.slice(0, lanes).map((name, lane) => (
          <g key={name}>
            <text className={styles.name} x={0} y={TOP + lane * LANE + LANE / 2 + 4}>
              {name.length > 12 ? `${name.slice(0, 11)}…` : name}
            </text>
            <line
              className={styles.lane}
              x1={NAMES}
              x2={NAMES + inner}
              y1={TOP + lane * LANE + LANE / 2}
              y2={TOP + lane * LANE + LANE / 2}
            />
          </g>
        ))}
        <line className={styles.closing} x1={x(closedAt)} x2={x(closedAt)} y1={TOP - 10} y2={bottom + 2} />
        <text className={styles.closingName} x={x(closedAt)} y={10} textAnchor="end">
          {words.closing} {dateTime(closedAt)}
        </text>
        {scale.ticks.map((at) => (
          <text
            key={at}
            className={styles.tick}
            x={x(at)}
            y={bottom + 18}
            textAnchor={at === closedAt ? 'end' : 'middle'}
          >
            {date(at)}
          </text>
        ))}
        {candidates.map((candidate) => {
          const lane = Math.min(lanes - 1, people.indexOf(nameOf(candidate)));
          return (
            <circle
              key={candidate.followUpId}
              className={styles.touch}
              data-state={stateOf(candidate)}
              data-beyond={scale.place(candidate.happenedAt).isBeyond || undefined}
              cx={x(candidate.happenedAt)}
              cy={TOP + lane * LANE + LANE / 2}
              r={candidate.won ? 7 : 5}
            >
              <title>
                {`${nameOf(candidate)} · ${dateTime(candidate.happenedAt)} · ${candidate.won ? words.won : lossText(candidate)}`}
              </title>
            </circle>
          );
        })}
      </svg>
      <div className={styles.legend} aria-hidden>
        <span data-state="won">{words.won}</span>
        <span data-state="counted">{words.counted}</span>
        <span data-state="notCounted">{words.notCounted}</span>
        <span data-state="window">{words.windowLegend}</span>
      </div>
    </div>
  );
}

/** Whether it won, was in the running, or did not count at all. */
function stateOf({ won, lossReason }: Candidate): 'won' | 'counted' | 'notCounted' {
  if (won) return 'won';
  const isRival =
    lossReason === 'laterTouchWon' || lossReason === 'earlierTouchWon' || lossReason === 'tieBreak';
  return isRival ? 'counted' : 'notCounted';
}
