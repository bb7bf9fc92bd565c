import { mkdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, goTo, signIn, test } from './demo-console.ts';

/** The pictures of the README are taken here; `SCREENS=docs/screens` renews them. */
const screens = process.env['SCREENS'] ?? 'test-results/screens';
mkdirSync(screens, { recursive: true });

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /沈静/ }).click();
  await page.getByRole('menuitem', { name: /退出登录|Sign out/ }).click();
  await expect(page.locator('form')).toBeVisible();
}

test('a newcomer changes a rule, publishes it, routes what waits and opens why one went where it went', async ({
  page,
  demo,
}) => {
  await signIn(page, demo, 'ops');
  await page.getByRole('link', { name: '流转规则' }).click();
  await page.getByRole('button', { name: '新建草稿' }).click();
  const grid = page.getByRole('grid');
  await expect(grid.getByText('果蔬·连锁大客户')).toBeVisible();
  await page.screenshot({ path: `${screens}/routing-rules.png` });

  // Rule 1 gets another name, by keyboard: Enter edits, Enter takes it.
  await grid.getByText('果蔬·连锁大客户').click();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('果蔬·五十家以上连锁');
  await page.keyboard.press('Enter');
  await expect(grid.getByText('果蔬·五十家以上连锁')).toBeVisible();
  await page.getByRole('button', { name: '保存草稿' }).click();
  await expect(page.getByText('已全部保存')).toBeVisible();
  await page.getByRole('button', { name: '发布…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: '发布说明' }).fill('改了第一条规则的名字');
  // The dialog replays the draft first: nothing moves, so it may be published directly.
  await dialog.getByRole('button', { name: '发布' }).click({ timeout: 60_000 });
  await expect(dialog).toBeHidden();

  await goTo(page, '/routing/rules');
  await expect(page.getByText('改了第一条规则的名字')).toBeVisible();
  await goTo(page, '/routing/run');
  await page.getByRole('button', { name: /开始流转|运行流转|开始/ }).click();
  await expect(page.getByText(/流转完成/)).toBeVisible({ timeout: 60_000 });

  const decision = page.getByRole('grid').getByRole('row').nth(1);
  await decision.click();
  await expect(page).toHaveURL(/decisions\/\d+/);
  await expect(page.getByText(/第 2 版/).first()).toBeVisible();
  await page.screenshot({ path: `${screens}/decision.png`, fullPage: true });
});

test('finance opens the evidence of one order in three clicks, in both languages', async ({ page, demo }) => {
  await signIn(page, demo, 'finance');
  for (const language of ['zh-CN', 'en'] as const) {
    if (language === 'en') await page.getByRole('button', { name: 'English' }).click();
    await goTo(page, '/attribution');
    await expect(
      page.getByText(language === 'en' ? /ties? (out )?to the/i : /与订单表一致/).first(),
    ).toBeVisible();
    await page.screenshot({ path: `${screens}/attribution-${language}.png` });
    // One click on a step, one on an order, and there it is.
    const steps = page
      .getByRole('main')
      .getByRole('link', { name: language === 'en' ? /^Orders of/ : /^查看订单/ });
    await steps.first().click();
    await expect(page).toHaveURL(/#\/attribution\/.+/);
    await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
    await page.getByRole('grid').getByRole('row').nth(1).click();
    await expect(page).toHaveURL(/attribution\/orders\/\d+|evidence/);
    await expect(page.getByText(/SO-\d+/).first()).toBeVisible();
    await page.screenshot({ path: `${screens}/evidence-${language}.png`, fullPage: true });
  }
  await page.getByRole('button', { name: '中文' }).click();
  await signOut(page);
});
