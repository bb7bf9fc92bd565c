import type { OutputOf } from '#contract/contract';
import { COLUMN_CLASSES } from '#domain/access';
import { permissionName, type Policy, rightsWords, scopeName, useNames } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { StateDot } from '#ui/state-dot';
import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Side } from './side.ts';
import { compareWords } from './words.ts';

type Found = OutputOf<'access.compare'>;
type Split<T> = { readonly onlyA: readonly T[]; readonly onlyB: readonly T[]; readonly both: readonly T[] };

type DifferenceProps = {
  readonly policy: Policy;
  readonly found: Found;
  readonly kind: Side['kind'];
  readonly names: { readonly a: string; readonly b: string };
  readonly differOnly: boolean;
};

/** What only the one has, only the other, and both. */
export function Difference({ policy, found, kind, names, differOnly }: DifferenceProps) {
  const words = useWords(compareWords);
  const rights = useWords(rightsWords);
  const named = useNames(policy);
  const scope = (one: Found['scopes']['both'][number]) =>
    `${scopeName(rights, one)}${one.unitIds.length === 0 ? '' : ` (${one.unitIds.map(named.unit).join(' · ')})`}`;
  const table = { names, differOnly };
  return (
    <Stack gap="md">
      {kind === 'person' && <Rows found={found} names={names} />}
      <SplitTable
        {...table}
        title={kind === 'person' ? words.roles : words.parents}
        split={mapped(found.roles, named.role)}
      />
      <SplitTable
        {...table}
        title={words.permissions}
        split={mapped(found.permissions, (one) => permissionName(rights, one))}
      />
      {kind === 'person' && (
        <SplitTable {...table} title={words.scopes} split={mapped(found.scopes, scope)} />
      )}
      <Columns found={found} names={names} />
    </Stack>
  );
}

function mapped<T>({ onlyA, onlyB, both }: Split<T>, nameOf: (one: T) => string): Split<string> {
  return { onlyA: onlyA.map(nameOf), onlyB: onlyB.map(nameOf), both: both.map(nameOf) };
}

type SplitTableProps = Pick<DifferenceProps, 'names' | 'differOnly'> & {
  readonly title: string;
  readonly split: Split<string>;
};

function SplitTable({ title, split, names, differOnly }: SplitTableProps) {
  const words = useWords(compareWords);
  const yes = (tone: 'accent' | 'quiet', text: string): ReactNode => <StateDot tone={tone}>{text}</StateDot>;
  const rows = [
    ...split.onlyA.map((name) => ({ name, where: yes('accent', words.onlyIn({ name: names.a })) })),
    ...split.onlyB.map((name) => ({ name, where: yes('accent', words.onlyIn({ name: names.b })) })),
    ...(differOnly ? [] : split.both.map((name) => ({ name, where: yes('quiet', words.both) }))),
  ];
  if (rows.length === 0) return null;
  return (
    <Section title={title} flush>
      <PlainTable
        label={title}
        header={[{ name: words.item }, { name: '' }]}
        rows={rows.map(({ name, where }) => ({ key: name, cells: [name, where] }))}
      />
    </Section>
  );
}

function Rows({ found, names }: Pick<DifferenceProps, 'found' | 'names'>) {
  const words = useWords(compareWords);
  const rights = useWords(rightsWords);
  const { number } = useFormat();
  return (
    <Section title={words.rows} hint={words.rowsHint} flush>
      <PlainTable
        label={words.rows}
        header={[
          { name: words.item },
          { name: words.onlyIn({ name: names.a }), align: 'right' },
          { name: words.onlyIn({ name: names.b }), align: 'right' },
          { name: words.both, align: 'right' },
        ]}
        rows={found.rows.map(({ kind, onlyA, onlyB, both }) => ({
          key: kind,
          cells: [
            rights.rowKinds[kind]({ count: number(onlyA + onlyB + both) }),
            number(onlyA),
            number(onlyB),
            number(both),
          ],
        }))}
      />
    </Section>
  );
}

function Columns({ found, names }: Pick<DifferenceProps, 'found' | 'names'>) {
  const words = useWords(compareWords);
  const rights = useWords(rightsWords);
  return (
    <Section title={words.columns} flush>
      <PlainTable
        label={words.columns}
        header={[{ name: words.item }, { name: names.a }, { name: `${names.b} ` }]}
        rows={COLUMN_CLASSES.map((column) => ({
          key: column,
          isMarked: found.columns.a[column] !== found.columns.b[column],
          cells: [
            rights.columnNames[column],
            rights.columnAccess[found.columns.a[column]],
            rights.columnAccess[found.columns.b[column]],
          ],
        }))}
      />
    </Section>
  );
}
