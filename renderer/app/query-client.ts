import { BridgeError } from '#bridge/bridge-error';
import { QueryCache, QueryClient } from '@tanstack/react-query';

/** After these, somebody else may be at the window: who it is gets asked again. */
const WHO_CODES: readonly string[] = [
  'api.notSignedIn',
  'api.locked',
  'api.passwordToChange',
  'access.viewEnded',
  'bridge.sessionLost',
  'bridge.offline',
];

/** React Query as the console uses it: refusals are never retried, and a lost session is noticed at once. */
export function makeQueryClient(): QueryClient {
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.queryKey[0] === 'access.getSession' || !(error instanceof BridgeError)) return;
        if (WHO_CODES.includes(error.code))
          void queries.invalidateQueries({ queryKey: ['access.getSession'] });
      },
    }),
    defaultOptions: {
      queries: {
        retry: (failures, error) =>
          failures < 2 && error instanceof BridgeError && error.code === 'api.storeBusy',
        staleTime: 15_000,
        // The console is on this machine: the browser's own idea of being online says nothing.
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  return queries;
}
