import { useAsk } from '#bridge/ask';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { StatTile } from '#ui/stat-tile';
import { useNavigate } from 'react-router';
import { homeWords } from './words.ts';

/** How many opportunities wait for routing, and how many nobody got. */
export function RoutingTiles() {
  const words = useWords(homeWords);
  const { number } = useFormat();
  const go = useNavigate();
  const waiting = useAsk('routing.getWaiting', {});
  const shown = (count: number | undefined) => (count === undefined ? '–' : number(count));
  return (
    <>
      <StatTile
        label={words.waiting}
        value={shown(waiting.data?.waiting)}
        hint={words.waitingHint}
        tone={waiting.data && waiting.data.waiting > 0 ? 'accent' : 'plain'}
        onOpen={() => void go('/opportunities?routingState=waiting')}
      />
      <StatTile
        label={words.unassigned}
        value={shown(waiting.data?.unassigned)}
        hint={words.unassignedHint}
        tone={waiting.data && waiting.data.unassigned > 0 ? 'warn' : 'plain'}
        onOpen={() => void go('/opportunities?routingState=unassigned')}
      />
    </>
  );
}
