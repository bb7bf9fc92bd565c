import type { OutputOf } from '#contract/contract';
import { useWords } from '#i18n/words';
import { Badge } from '@mantine/core';
import { useCallback } from 'react';
import { contactsWords } from './words.ts';

export type Opportunity = OutputOf<'contacts.listOpportunities'>['rows'][number];

const STATUS_COLORS = { open: 'signal', won: 'green', lost: 'gray' } as const;
const ROUTING_COLORS = { waiting: 'yellow', routed: 'signal', unassigned: 'red', none: 'gray' } as const;

export function StatusBadge({ status }: { readonly status: Opportunity['status'] }) {
  const words = useWords(contactsWords);
  return <Badge color={STATUS_COLORS[status]}>{words.statuses[status]}</Badge>;
}

export function RoutingBadge({ state }: { readonly state: Opportunity['routingState'] }) {
  const words = useWords(contactsWords);
  return <Badge color={ROUTING_COLORS[state]}>{words.routingStates[state]}</Badge>;
}

/** The stage in words; one that came with an import under its own name is shown as it came. */
export function useStageText(): (stage: string) => string {
  const words = useWords(contactsWords);
  return useCallback((stage) => words.stages[stage] ?? stage, [words]);
}
