import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, goTo, signIn, test } from './demo-console.ts';

/** Every page of the console with the account that may see all of it; details by a row that the demo has. */
const PAGES = [
  '/',
  '/opportunities',
  '/opportunities?search=zzzz',
  '/opportunities/500',
  '/cards',
  '/follow-ups',
  '/orders',
  '/orders/500',
  '/pool',
  '/pool/reminders',
  '/pool/policies',
  '/tagging/rules',
  '/tagging/attributes',
  '/routing/run',
  '/routing/unassigned',
  '/routing/statistics',
  '/routing/rules',
  '/routing/groups',
  '/routing/lines',
  '/routing/calendars',
  '/decisions/500',
  '/attribution',
  '/attribution/policy',
  '/attribution/orders',
  '/attribution/orders/500',
  '/imports',
  '/imports/new',
  '/jobs',
  '/people',
  '/organisation',
  '/organisation/import',
  '/go-live',
  '/roles',
  '/roles/matrix',
  '/rights/who',
  '/rights/compare',
  '/rights/history',
  '/duties',
  '/requests',
  '/requests/new',
  '/reviews',
  '/accounts',
  '/account',
  '/audit',
  '/audit/life/opportunity:500',
  '/access/use',
  '/nowhere',
];

/** Pages whose address the demo makes up: the first that a list links to. */
const LINKED: readonly (readonly [list: string, name: string])[] = [
  ['/routing/rules', 'rule-editor'],
  ['/routing/groups', 'group'],
  ['/people', 'rights'],
];

/** What axe finds serious or critical on the page as it stands. */
async function findingsOn(page: Page): Promise<string[]> {
  // A page that still asks or still changes colour is not the one that people read.
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((one) => one.playState !== 'running' || one.effect?.getTiming().iterations === Infinity),
  );
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    // There is one frame and no other: no second page is needed to join what frames said.
    .setLegacyMode()
    // The rows of a long table are all alike: a few stand for the rest.
    .exclude('[role=grid] [role=row]:nth-child(n + 6)')
    .exclude('tbody tr:nth-child(n + 6)')
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
    );
}

/** Colours are the same in both languages and words in both themes: the fourth pair is only looked at. */
const LOOKS = [
  ['zh-CN', 'light'],
  ['zh-CN', 'dark'],
  ['en', 'light'],
  ...(process.env['SCREENS'] ? [['en', 'dark'] as const] : []),
] as const;

for (const [locale, colorScheme] of LOOKS)
  test.describe(`${locale}, ${colorScheme}`, () => {
    // Without motion: what fades in has no colour yet that could be judged.
    test.use({ locale, colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('nobody is kept from signing in', async ({ page, demo }) => {
      await page.goto(await demo.address());
      await expect(page.locator('form')).toBeVisible();
      expect(await findingsOn(page)).toEqual([]);
      await page.locator('button[type=submit]').click();
      expect(await findingsOn(page)).toEqual([]);
    });

    test('nobody is kept from any page', async ({ page, demo }) => {
      test.setTimeout(420_000);
      await signIn(page, demo, 'owner');
      const found: Record<string, string[]> = {};
      const look = async (name: string) => {
        const findings = await findingsOn(page);
        if (findings.length > 0) found[name] = findings;
        if (process.env['SCREENS']) await page.screenshot({ path: screenOf(name, locale, colorScheme) });
      };
      for (const path of PAGES) {
        await goTo(page, path);
        await look(path);
      }
      for (const [list, name] of LINKED) {
        await goTo(page, list);
        const link = page.locator(`main a[href*="#${list}/"]`).first();
        const href = (await link.getAttribute('href')) ?? '';
        await goTo(page, href.slice(href.indexOf('#') + 1));
        await look(name);
      }
      expect(found).toEqual({});
    });

    test('nobody is kept from the palette, the jobs and the account menu', async ({ page, demo }) => {
      await signIn(page, demo, 'ops');
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await findingsOn(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
      await page.getByRole('button', { name: /林晓/ }).click();
      await expect(page.getByRole('menu')).toBeVisible();
      expect(await findingsOn(page)).toEqual([]);
    });
  });

/** With SCREENS=1 each page is kept to be looked at; never compared. */
function screenOf(path: string, locale: string, scheme: string): string {
  const name = path.replaceAll(/[/?=]/g, '-').replace(/^-/, '') || 'home';
  return `test-results/screens/${locale}-${scheme}/${name}.png`;
}
