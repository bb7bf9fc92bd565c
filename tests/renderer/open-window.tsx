import { Root } from '#interface/root';
import { connect } from '#bridge/client';
import type { Language } from '#domain/base';
import type { Session } from '#api/context';
import type { Console } from '#main';
import { render } from '@testing-library/react';
import { MemoryRouter } from 'react-router';

let windows = 0;

/** Opens the whole interface on a real console, as a window of its own with nobody signed in (or with `as`). */
export function openWindow(
  console: Console,
  options: { language?: Language; at?: string; as?: string } = {},
): { session: Session; close: () => void } {
  windows += 1;
  const session: Session = {
    id: `window-${windows}`,
    userId: options.as ?? null,
    lastSeenAt: console.env.now(),
    locked: false,
  };
  connect({
    // As over every shell, only what JSON carries crosses.
    call: async (name, input) =>
      JSON.parse(JSON.stringify(await console.dispatch(session, name, JSON.parse(JSON.stringify(input))))),
    on: console.listen,
  });
  const { unmount } = render(
    <MemoryRouter initialEntries={[options.at ?? '/']}>
      <Root isTest language={options.language ?? 'zh-CN'} />
    </MemoryRouter>,
  );
  return { session, close: unmount };
}
