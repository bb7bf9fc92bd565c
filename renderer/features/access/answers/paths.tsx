import { type Path, type Policy, usePathName } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { List } from '@mantine/core';
import { answersWords } from './words.ts';

/** Every way to something, each with its dates where it has any. */
export function usePathText(policy: Policy): (path: Path) => string {
  const words = useWords(answersWords);
  const { date } = useFormat();
  const pathName = usePathName(policy);
  return (path) => {
    const { from, to } = path.grant;
    const dates = [
      ...(from === 0 ? [] : [words.since({ from: date(from) })]),
      ...(to === null ? [] : [words.until({ to: date(to - 1) })]),
    ];
    return dates.length === 0 ? pathName(path) : `${pathName(path)} (${dates.join(' ')})`;
  };
}

export function Paths({ policy, paths }: { readonly policy: Policy; readonly paths: readonly Path[] }) {
  const textOf = usePathText(policy);
  return (
    <List size="sm">
      {paths.map((path) => (
        <List.Item key={JSON.stringify(path)}>{textOf(path)}</List.Item>
      ))}
    </List>
  );
}
