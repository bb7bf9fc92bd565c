import { useMay } from '#features/access/me';
import { useWords } from '#i18n/words';
import { Link } from 'react-router';
import { type RecordKey, writeRecord } from './asked.ts';
import { answersWords } from './words.ts';

/** The way from a record's own page to everybody who sees it; not there for who may not see rights. */
export function SeenByLink({ record }: { readonly record: RecordKey }) {
  const words = useWords(answersWords);
  const maySee = useMay('access.view');
  return maySee ? <Link to={`/rights/who?of=${writeRecord(record)}`}>{words.seenBy}</Link> : null;
}
