import { useWords } from '#i18n/words';
import { StateDot, type Tone } from '#ui/state-dot';
import type { ProposalRow } from './change-text.ts';
import { requestWords } from './words.ts';

const TONES: Record<ProposalRow['state'], Tone> = {
  waiting: 'warn',
  approved: 'accent',
  rejected: 'bad',
  withdrawn: 'quiet',
  applied: 'good',
  failed: 'bad',
};

export function ProposalState({ state }: { readonly state: ProposalRow['state'] }) {
  const words = useWords(requestWords);
  return <StateDot tone={TONES[state]}>{words.states[state]}</StateDot>;
}
