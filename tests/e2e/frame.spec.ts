import { expect, goTo, signIn, test } from './demo-console.ts';

test('a reload in the middle of work goes on where it was', async ({ page, demo }) => {
  await signIn(page, demo, 'ops');
  await goTo(page, '/orders?refunded=yes');
  await page.reload();
  await expect(page.getByRole('heading', { name: '订单', level: 1 })).toBeVisible();
  expect(page.url()).toContain('refunded=yes');
});

test('the launch token leaves the address bar at once and cannot be used again', async ({
  browser,
  demo,
}) => {
  const address = await demo.address();
  const first = await (await browser.newContext()).newPage();
  await first.goto(address);
  await expect(first.locator('form')).toBeVisible();
  expect(first.url()).not.toContain('launch');
  const second = await (await browser.newContext()).newPage();
  await second.goto(address);
  await expect(second.getByRole('heading', { level: 1 })).toHaveText(
    /连接已失效|link to the console is lost/,
  );
});

test('the page keeps to its content policy', async ({ page, demo }) => {
  const broken: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') broken.push(message.text());
  });
  page.on('pageerror', (error) => broken.push(error.message));
  await signIn(page, demo, 'owner');
  for (const path of ['/opportunities', '/orders', '/attribution', '/routing/rules', '/people', '/audit'])
    await goTo(page, path);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await goTo(page, '/audit');
  await page.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(broken).toEqual([]);
});

test('the console is worked with the keyboard alone', async ({ page, demo }) => {
  await page.goto(await demo.address());
  await expect(page.locator('form')).toBeVisible();
  await page.keyboard.type('ops');
  await page.keyboard.press('Tab');
  await page.keyboard.type('switchyard-demo');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '你好，林晓' })).toBeVisible();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog');
  await expect(palette.locator('input')).toBeFocused();
  await page.keyboard.type('sj');
  await expect(palette.locator('input')).toHaveValue('sj');
  await expect(palette.locator('[data-selected]')).toHaveText('商机');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '商机', level: 1 })).toBeVisible();
  const grid = page.getByRole('grid');
  await expect(grid).toBeVisible();
  for (let i = 0; i < 20 && !(await grid.evaluate((node) => node === document.activeElement)); i += 1)
    await page.keyboard.press('Tab');
  await page.keyboard.press('End');
  await expect(page.locator('[role=row][aria-selected=true]')).toBeInViewport();
  await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/opportunities\/\d+/);
});

test('a list of ninety thousand jumps to its end and shows it', async ({ page, demo }) => {
  await signIn(page, demo, 'ops');
  await goTo(page, '/follow-ups');
  await page.getByRole('grid').focus();
  await page.keyboard.press('End');
  const total = Number(await page.getByRole('grid').getAttribute('aria-rowcount'));
  expect(total).toBeGreaterThan(90_000);
  const last = page.locator(`[role=row][aria-rowindex="${total}"]`);
  await expect(last).toBeInViewport();
  await expect(last.locator('.mantine-Skeleton-root')).toHaveCount(0);
});

test('two windows hear of each other: a rule set opened in one is news in the other', async ({
  page,
  browser,
  demo,
}) => {
  await signIn(page, demo, 'ops');
  await goTo(page, '/audit');
  const grid = page.getByRole('grid');
  const before = Number(await grid.getAttribute('aria-rowcount'));
  const other = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
  await signIn(other, demo, 'trainer');
  await expect.poll(async () => Number(await grid.getAttribute('aria-rowcount'))).toBeGreaterThan(before);
});

test('on a narrow window the navigation folds away and nothing runs over the edge', async ({
  page,
  demo,
}) => {
  await page.setViewportSize({ width: 480, height: 800 });
  await signIn(page, demo, 'rep');
  for (const path of ['/', '/opportunities', '/people', '/attribution']) {
    await goTo(page, path);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
  await page.getByRole('button', { name: '导航菜单' }).click();
  await page.getByRole('link', { name: '订单', exact: true }).click();
  await expect(page.getByRole('heading', { name: '订单', level: 1 })).toBeVisible();
});
