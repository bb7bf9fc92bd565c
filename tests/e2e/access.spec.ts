import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { expect, goTo, signIn, test } from './demo-console.ts';

const screens = process.env['SCREENS'] ?? 'test-results/screens';
mkdirSync(screens, { recursive: true });

// It changes who may what: nobody else's pages may depend on that.
test.use({ company: 'access' });

const ROLE = '试点销售';

async function signOut(page: Page): Promise<void> {
  await page.getByRole('complementary').or(page.getByRole('navigation')).first().waitFor();
  await page.locator('[aria-haspopup=menu]').last().click();
  await page.getByRole('menuitem', { name: /退出登录/ }).click();
  await expect(page.locator('form')).toBeVisible();
}

/** What the store itself says: read beside the console, by nobody's rights. */
function inStore<T>(home: string, question: string, ...given: string[]): T[] {
  const raw = new Database(join(home, 'switchyard.db'), { readonly: true });
  try {
    return raw
      .prepare(question)
      .pluck()
      .all(...given) as T[];
  } finally {
    raw.close();
  }
}

async function openRights(page: Page, home: string, login: string): Promise<void> {
  const [id] = inStore<string>(home, 'SELECT id FROM users WHERE login = ?', login);
  await goTo(page, `/people/${id}/rights`);
}

/** Sends a previewed change to the second person. */
async function propose(page: Page, reason: string): Promise<void> {
  await page.getByRole('textbox', { name: '理由' }).fill(reason);
  await page.getByRole('button', { name: '提交审批' }).click();
  await expect(page.getByText(/已提交|已发送/).first()).toBeVisible();
}

/** Approves everything that waits, the oldest way: open, look, approve. */
async function approveAll(page: Page, count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) {
    await goTo(page, '/requests?which=toDecide');
    await page.getByRole('main').getByRole('table').getByRole('link').first().click();
    await page.getByRole('button', { name: '批准并立即生效' }).click();
    await expect(page.getByText('已生效').first()).toBeVisible();
  }
}

/** The same words head a table and name a box: the box is a text field. */
async function choose(page: Page, box: string, option: string | RegExp): Promise<void> {
  await page
    .locator('input')
    .and(page.getByLabel(box, { exact: true }))
    .first()
    .click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

async function giveRole(page: Page, name: string): Promise<void> {
  await choose(page, '角色', name);
  await page.getByRole('button', { name: '授予角色' }).click();
}

test('a leader is swapped, and before it is saved the page says who sees which rows no more', async ({
  page,
  demo,
}) => {
  await signIn(page, demo, 'owner');
  await goTo(page, '/organisation');
  await page.getByRole('treeitem', { name: /华南大区/ }).click();
  await choose(page, '负责人', '马艳');
  await expect(page.getByText(/看到 [\d,]+ 条商机/).first()).toBeVisible();
  await page.screenshot({ path: `${screens}/leader-swap.png`, fullPage: true });
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByRole('treeitem', { name: /华南大区/ })).toContainText('马艳');
});

test('a role is built, previewed, approved by a second person, and its holder sees their own rows with masked phones', async ({
  page,
  demo,
}) => {
  // The owner makes a second administrator, and from then on every change needs two.
  await signIn(page, demo, 'owner');
  await openRights(page, demo.home, 'ops');
  await giveRole(page, '所有者');
  await expect(page.getByText('1 人的权限将变化')).toBeVisible();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByText('1 人的权限将变化')).toBeHidden();
  await goTo(page, '/accounts');
  await page.getByRole('switch', { name: '权限变更需要第二人批准' }).click({ force: true });
  await page.getByRole('main').getByRole('button', { name: '保存', exact: true }).last().click();
  await expect(page.getByRole('textbox', { name: '理由' })).toBeHidden();

  // A role of its own, with masked phones, previewed and proposed.
  await goTo(page, '/roles');
  await page.getByRole('button', { name: /^销售 / }).click();
  await page.getByRole('button', { name: '复制', exact: true }).click();
  await page.getByRole('textbox', { name: '名称（中文）' }).fill(ROLE);
  await page.getByRole('radiogroup', { name: '联系方式' }).getByText('脱敏').click();
  await expect(page.getByText('保存前预览')).toBeVisible();
  await propose(page, '试点小组的角色：联系方式脱敏');

  await signOut(page);
  await signIn(page, demo, 'ops');
  await approveAll(page, 1);
  await page.screenshot({ path: `${screens}/request.png` });

  // It is given to a rep in place of the one before: two more changes, two more decisions.
  await signOut(page);
  await signIn(page, demo, 'owner');
  await openRights(page, demo.home, 'rep');
  await giveRole(page, ROLE);
  await propose(page, '进入试点');
  await page.getByRole('button', { name: '收回「销售」' }).click();
  await propose(page, '由试点角色代替');
  await signOut(page);
  await signIn(page, demo, 'ops');
  await approveAll(page, 2);

  await signOut(page);
  await signIn(page, demo, 'rep');
  await goTo(page, '/cards');
  const own = inStore<number>(
    demo.home,
    `SELECT count(DISTINCT card_id) FROM opportunities JOIN users ON users.id = owner_id WHERE login = 'rep'`,
  )[0];
  await expect(page.getByText(new RegExp(`共 ${own?.toLocaleString('en')} 条`))).toBeVisible();
  const shown = await page.getByRole('grid').innerText();
  expect(shown).toMatch(/1\d{2}\*{4}\d{4}/);
  expect(shown).not.toMatch(/1\d{10}/);
  await page.screenshot({ path: `${screens}/masked.png` });
});
