import { useEffect } from 'react';
import { call } from './client.ts';

/** Often enough for an idle lock of half an hour. */
const TELL_EVERY_MS = 60_000;

/** Tells the console that somebody is at the window, so that it does not lock. Used once, at the top of the app. */
export function useNoteUse(): void {
  useEffect(() => {
    let told = Number.NEGATIVE_INFINITY;
    const note = () => {
      if (performance.now() - told < TELL_EVERY_MS) return;
      told = performance.now();
      // Refused where nobody is signed in, or too late: the lock page says so by itself.
      call('access.noteUse', {}).catch(() => {});
    };
    const signs = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const sign of signs) window.addEventListener(sign, note, { capture: true, passive: true });
    return () => {
      for (const sign of signs) window.removeEventListener(sign, note, { capture: true });
    };
  }, []);
}
