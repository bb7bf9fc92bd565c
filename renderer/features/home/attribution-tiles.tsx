import { useAsk } from '#bridge/ask';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { StatTile } from '#ui/stat-tile';
import { useNavigate } from 'react-router';
import { homeWords } from './words.ts';

/** What the latest attribution run credited, and whether orders came after it. */
export function AttributionTiles() {
  const words = useWords(homeWords);
  const { number, money, dateTime } = useFormat();
  const go = useNavigate();
  const waterfall = useAsk('attribution.getWaterfall', {});
  const open = () => void go('/attribution');
  if (!waterfall.data)
    return (
      <StatTile label={words.credited} value="–" hint={waterfall.isSuccess && words.noRun} onOpen={open} />
    );
  const { runSeq, finishedAt, currency, sums, unjudged } = waterfall.data;
  return (
    <>
      <StatTile
        label={words.credited}
        value={money(sums.creditedMinor, currency)}
        hint={words.run({ number: number(runSeq), time: dateTime(finishedAt) })}
        onOpen={open}
      />
      <StatTile
        label={words.ordersJudged}
        value={number(sums.orders)}
        hint={unjudged > 0 ? words.unjudged({ count: number(unjudged) }) : words.allJudged}
        tone={unjudged > 0 ? 'warn' : 'plain'}
        onOpen={open}
      />
    </>
  );
}
