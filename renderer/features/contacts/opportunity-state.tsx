import type { OutputOf } from '#contract/contract';
import { useWords } from '#i18n/words';
import { StateDot, type Tone } from '#ui/state-dot';
import { useCallback } from 'react';
import { contactsWords } from './words.ts';

export type Opportunity = OutputOf<'contacts.listOpportunities'>['rows'][number];

const STATUS_TONES: Record<Opportunity['status'], Tone> = { open: 'accent', won: 'good', lost: 'quiet' };
const ROUTING_TONES: Record<Opportunity['routingState'], Tone> = {
  waiting: 'warn',
  routed: 'accent',
  unassigned: 'bad',
  none: 'quiet',
};

export function OpportunityStatus({ status }: { readonly status: Opportunity['status'] }) {
  const words = useWords(contactsWords);
  return <StateDot tone={STATUS_TONES[status]}>{words.statuses[status]}</StateDot>;
}

export function RoutingState({ state }: { readonly state: Opportunity['routingState'] }) {
  const words = useWords(contactsWords);
  return <StateDot tone={ROUTING_TONES[state]}>{words.routingStates[state]}</StateDot>;
}

/** The stage in words; one that came with an import under its own name is shown as it came. */
export function useStageText(): (stage: string) => string {
  const words = useWords(contactsWords);
  return useCallback((stage) => words.stages[stage] ?? stage, [words]);
}
