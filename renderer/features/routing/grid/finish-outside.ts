import { type RefObject, useEffect, useEffectEvent } from 'react';

/** A press anywhere else finishes the editing, before what is pressed acts. */
export function useFinishOutside(box: RefObject<HTMLElement | null>, finish: () => void): void {
  const onPress = useEffectEvent((event: MouseEvent) => {
    if (event.target instanceof Node && !box.current?.contains(event.target)) finish();
  });
  useEffect(() => {
    const hear = (event: MouseEvent) => onPress(event);
    document.addEventListener('mousedown', hear, { capture: true });
    return () => document.removeEventListener('mousedown', hear, { capture: true });
  }, []);
}
