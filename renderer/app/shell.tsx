import { useMe } from '#features/access';
import { useWords } from '#i18n/words';
import { BrandMark } from '#ui/brand-mark';
import { EmptyState, LoadingState } from '#ui/states';
import { Page } from '#ui/page';
import { Burger, Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Suspense, useEffect, useRef } from 'react';
import { Route, Routes, useLocation } from 'react-router';
import { ErrorBoundary } from './error-boundary.tsx';
import { Navigation } from './navigation.tsx';
import { pages } from './pages.ts';
import { Palette } from './palette.tsx';
import styles from './shell.module.css';
import { appWords } from './words.ts';

/** The signed-in console: navigation at the side, one page, the palette over it. */
export function Shell() {
  const words = useWords(appWords);
  const { pathname } = useLocation();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const main = useRef<HTMLElement>(null);
  useEffect(() => arriveAt(pathname, main.current, close), [pathname, close]);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main" onClick={(event) => skipTo(event, main.current)}>
        {words.skip}
      </a>
      <header className={styles.bar}>
        <Burger opened={isOpen} onClick={toggle} size="sm" aria-label={words.menu} />
        <BrandMark size={22} />
        <strong>{words.product}</strong>
      </header>
      <aside className={styles.side} data-open={isOpen || undefined}>
        <Navigation />
      </aside>
      <main className={styles.main} ref={main} id="main" tabIndex={-1}>
        <ErrorBoundary resetKey={pathname}>
          <Suspense fallback={<LoadingState />}>
            <Pages />
          </Suspense>
        </ErrorBoundary>
      </main>
      <Palette />
    </div>
  );
}

/** On a new page the view and the keyboard start at its top, as after a real page load. */
function arriveAt(_pathname: string, main: HTMLElement | null, closeMenu: () => void): void {
  closeMenu();
  main?.scrollTo(0, 0);
  main?.focus();
}

/** The address belongs to the router: the skip link moves only the focus. */
function skipTo(event: React.MouseEvent, target: HTMLElement | null): void {
  event.preventDefault();
  target?.focus();
}

function Pages() {
  const me = useMe();
  return (
    <Routes>
      {pages.map(({ path, needs, page: PageOf }) => {
        const may = needs === 'signedIn' || me.permissions.includes(needs);
        return <Route key={path} path={path} element={may ? <PageOf /> : <NotPermitted needs={needs} />} />;
      })}
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}

function NotFound() {
  const words = useWords(appWords);
  return (
    <Page title={words.notFoundTitle}>
      <EmptyState title={words.notFoundTitle} hint={words.notFoundHint} action={<HomeLink />} />
    </Page>
  );
}

function NotPermitted({ needs }: { readonly needs: string }) {
  const words = useWords(appWords);
  return (
    <Page title={words.notPermittedTitle}>
      <EmptyState
        title={words.notPermittedTitle}
        hint={words.notPermittedHint}
        action={
          <Group gap="sm">
            <Button component="a" href={`#/requests/new?permission=${needs}`}>
              {words.requestIt}
            </Button>
            <HomeLink />
          </Group>
        }
      />
    </Page>
  );
}

function HomeLink() {
  const words = useWords(appWords);
  return (
    <Button variant="default" component="a" href="#/">
      {words.home}
    </Button>
  );
}
