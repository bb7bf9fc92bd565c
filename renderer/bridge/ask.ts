import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import {
  keepPreviousData,
  type QueryClient,
  useMutation,
  type UseMutationResult,
  useQueries,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { BridgeError } from './bridge-error.ts';
import { call } from './client.ts';

type AskOptions = {
  /** False: do not ask yet. */
  readonly enabled?: boolean;
  /** Shows the last answer while another input is being asked. */
  readonly keepPrevious?: boolean;
  /** Asks again this often, for what no event tells. */
  readonly pollMs?: number;
};

/** Asks a read operation; every `changed` event of the console asks it again while it is visible. */
export function useAsk<K extends OperationName>(
  name: K,
  input: InputOf<K>,
  options: AskOptions = {},
): UseQueryResult<OutputOf<K>, BridgeError> {
  return useQuery<OutputOf<K>, BridgeError>({
    queryKey: [name, input],
    queryFn: () => call(name, input),
    enabled: options.enabled ?? true,
    refetchInterval: options.pollMs ?? false,
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/**
 * Asks in several calls for something that is for ever the same under its key: it is asked once and kept. Null is no
 * key: nothing is asked. What was found under the last key stays until this one's is there.
 */
export function useAskLasting<T>(
  key: readonly unknown[] | null,
  ask: () => Promise<T>,
): UseQueryResult<T, BridgeError> {
  return useQuery<T, BridgeError>({
    queryKey: ['lasting', ...(key ?? [])],
    queryFn: ask,
    enabled: key !== null,
    staleTime: 'static',
    // What is large is not compared with what was there before.
    structuralSharing: false,
    placeholderData: keepPreviousData,
  });
}

/** Keeps what is known to be under a lasting key, so that it need not be asked. */
export function useKeepLasting(): (key: readonly unknown[], value: unknown) => void {
  const queries = useQueryClient();
  return useCallback((key, value) => void queries.setQueryData(['lasting', ...key], value), [queries]);
}

/** Tells a write operation; `tell.mutate(input)`, or `await tell.mutateAsync(input)` which throws BridgeError. */
export function useTell<K extends OperationName>(
  name: K,
): UseMutationResult<OutputOf<K>, BridgeError, InputOf<K>> {
  const queries = useQueryClient();
  return useMutation<OutputOf<K>, BridgeError, InputOf<K>>({
    mutationKey: [name],
    mutationFn: (input) => call(name, input),
    onSuccess: () => askAgain(queries),
  });
}

/** Runs every visible ask again, and forgets what is not visible. */
export function askAgain(queries: QueryClient): void {
  void queries.invalidateQueries();
}

/** Rows of one page of a list. */
type RowOf<K extends OperationName> = OutputOf<K> extends { rows: (infer Row)[] } ? Row : never;

type ListOf<K extends OperationName> = OutputOf<K> & { rows: RowOf<K>[]; total: number };

/** A list of any length, of which only the pages in view are asked: what DataTable draws. */
export type AskedRows<Row, Page> = {
  /** Another id: another list, whose first row is to be shown. */
  readonly id: string;
  /** The rows of the last list are still shown, until those of this one come. */
  readonly isPrevious: boolean;
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  readonly rowAt: (index: number) => Row | undefined;
  /** Says which rows are in view. */
  readonly want: (first: number, last: number) => void;
  readonly error: BridgeError | null;
  readonly retry: () => void;
  /** The whole first page, for sums that come beside the rows. */
  readonly page: Page | undefined;
};

const PAGE_ROWS = 100;

/** Asks a list operation (`offset`, `limit` → `rows`, `total`) page by page, as its rows come into view. */
export function useAskRows<K extends OperationName>(
  name: K,
  input: Omit<InputOf<K>, 'offset' | 'limit'>,
  options: { readonly enabled?: boolean } = {},
): AskedRows<RowOf<K>, OutputOf<K>> {
  const [view, setView] = useState({ first: 0, last: 0 });
  const pages = Array.from({ length: view.last - view.first + 1 }, (_, i) => view.first + i).filter(Boolean);
  const askPage = (page: number) => {
    const slice = { ...input, offset: page * PAGE_ROWS, limit: PAGE_ROWS };
    return {
      queryKey: [name, slice],
      queryFn: () => call(name, slice as never) as Promise<ListOf<K>>,
      enabled: options.enabled ?? true,
    };
  };
  const first = useQuery<ListOf<K>, BridgeError>({
    ...askPage(0),
    placeholderData: keepPreviousData,
  });
  const others = useQueries({ queries: pages.map(askPage) }) as UseQueryResult<ListOf<K>, BridgeError>[];
  const want = useCallback((from: number, to: number) => {
    const next = { first: Math.floor(from / PAGE_ROWS), last: Math.floor(Math.max(from, to) / PAGE_ROWS) };
    setView((now) => (now.first === next.first && now.last === next.last ? now : next));
  }, []);
  const rowAt = (index: number) => {
    const page = Math.floor(index / PAGE_ROWS);
    const answer = page === 0 ? first : others[pages.indexOf(page)];
    return answer?.data?.rows[index % PAGE_ROWS];
  };
  const all = [first, ...others];
  return {
    id: JSON.stringify([name, input]),
    isPrevious: first.isPlaceholderData,
    total: first.data?.total,
    rowAt,
    want,
    error: all.find((answer) => answer.error)?.error ?? null,
    retry: () => {
      for (const answer of all) if (answer.error) void answer.refetch();
    },
    page: first.data,
  };
}

/** Forgets every answer and asks anew: after somebody signed in, out or locked, nothing the last one saw stays. */
export function useAskAnew(): () => void {
  const queries = useQueryClient();
  return useCallback(() => void queries.resetQueries(), [queries]);
}
