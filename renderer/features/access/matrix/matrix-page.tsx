import { useAsk } from '#bridge/ask';
import { COLUMN_CLASSES, mostOpen, PERMISSIONS } from '#domain/access';
import { AsOfBanner, AsOfControl, useAsOf } from '#features/access/answers';
import {
  inheritedBy,
  permissionName,
  type Policy,
  rightsWords,
  useNames,
  withParents,
} from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { FilterBar } from '#ui/filter-bar';
import { Page } from '#ui/page';
import { EmptyState, ErrorState, LoadingState, NoMatchState } from '#ui/states';
import { Anchor, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import styles from './matrix.module.css';
import { matrixWords } from './words.ts';

/** Every role beside every other: actions by page, what is inherited marked. */
export function MatrixPage() {
  const words = useWords(matrixWords);
  const rights = useWords(rightsWords);
  const { asOf } = useAsOf();
  const policy = useAsk('access.getPolicy', { asOf }, { keepPrevious: true });
  const back = (
    <Anchor component={Link} to="/roles" size="sm">
      {rights.title}
    </Anchor>
  );
  return (
    <Page title={words.title} subtitle={words.subtitle} above={back} actions={<AsOfControl />}>
      <AsOfBanner />
      {policy.error && <ErrorState error={policy.error} onRetry={() => void policy.refetch()} />}
      {policy.isPending && <LoadingState />}
      {policy.data?.roles.length === 0 && <EmptyState title={words.none} />}
      {policy.data && policy.data.roles.length > 0 && <Filtered policy={policy.data} />}
    </Page>
  );
}

function Filtered({ policy }: { readonly policy: Policy }) {
  const words = useWords(matrixWords);
  const rights = useWords(rightsWords);
  const { label } = useFormat();
  const [search, setSearch] = useState('');
  const has = (text: string) => text.toLowerCase().includes(search.toLowerCase());
  const permissions = PERMISSIONS.filter((one) => has(permissionName(rights, one)));
  const roles = policy.roles.filter((role) => has(label(role.label)));
  // What is searched for is a role or an action: the other side stays whole.
  const shown = {
    roles: roles.length > 0 ? roles : policy.roles,
    permissions: permissions.length > 0 ? permissions : PERMISSIONS,
  };
  const clear = () => setSearch('');
  return (
    <>
      <FilterBar
        search={search}
        onSearch={setSearch}
        searchHint={words.filter}
        isFiltered={search !== ''}
        onClear={clear}
      />
      {roles.length + permissions.length === 0 ? (
        <NoMatchState onClear={clear} />
      ) : (
        <Matrix policy={policy} {...shown} />
      )}
    </>
  );
}

type MatrixProps = {
  readonly policy: Policy;
  readonly roles: Policy['roles'];
  readonly permissions: readonly (typeof PERMISSIONS)[number][];
};

function Matrix({ policy, roles, permissions }: MatrixProps) {
  const words = useWords(matrixWords);
  const rights = useWords(rightsWords);
  const { label, number } = useFormat();
  const inherited = new Map(roles.map((role) => [role.id, inheritedBy(policy.roles, role.parents)]));
  const has = (role: Policy['roles'][number], one: string) =>
    role.permissions.includes(one) || inherited.get(role.id)?.has(one) === true;
  const rooms = Map.groupBy(permissions, (one) => one.split('.')[0] ?? '');
  const names: Readonly<Record<string, string>> = rights.rooms;
  return (
    // Scrolls inside itself in both directions, also by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroller} tabIndex={0} role="region" aria-label={words.title}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{words.operation}</th>
            {roles.map((role) => (
              <th key={role.id} scope="col">
                {label(role.label)}
                <span className={styles.count}>
                  {words.count({ count: number(PERMISSIONS.filter((one) => has(role, one)).length) })}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        {[...rooms].map(([room, ofRoom]) => (
          <tbody key={room}>
            <tr>
              <th scope="rowgroup" className={styles.room} colSpan={roles.length + 1}>
                {names[room] ?? room}
              </th>
            </tr>
            {ofRoom.map((one) => (
              <tr key={one}>
                <th scope="row">{permissionName(rights, one).split(' · ').at(-1)}</th>
                {roles.map((role) => (
                  <td key={role.id}>
                    <Mark
                      policy={policy}
                      isOwn={role.permissions.includes(one)}
                      from={inherited.get(role.id)?.get(one)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
        <Columns policy={policy} roles={roles} />
      </table>
    </div>
  );
}

type MarkProps = {
  readonly policy: Policy;
  readonly isOwn: boolean;
  readonly from: readonly string[] | undefined;
};

function Mark({ policy, isOwn, from }: MarkProps) {
  const words = useWords(matrixWords);
  const named = useNames(policy);
  if (!isOwn && !from) return <VisuallyHidden>{words.without}</VisuallyHidden>;
  const told = isOwn ? words.own : words.inherited({ roles: (from ?? []).map(named.role).join(' · ') });
  return (
    <span className={isOwn ? styles.own : styles.inherited} title={told}>
      <span aria-hidden>{isOwn ? '●' : '○'}</span>
      <VisuallyHidden>{told}</VisuallyHidden>
    </span>
  );
}

function Columns({ policy, roles }: Pick<MatrixProps, 'policy' | 'roles'>) {
  const words = useWords(matrixWords);
  const rights = useWords(rightsWords);
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" className={styles.room} colSpan={roles.length + 1}>
          {words.columns}
        </th>
      </tr>
      {COLUMN_CLASSES.map((column) => (
        <tr key={column}>
          <th scope="row">{rights.columnNames[column]}</th>
          {roles.map((role) => {
            const open = mostOpen(withParents(policy.roles, [role.id]).map((one) => one.columns))[column];
            return (
              <td key={role.id} className={open === role.columns[column] ? styles.own : styles.inherited}>
                {rights.columnAccess[open]}
              </td>
            );
          })}
        </tr>
      ))}
    </tbody>
  );
}
