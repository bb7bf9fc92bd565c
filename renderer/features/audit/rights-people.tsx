import type { OutputOf } from '#contract/contract';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { type Column, DataTable } from '#ui/data-table';
import { PlainTable } from '#ui/plain-table';
import { EmptyState } from '#ui/states';
import { Drawer } from '@mantine/core';
import { useMemo, useState } from 'react';
import { rightsWords } from './rights-words.ts';
import { usePermissionNames } from './permission-names.ts';

type Use = OutputOf<'access.getUseOfRights'>;
type Person = Use['people'][number];
type Right = Person['rights'][number];

const isUsed = ({ writes, readDays }: Right) => writes + readDays > 0;
const lastOf = ({ rights }: Person) =>
  rights.reduce<number | null>(
    (last, { lastAt }) => (lastAt === null ? last : Math.max(last ?? 0, lastAt)),
    null,
  );

/** People, those with the most unused rights first; a click shows each right. */
export function RightsByPerson({ use }: { readonly use: Use }) {
  const words = useWords(rightsWords);
  const [open, setOpen] = useState<Person | null>(null);
  const rows = useMemo(() => {
    const spare = ({ rights }: Person) => rights.filter((right) => !isUsed(right)).length;
    return use.people.toSorted((a, b) => spare(b) - spare(a) || a.name.localeCompare(b.name));
  }, [use.people]);
  return (
    <>
      <DataTable
        label={words.title}
        columns={useColumns(use)}
        rows={rows}
        rowKey={({ id }) => id}
        onOpen={setOpen}
        empty={<EmptyState title={words.empty} />}
      />
      <Drawer
        opened={open !== null}
        onClose={() => setOpen(null)}
        position="right"
        size="lg"
        title={open && words.rightsOf({ name: open.name })}
      >
        {open && <RightList person={open} />}
      </Drawer>
    </>
  );
}

function useColumns({ roles }: Use): Column<Person>[] {
  const words = useWords(rightsWords);
  const { number, date, label } = useFormat();
  const { list } = usePermissionNames();
  const names = new Map(roles.map((role) => [role.id, label(role.label)]));
  return [
    { key: 'person', header: words.person, width: 'minmax(100px, 0.6fr)', render: ({ name }) => name },
    {
      key: 'role',
      header: words.role,
      width: 'minmax(120px, 0.8fr)',
      render: ({ roleIds }) => roleIds.map((id) => names.get(id) ?? id).join(words.joint) || words.noRole,
    },
    {
      key: 'used',
      header: words.used,
      width: 90,
      align: 'right',
      render: ({ rights }) =>
        words.of({ used: number(rights.filter(isUsed).length), all: number(rights.length) }),
    },
    {
      key: 'last',
      header: words.last,
      width: 120,
      align: 'right',
      render: (person) => {
        const last = lastOf(person);
        return last === null ? words.never : date(last);
      },
    },
    {
      key: 'unused',
      header: words.unused,
      width: 'minmax(240px, 3fr)',
      render: ({ rights }) => {
        if (rights.length === 0) return words.noRights;
        return (
          list(rights.filter((right) => !isUsed(right)).map(({ permission }) => permission)) || words.none
        );
      },
    },
  ];
}

function RightList({ person }: { readonly person: Person }) {
  const words = useWords(rightsWords);
  const { date, number } = useFormat();
  const { nameOf } = usePermissionNames();
  const often = ({ writes, readDays }: Right) =>
    [
      writes > 0 ? words.timesOf({ writes: number(writes) }) : '',
      readDays > 0 ? words.daysOf({ days: number(readDays) }) : '',
    ]
      .filter(Boolean)
      .join(words.joint) || '–';
  return (
    <PlainTable
      label={words.rightsOf({ name: person.name })}
      header={[
        { name: words.permission },
        { name: words.times, align: 'right' },
        { name: words.last, align: 'right' },
      ]}
      rows={person.rights.map((right) => ({
        key: right.permission,
        cells: [
          nameOf(right.permission),
          often(right),
          right.lastAt === null ? words.never : date(right.lastAt),
        ],
      }))}
    />
  );
}
