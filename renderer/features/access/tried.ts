import type { OutputOf } from '#contract/contract';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { accessWords } from './words.ts';

/** How a try with a password ended. */
export type Tried = OutputOf<'access.signIn'>;

/** Says why a try did not let anybody in; empty when it did. */
export function useTriedText(): (tried: Tried, wrong: (p: { tries: number }) => string) => string {
  const words = useWords(accessWords);
  const { dateTime } = useFormat();
  return (tried, wrong) => {
    switch (tried.outcome) {
      case 'signedIn':
        return '';
      case 'wrong':
        return wrong({ tries: tried.triesLeft });
      case 'lockedOut':
        return words.lockedOut({ time: dateTime(tried.until) });
    }
  };
}
