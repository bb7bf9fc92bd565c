import { newCompany } from '#support/company';
import { arrange } from '#support/routing-office';
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

/** What needs no permission, and why: the day's start, one's own people, jobs, requests and reviews; all empty without rights. */
const OPEN = ['/', '/jobs', '/people', '/requests', '/go-live', '/reviews'];

test('who has no role finds no page of customers, rules, results or rights in the navigation', async () => {
  const console = await newCompany();
  await arrange(console, () =>
    console.store.raw.exec(`INSERT INTO users (id, login, name, status, source, external_id, created_at) VALUES ('new', 'new', '新人', 'active', 't', 'new', 0);
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) SELECT 'new', value, 'all', '[]' FROM json_each('["contacts","routing","orders","attribution"]')`),
  );
  openWindow(console, { as: 'new' });
  const menu = await screen.findByRole('navigation');
  const links = within(menu)
    .getAllByRole('link')
    .map((link) => link.getAttribute('href'))
    .filter((path) => path !== null);
  expect(links.filter((path) => !OPEN.includes(path))).toEqual([]);
});
