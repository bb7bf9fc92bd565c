import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

export type Filters<K extends string> = {
  /** What is set; an unset filter is undefined. */
  readonly values: { readonly [P in K]?: string };
  readonly set: (key: K, value: string | null | undefined) => void;
  /** Several at once: the router does not queue changes, so that of two `set` in a row only the last would stay. */
  readonly setAll: (values: { readonly [P in K]?: string | null | undefined }) => void;
  readonly clear: () => void;
  readonly isFiltered: boolean;
};

/**
 * A page's filters, kept in its address: going back finds them again, and a link can carry them.
 * `keys` must be a constant of the page's file. A `sort` among them is kept but is no filter.
 */
export function useFilters<K extends string>(keys: readonly K[]): Filters<K> {
  const [address, setAddress] = useSearchParams();
  const text = address.toString();
  const values = useMemo(() => {
    const params = new URLSearchParams(text);
    const set = keys.flatMap((key) => {
      const value = params.get(key);
      return value ? [[key, value] as const] : [];
    });
    return Object.fromEntries(set) as { [P in K]?: string };
  }, [text, keys]);
  const setAll = useCallback(
    (changes: { readonly [P in K]?: string | null | undefined }) =>
      setAddress(
        (before) => {
          const next = new URLSearchParams(before);
          for (const key of keys.filter((each) => each in changes)) {
            const value = changes[key];
            if (value) next.set(key, value);
            else next.delete(key);
          }
          return next;
        },
        { replace: true },
      ),
    [setAddress, keys],
  );
  const set = useCallback(
    (key: K, value: string | null | undefined) =>
      setAll({ [key]: value } as { readonly [P in K]?: string | null | undefined }),
    [setAll],
  );
  const clear = useCallback(() => setAddress({}, { replace: true }), [setAddress]);
  return { values, set, setAll, clear, isFiltered: Object.keys(values).some((key) => key !== 'sort') };
}
