import { useAsk, useAskAnew } from '#bridge/ask';
import { useFreshness } from '#bridge/events';
import { useNoteUse } from '#bridge/use';
import {
  CreateOwnerPage,
  FirstPasswordPage,
  LockPage,
  MeContext,
  SignInPage,
  ViewingBanner,
} from '#features/access';
import { useLanguage } from '#i18n/language';
import { LoadingState } from '#ui/states';
import { useEffect, useRef } from 'react';
import { Corner } from './corner.tsx';
import { Shell } from './shell.tsx';
import styles from './shell.module.css';
import { TroubleBanner, TroubleScreen } from './trouble-screen.tsx';

/** How often an unused window looks whether it has been locked meanwhile. */
const LOOK_MS = 30_000;

/** Who is at the window decides what it shows: trouble, the first owner, sign-in, the lock, or the console. */
export function Gate() {
  useFreshness();
  useNoteUse();
  const { setZone } = useLanguage();
  const session = useAsk('access.getSession', {}, { pollMs: LOOK_MS });
  const welcome = useAsk('access.getWelcome', {});
  const zone = welcome.data?.zone;
  useEffect(() => {
    if (zone) setZone(zone);
  }, [zone, setZone]);
  const whose = session.data?.me && `${session.data.me.userId} ${session.data.viewing?.byName ?? ''}`;
  useForget(whose);
  const error = session.error ?? welcome.error;
  const retry = () => {
    void session.refetch();
    void welcome.refetch();
  };
  if (!session.data || !welcome.data)
    return error ? <TroubleScreen error={error} onRetry={retry} /> : <LoadingState />;
  const corner = <Corner />;
  if (session.data.locked) return <LockPage name={session.data.me?.name ?? null} corner={corner} />;
  if (session.data.mustChangePassword) return <FirstPasswordPage corner={corner} />;
  if (session.data.me)
    return (
      <MeContext value={session.data.me}>
        {/* Work in progress stays on the screen while the console is away. */}
        {error && <TroubleBanner error={error} onRetry={retry} />}
        <div className={styles.whole}>
          {session.data.viewing && (
            <ViewingBanner name={session.data.me.name} viewing={session.data.viewing} />
          )}
          <Shell key={whose} />
        </div>
      </MeContext>
    );
  if (welcome.data.needsOwner) return <CreateOwnerPage corner={corner} />;
  return <SignInPage welcome={welcome.data} corner={corner} />;
}

/** A window that shows somebody else's console from now on keeps no answer that was given to the one before. */
function useForget(whose: string | null | undefined): void {
  const askAnew = useAskAnew();
  const last = useRef<string>(undefined);
  useEffect(() => {
    if (!whose) return;
    if (last.current !== undefined && last.current !== whose) askAnew();
    last.current = whose;
  }, [whose, askAnew]);
}
