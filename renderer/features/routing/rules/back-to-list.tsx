import { useWords } from '#i18n/words';
import { Link } from 'react-router';
import { ruleWords } from './words.ts';

export function BackToList() {
  const words = useWords(ruleWords);
  return <Link to="/routing/rules">{words.backToList}</Link>;
}
