import { mkdirSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, goTo, signIn, test } from './demo-console.ts';

const screens = process.env['SCREENS'] ?? 'test-results/screens';
mkdirSync(screens, { recursive: true });

/** What Excel puts on the clipboard: a line of names, then a rule that takes much, and the same once more, which never wins and names a group that nobody knows. */
const SHEET = [
  ['规则名称', '业务线', '分配组'],
  ['果蔬·全部改由华南承接', '果蔬', '华南果蔬组'],
  ['果蔬·同样的条件', '果蔬', '没有的组'],
];

// It routes what waits: nobody may have done so before.
test.use({ company: 'workbench' });

async function pasteInto(grid: Locator, cells: readonly (readonly string[])[]): Promise<void> {
  await grid.evaluate(
    (element, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    cells.map((row) => row.join('\t')).join('\n'),
  );
}

async function signOut(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).click();
  await page.getByRole('menuitem', { name: /退出登录/ }).click();
  await expect(page.locator('form')).toBeVisible();
}

async function openTable(page: Page): Promise<Locator> {
  await goTo(page, '/routing/rules');
  await page.getByRole('button', { name: /新建草稿|继续编辑|编辑草稿/ }).click();
  const grid = page.getByRole('grid');
  await expect(grid).toBeVisible();
  return grid;
}

test('rules are pasted from a spreadsheet, a finding is mended, history replayed, somebody else approves, and it goes back', async ({
  page,
  demo,
}) => {
  test.setTimeout(150_000);
  await signIn(page, demo, 'ops');
  const grid = await openTable(page);
  const first = grid.getByRole('row').nth(1).getByRole('gridcell').nth(1);
  const paste = page.getByRole('dialog', { name: '粘贴到规则表' });
  await first.click();
  await pasteInto(grid, SHEET);
  await paste.getByText('作为新规则插入光标下方').click();
  await expect(paste.getByText('没有这个分配组')).toBeVisible();
  await page.screenshot({ path: `${screens}/routing-paste.png` });
  await paste.getByRole('button', { name: '粘贴可识别的部分' }).click();
  await expect(grid.getByText('果蔬·全部改由华南承接')).toBeVisible();

  // The second row can never win: the analysis says so, and one press takes it out.
  await page.getByRole('button', { name: /^规则分析/ }).click();
  const findings = page.getByRole('complementary', { name: '规则分析' });
  await expect(findings.getByText('永远不会命中')).toBeVisible({ timeout: 30_000 });
  await page.screenshot({ path: `${screens}/routing-analysis.png` });
  await findings.getByRole('button', { name: /删除/ }).first().click();
  await expect(grid.getByText('果蔬·同样的条件')).toBeHidden();

  // The whole history, while it is edited.
  await page.getByRole('button', { name: '回放', exact: true }).click();
  const replay = page.getByRole('complementary', { name: '回放' });
  await replay.getByRole('button', { name: /保存并回放|开始回放/ }).click();
  await expect(replay.getByText(/个商机中有 .+ 个会换分配组/)).toBeVisible({ timeout: 60_000 });
  await page.screenshot({ path: `${screens}/routing-replay.png` });

  // Too much moves: somebody else has to approve.
  await page
    .getByRole('button', { name: /^(发布|提交审批)…$/ })
    .first()
    .click();
  const release = page.getByRole('dialog', { name: '发布流转规则' });
  await expect(release.getByText(/需要他人审批/)).toBeVisible({ timeout: 60_000 });
  await release.getByRole('textbox').first().fill('果蔬改由华南承接');
  await release.getByRole('button', { name: '提交审批' }).click();
  await expect(page.getByText(/审批期间不能修改/).first()).toBeVisible();

  await signOut(page, /林晓/);
  await signIn(page, demo, 'leader');
  await goTo(page, '/routing/rules');
  await page.getByRole('link', { name: /商机流转总表 · .*提交/ }).click();
  await page.getByRole('button', { name: '审批…' }).click();
  const approval = page.getByRole('dialog', { name: '审批流转规则' });
  await approval.getByRole('button', { name: '批准并发布' }).click();
  await expect(page.getByText(/版已发布并生效/)).toBeVisible();

  await signOut(page, /组长/);
  await signIn(page, demo, 'ops');
  await goTo(page, '/routing/run');
  await page
    .getByRole('button', { name: /开始流转|运行流转|开始/ })
    .first()
    .click();
  await expect(page.getByText(/流转完成/).first()).toBeVisible({ timeout: 90_000 });
  await page.getByRole('grid').getByRole('row').nth(1).click();
  await expect(page).toHaveURL(/decisions\/\d+/);
  await expect(page.getByText(/可复现/).first()).toBeVisible();
  await page.screenshot({ path: `${screens}/decision-workbench.png`, fullPage: true });

  await goTo(page, '/routing/rules');
  await page.getByRole('button', { name: '退回到此版本' }).first().click();
  await page.getByRole('button', { name: '退回到此版本' }).last().click();
  await expect(page.getByText(/退回到第 \d+ 版/).first()).toBeVisible();
});
