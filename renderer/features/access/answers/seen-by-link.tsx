import { useMay } from '#features/access/me';
import { useWords } from '#i18n/words';
import { Link } from 'react-router';
import { type RecordKey, writeRecord } from './asked.ts';
import { answersWords } from './words.ts';

/** The way from a record's own page to everybody who sees it; not there for who may not see rights. */
export function SeenByLink({ record }: { readonly record: RecordKey }) {
  const words = useWords(answersWords);
  const maySee = useMay('access.view');
  if (!maySee) return null;
  return (
    // In a row that opens on a click the link leads here and nowhere else.
    <Link to={`/rights/who?of=${writeRecord(record)}`} onClick={(event) => event.stopPropagation()}>
      {words.seenBy}
    </Link>
  );
}
