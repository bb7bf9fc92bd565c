import { useWords } from '#i18n/words';
import { EmptyState } from '#ui/states';
import type { ReactNode } from 'react';
import { columnWords } from './words.ts';

/** Where a report of money would stand, for who does not see money in plain. */
export function NoSums(props: { readonly action?: ReactNode }) {
  const words = useWords(columnWords);
  return <EmptyState title={words.sumsClosed} hint={words.sumsClosedHint} action={props.action} />;
}
