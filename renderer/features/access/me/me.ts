import type { OutputOf } from '#contract/contract';
import type { Permission } from '#domain/access';
import { createContext, useContext } from 'react';

export type Me = NonNullable<OutputOf<'access.getSession'>['me']>;

/** Who is signed in; filled by the app around every page. */
export const MeContext = createContext<Me | null>(null);

/** Who is signed in. Only pages inside the signed-in app may ask. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe is asked outside the signed-in app');
  return me;
}

/** Whether the signed-in user may do something: what is not permitted is not offered. The console checks again. */
export function useMay(needs: Permission | 'signedIn'): boolean {
  const me = useMe();
  return needs === 'signedIn' || me.permissions.includes(needs);
}
