import type { GridAction } from './grid-state.ts';
import type { Step, View } from './steps.ts';

/** A key as the grid hears it. */
export type GridKey = {
  readonly key: string;
  /** Ctrl, or ⌘ on a Mac. */
  readonly mod: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
};

/** What the grid does by itself; the rest needs what the page has: ids, a group, a panel. */
export type GridIntent = GridAction | 'add' | 'duplicate' | 'toggle' | 'save' | 'details' | 'menu';

const STEPS: Readonly<Record<string, Step>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
  Home: 'rowStart',
  End: 'rowEnd',
};

/** With Ctrl the arrows go to the end of the table on their side. */
const LEAPS: Readonly<Record<string, Step>> = {
  home: 'first',
  end: 'last',
  arrowup: 'first',
  arrowdown: 'last',
  arrowleft: 'rowStart',
  arrowright: 'rowEnd',
};

/** What a key means in the grid while no cell is being edited; null lets the browser have it (copy and paste too). */
export function intentOf(pressed: GridKey, view: View, page: number): GridIntent | null {
  const { key, mod, alt, shift } = pressed;
  if (alt && !mod) return altered(key, view);
  if (mod) return alt ? null : commanded(key.toLowerCase(), shift, view, page);
  const step = STEPS[key];
  if (step) return { type: 'step', step, view, page, ...(shift ? { extend: true } : {}) };
  switch (key) {
    case 'Enter':
    case 'F2':
      return shift ? 'details' : { type: 'edit', typed: '' };
    case ' ':
      return 'toggle';
    case 'Delete':
    case 'Backspace':
      return { type: 'clear', view };
    case 'Insert':
      return 'add';
    case 'ContextMenu':
      return 'menu';
    case 'F10':
      return shift ? 'menu' : null;
    case 'Process':
      // An input method has begun a word: the editor must be there to receive it.
      return { type: 'edit', typed: '' };
    default:
      return Array.from(key).length === 1 ? { type: 'edit', typed: key } : null;
  }
}

function altered(key: string, view: View): GridIntent | null {
  if (key === 'ArrowUp') return { type: 'moveBy', by: -1, view };
  return key === 'ArrowDown' ? { type: 'moveBy', by: 1, view } : null;
}

function commanded(key: string, shift: boolean, view: View, page: number): GridIntent | null {
  const leap = LEAPS[key];
  if (leap) return { type: 'step', step: leap, view, page, ...(shift ? { extend: true } : {}) };
  switch (key) {
    case 'enter':
      return 'add';
    case 's':
      return 'save';
    case 'a':
      return { type: 'selectAll', view };
    case 'd':
      return shift ? 'duplicate' : { type: 'fillDown', view };
    case 'delete':
    case 'backspace':
      return { type: 'remove', view };
    case 'z':
      return { type: shift ? 'redo' : 'undo' };
    case 'y':
      return { type: 'redo' };
    default:
      return null;
  }
}
