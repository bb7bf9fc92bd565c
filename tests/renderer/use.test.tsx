import { newCompany } from '#support/company';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

test('a window counts as used when somebody touches it, not when it looks for changes', async () => {
  const console = await newCompany();
  const { session } = openWindow(console, { as: 'system' });
  session.lastSeenAt = 0;
  expect(await screen.findByText('还没有任务。')).toBeDefined();
  console.env.emit({ type: 'changed', operation: 'test' });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(session.lastSeenAt).toBe(0);
  await userEvent.setup().keyboard('{Shift}');
  await waitFor(() => expect(session.lastSeenAt).toBeGreaterThan(0));
});
