import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import type { Column } from '#ui/data-table';
import { statisticsWords } from './words.ts';

type Count = 'decided' | 'routed' | 'unassigned' | 'fallen';
type Sums = Readonly<Record<Count, number>> & {
  readonly winRate: number | null;
  readonly won: number;
  readonly lost: number;
  readonly lastAt: number | null;
};

/** The columns that rules and groups are both summed in. */
export function useSumColumns<T extends Sums>() {
  const words = useWords(statisticsWords);
  const { number, percent, dateTime } = useFormat();
  const count = (key: Count): Column<T> => ({
    key,
    header: words[key],
    width: 88,
    align: 'right',
    render: (row) => number(row[key]),
  });
  const winRate: Column<T> = {
    key: 'winRate',
    header: words.winRate,
    width: 'minmax(196px, 1fr)',
    align: 'right',
    render: ({ winRate: rate, won, lost }) =>
      `${rate === null ? words.tooFew : percent(rate, 1)} · ${words.winRateHint({ won: number(won), lost: number(lost) })}`,
  };
  const lastAt: Column<T> = {
    key: 'lastAt',
    header: words.lastAt,
    width: 144,
    align: 'right',
    render: (row) => (row.lastAt === null ? words.never : dateTime(row.lastAt)),
  };
  return { count, winRate, lastAt };
}
