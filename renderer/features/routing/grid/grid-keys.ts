import type { GridAction, View } from './grid-state.ts';

/** A key as the grid hears it. */
export type GridKey = {
  readonly key: string;
  /** Ctrl, or ⌘ on a Mac. */
  readonly mod: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
};

/** What the grid does by itself; new rows need an id and a group, which the page gives. */
type GridIntent = GridAction | 'add' | 'duplicate' | 'toggle' | 'save';

type Steps = Extract<GridAction, { type: 'step' }>['step'];

const STEPS: Readonly<Record<string, Steps>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
  Home: 'rowStart',
  End: 'rowEnd',
};

const WITH_MOD: Readonly<Record<string, 'undo' | 'redo' | 'copy' | 'paste'>> = {
  z: 'undo',
  y: 'redo',
  c: 'copy',
  v: 'paste',
};

/** What a key means in the grid while no cell is being edited; null lets the browser have it. */
export function intentOf(pressed: GridKey, view: View, page: number): GridIntent | null {
  const { key, mod, alt, shift } = pressed;
  if (alt && !mod) return altered(key, view);
  if (mod) return alt ? null : commanded(key.toLowerCase(), shift, view, page);
  const step = STEPS[key];
  if (step) return { type: 'step', step, view, page };
  switch (key) {
    case 'Enter':
    case 'F2':
      return { type: 'edit', typed: '' };
    case ' ':
      return 'toggle';
    case 'Delete':
    case 'Backspace':
      return { type: 'clear' };
    case 'Insert':
      return 'add';
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
  if (key === 'home' || key === 'end')
    return { type: 'step', step: key === 'home' ? 'first' : 'last', view, page };
  if (key === 'enter') return 'add';
  if (key === 's') return 'save';
  if (key === 'd') return shift ? 'duplicate' : { type: 'fillDown', view };
  if (key === 'delete' || key === 'backspace') return { type: 'remove', view };
  const type = key === 'z' && shift ? 'redo' : WITH_MOD[key];
  return type ? { type } : null;
}
