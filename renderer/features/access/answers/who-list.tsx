import type { OutputOf } from '#contract/contract';
import type { Policy } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { FilterBar } from '#ui/filter-bar';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { EmptyState, NoMatchState } from '#ui/states';
import { Anchor, SegmentedControl, Stack } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { usePathText } from './paths.tsx';
import { answersWords } from './words.ts';

type Path = OutputOf<'access.whoMay'>[number]['paths'][number];
export type Seer = {
  readonly personId: string;
  readonly name: string;
  /** What the ways lead to, where there is more than one door. */
  readonly doors: readonly { readonly name: string; readonly paths: readonly Path[] }[];
};

type WhoListProps = { readonly policy: Policy; readonly people: readonly Seer[] };
type Row = Seer & { readonly unit: string; readonly ways: readonly string[] };

/** Everybody who may, in groups, each with every way. */
export function WhoList({ policy, people }: WhoListProps) {
  const words = useWords(answersWords);
  const { number } = useFormat();
  const [search, setSearch] = useState('');
  const [by, setBy] = useState<keyof typeof words.groupings>('unit');
  const rows = useRows(policy, people);
  if (people.length === 0) return <EmptyState title={words.nobody} hint={words.nobodyHint} />;
  const wanted = search.toLowerCase();
  const shown = rows.filter((row) =>
    [row.name, row.unit, ...row.ways].some((text) => text.toLowerCase().includes(wanted)),
  );
  const groups = Map.groupBy(shown, (row) => (by === 'unit' ? row.unit : row.ways.join(' · ')));
  return (
    <Stack gap="md">
      <FilterBar
        search={search}
        onSearch={setSearch}
        searchHint={words.searchPeople}
        isFiltered={search !== ''}
        onClear={() => setSearch('')}
      >
        <SegmentedControl
          size="xs"
          aria-label={words.groupBy}
          data={Object.entries(words.groupings).map(([value, label]) => ({ value, label }))}
          value={by}
          onChange={(value) => setBy(value as typeof by)}
        />
      </FilterBar>
      {shown.length === 0 && <NoMatchState onClear={() => setSearch('')} />}
      {[...groups]
        .toSorted(([, a], [, b]) => b.length - a.length)
        .map(([name, members]) => (
          <Section key={name} title={name} hint={words.people({ count: number(members.length) })} flush>
            <People label={name} rows={members} policy={policy} />
          </Section>
        ))}
    </Stack>
  );
}

function useRows(policy: Policy, people: readonly Seer[]): Row[] {
  const words = useWords(answersWords);
  const { label } = useFormat();
  const textOf = usePathText(policy);
  const units = new Map(policy.units.map((unit) => [unit.id, label(unit.label)]));
  const unitOf = new Map(policy.people.map((one) => [one.id, one.unitId]));
  return people.map((one) => ({
    ...one,
    unit: units.get(unitOf.get(one.personId) ?? '') ?? words.noUnit,
    ways: one.doors.flatMap(({ paths }) => paths.map(textOf)),
  }));
}

type PeopleProps = { readonly label: string; readonly rows: readonly Row[]; readonly policy: Policy };

function People({ label, rows, policy }: PeopleProps) {
  const words = useWords(answersWords);
  const textOf = usePathText(policy);
  const doors = rows[0]?.doors ?? [];
  return (
    <PlainTable
      label={label}
      header={[{ name: words.who, keep: true }, ...doors.map(({ name }) => ({ name }))]}
      rows={rows.map((row) => ({
        key: row.personId,
        cells: [
          <Anchor key="name" component={Link} to={`/people/${row.personId}/rights`} size="sm">
            {row.name}
          </Anchor>,
          ...row.doors.map(({ name, paths }) => (
            <div key={name}>
              {paths.map((path) => (
                <div key={JSON.stringify(path)}>{textOf(path)}</div>
              ))}
            </div>
          )),
        ],
      }))}
    />
  );
}
