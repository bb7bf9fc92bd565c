import { useAskAnew, useTell } from '#bridge/ask';
import { useMe } from '#features/access';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { BrandMark } from '#ui/brand-mark';
import type { FeaturePage, NavGroup } from '#ui/feature-page';
import { KeyHint } from '#ui/key-hint';
import { Menu } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconLock, IconLogout, IconSearch, IconSelector, IconUserCircle } from '@tabler/icons-react';
import { Link, NavLink } from 'react-router';
import { Corner } from './corner.tsx';
import { JobsTray } from './jobs-tray.tsx';
import { pages } from './pages.ts';
import styles from './shell.module.css';
import { appWords } from './words.ts';

const ORDER: readonly NavGroup[] = ['work', 'rules', 'results', 'data', 'company'];

/** The pages that the signed-in person may open, in groups; below them the jobs, the switches and the person. */
export function Navigation() {
  const words = useWords(appWords);
  return (
    <div className={styles.nav}>
      <div className={styles.brand}>
        <BrandMark size={24} />
        <span>{words.product}</span>
      </div>
      <button type="button" className={styles.find} onClick={() => spotlight.open()}>
        <IconSearch size={15} aria-hidden />
        <span>{words.search}</span>
        <KeyHint keys={['mod', 'K']} />
      </button>
      <nav className={styles.links} aria-label={words.menu}>
        {ORDER.map((group) => (
          <LinkGroup key={group} group={group} />
        ))}
      </nav>
      <div className={styles.foot}>
        <JobsTray />
        <Person />
        <div className={styles.footRow}>
          <Corner />
        </div>
      </div>
    </div>
  );
}

/** The pages of the navigation that somebody with these permissions may open. */
export function pagesFor(
  permissions: readonly string[],
): (FeaturePage & Required<Pick<FeaturePage, 'nav'>>)[] {
  return pages.flatMap((page) =>
    page.nav && (page.needs === 'signedIn' || permissions.includes(page.needs))
      ? [{ ...page, nav: page.nav }]
      : [],
  );
}

function LinkGroup({ group }: { readonly group: NavGroup }) {
  const words = useWords(appWords);
  const { label } = useFormat();
  const me = useMe();
  const shown = pagesFor(me.permissions).filter((page) => page.nav.group === group);
  if (shown.length === 0) return null;
  return (
    <>
      <h2 className={styles.group}>{words.groups[group]}</h2>
      <ul className={styles.linkList}>
        {shown.map(({ path, nav: { icon: Icon, label: name } }) => (
          <li key={path}>
            <NavLink to={path} end={hasOwnPages(path)} className={styles.link ?? ''}>
              <Icon size={17} stroke={1.6} aria-hidden />
              <span>{label(name)}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Whether pages below an address stand in the menu themselves: then it is not theirs to light up with. */
function hasOwnPages(path: string): boolean {
  return path === '/' || pages.some((page) => page.nav && page.path.startsWith(`${path}/`));
}

function Person() {
  const words = useWords(appWords);
  const { label } = useFormat();
  const me = useMe();
  const askAnew = useAskAnew();
  const lock = useTell('access.lock');
  const signOut = useTell('access.signOut');
  const then = { onSuccess: () => askAnew() };
  return (
    <Menu position="top-start" width={190} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={styles.person}>
          <span className={styles.avatar} aria-hidden>
            {initialOf(me.name)}
          </span>
          <span className={styles.personName}>
            {me.name}
            <span className={styles.personRole}>{me.roles.map(label).join(' · ')}</span>
          </span>
          <IconSelector size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCircle size={15} aria-hidden />}>
          {words.account}
        </Menu.Item>
        <Menu.Item leftSection={<IconLock size={15} aria-hidden />} onClick={() => lock.mutate({}, then)}>
          {words.lock}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={15} aria-hidden />}
          onClick={() => signOut.mutate({}, then)}
        >
          {words.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** 中文姓名取末字，英文取首字母。 */
function initialOf(name: string): string {
  const last = name.at(-1) ?? '';
  return /\p{Script=Han}/u.test(last) ? last : (name[0] ?? '').toUpperCase();
}
