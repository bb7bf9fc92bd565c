import type { OutputOf } from '#contract/contract';
import { useWords } from '#i18n/words';
import { Badge } from '@mantine/core';
import { batchWords } from './words.ts';

type Status = OutputOf<'transfer.listBatches'>['rows'][number]['status'];

const COLORS: Record<Status, string> = {
  committing: 'signal',
  committed: 'green',
  cancelled: 'gray',
  failed: 'red',
  undoing: 'yellow',
  undone: 'gray',
};

/** Where an import stands. */
export function BatchStatus({ status }: { readonly status: Status }) {
  const words = useWords(batchWords);
  return <Badge color={COLORS[status]}>{words.statuses[status]}</Badge>;
}
