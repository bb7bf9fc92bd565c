import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function that is the same in each draw and does what the latest draw says: what takes it is not drawn again. */
export function useSteady<A extends readonly unknown[], R>(act: (...args: A) => R): (...args: A) => R {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
