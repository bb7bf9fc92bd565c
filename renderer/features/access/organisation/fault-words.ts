import type { Fault } from '#domain/rights';
import type { OrganisationWords } from './words.ts';

/** Why an edit cannot be made. */
export function faultInWords(words: OrganisationWords, fault: Fault): string {
  switch (fault.kind) {
    case 'circle':
      return words.circle;
    case 'unitInUse':
      return words.unitInUse;
    case 'left':
      return words.personLeft;
    case 'known':
      return words.known;
    case 'noLabel':
      return words.noLabel;
    case 'endsBeforeStart':
      return words.endsBeforeStart;
    case 'unknown':
    case 'inUse':
      return words.unknown;
  }
}
