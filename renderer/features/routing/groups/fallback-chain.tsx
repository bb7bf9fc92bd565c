import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { StateDot } from '#ui/state-dot';
import { IconArrowRight } from '@tabler/icons-react';
import { Fragment } from 'react';
import { Link } from 'react-router';
import { canTake, chainAfter, type GroupDraft, type GroupRow } from './group-draft.ts';
import styles from './groups.module.css';
import { groupWords } from './words.ts';

type FallbackChainProps = {
  readonly draft: GroupDraft;
  readonly id: string;
  readonly groups: readonly GroupRow[];
};

/** The groups that are asked one after the other, each with how many of it can take, and where the rest ends. */
export function FallbackChain({ draft, id, groups }: FallbackChainProps) {
  const words = useWords(groupWords);
  const { label } = useFormat();
  const isKeeping = draft.isOn && draft.strategy === 'manual';
  const chain = isKeeping ? [] : chainAfter(draft, id, groups);
  const last = chain.at(-1);
  const endsInPool = isKeeping || (last?.isOn === true && last.strategy === 'manual');
  return (
    <ol className={styles.chain} aria-label={words.chain}>
      <li className={styles.link}>
        <strong>{draft.zh === '' ? words.newGroup : label({ zh: draft.zh, en: draft.en })}</strong>
        <Readiness group={draft} />
      </li>
      {chain.map((group) => (
        <Fragment key={group.id}>
          <Arrow />
          <li className={styles.link}>
            <Link to={`/routing/groups/${encodeURIComponent(group.id)}`}>{label(group.label)}</Link>
            <Readiness group={group} />
          </li>
        </Fragment>
      ))}
      <Arrow />
      <li className={styles.link}>{endsInPool ? words.chainEndsInPool : words.chainEnds}</li>
    </ol>
  );
}

function Arrow() {
  return (
    <li aria-hidden className={styles.arrow}>
      <IconArrowRight size={14} />
    </li>
  );
}

type ReadinessProps = {
  readonly group: Pick<GroupRow, 'isOn' | 'strategy'> & {
    readonly members: GroupDraft['members'] | GroupRow['members'];
  };
};

function Readiness({ group: { isOn, strategy, members } }: ReadinessProps) {
  const words = useWords(groupWords);
  const { number } = useFormat();
  const on = members.filter(canTake).length;
  if (!isOn) return <StateDot tone="quiet">{words.off}</StateDot>;
  if (strategy === 'manual') return <StateDot tone="accent">{words.strategies.manual}</StateDot>;
  if (on === 0) return <StateDot tone="warn">{words.nobodyCanTake}</StateDot>;
  return <StateDot tone="good">{words.chainReady({ on: number(on), all: number(members.length) })}</StateDot>;
}
