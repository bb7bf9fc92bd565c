import type { ConsoleEvent } from '#contract/reply';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { askAgain } from './ask.ts';
import { listen } from './client.ts';

/** A burst of changes (a bulk edit, several windows) is answered by one round of asking. */
const GATHER_MS = 120;

/** Runs every visible ask again after a change. Used once, at the top of the app. */
export function useFreshness(): void {
  const queries = useQueryClient();
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const deafen = listen((event) => {
      if (event.type !== 'changed' || waiting !== undefined) return;
      waiting = setTimeout(() => {
        waiting = undefined;
        askAgain(queries);
      }, GATHER_MS);
    });
    return () => {
      deafen();
      clearTimeout(waiting);
    };
  }, [queries]);
}

/** Hears what a job says while the component is there. */
export function useJobEvents(hear: (job: Extract<ConsoleEvent, { type: 'job' }>['job']) => void): void {
  const tell = useEffectEvent(hear);
  useEffect(
    () =>
      listen((event) => {
        if (event.type === 'job') tell(event.job);
      }),
    [],
  );
}
