import { readFileSync, writeFileSync } from 'node:fs';
import { expect, goTo, signIn, test } from './demo-console.ts';

/** Eight rows as a partner might send them: two are the same number, one is no phone, one a date nobody can read. */
const FILE = `编号,联系电话,客户,公司,业务线,创建时间,省份
P-1,138 0013 8001,王芳,晨光面馆,果蔬,2026-11-20 10:00,浙江
P-2,＋86 13800138002,Emily Chen,Harbor Deli,果蔬,2026-11-20 10:05,上海
P-3,1.3800138003E10,李伟,青禾便利店,冻品,2026-11-20 10:06,江苏
P-4,13800138001,王芳,晨光面馆,果蔬,2026-11-20 11:00,浙江
P-5,不便透露,赵敏,云上酒店,肉禽,2026-11-20 11:10,四川
P-6,0571-88886666转802,周磊,江南酒楼,肉禽,2026-11-20 11:20,浙江
P-7,13800138007,"=HYPERLINK(""http://x"")",百味食堂,果蔬,很久以前,四川
P-8,13800138008,吴静,南门火锅,果蔬,2026-11-20 11:40,火星
`;

test('a file in UTF-16 is checked row by row, imported, its rejected rows fetched, and all of it undone', async ({
  page,
  demo,
}, info) => {
  const path = info.outputPath('商机.csv');
  writeFileSync(path, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(FILE, 'utf16le')]));

  await signIn(page, demo, 'ops');
  await goTo(page, '/imports');
  await page
    .getByRole('main')
    .getByRole('link', { name: '新建导入' })
    .or(page.getByRole('main').getByRole('button', { name: '新建导入' }))
    .first()
    .click();
  await page.getByText('客户名片和商机，可带业务属性').click();
  await page.getByRole('combobox', { name: '数据来源' }).fill('渠道伙伴');
  await page.locator('input[type=file]').setInputFiles(path);
  await expect(page.getByText(/UTF-16/)).toBeVisible();
  await page.getByRole('button', { name: '开始预检' }).click();
  await expect(page.getByRole('button', { name: /^导入 \d+ 行$/ })).toBeVisible({ timeout: 30_000 });
  await page.screenshot({ path: 'test-results/screens/import-checked.png', fullPage: true });
  await page.getByRole('button', { name: /^导入 \d+ 行$/ }).click();
  await expect(page.getByText('导入完成')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('link', { name: '查看导入记录' }).click();
  await page.screenshot({ path: 'test-results/screens/import-batch.png', fullPage: true });

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /下载/ }).first().click(),
  ]);
  const rejects = readFileSync(await download.path(), 'utf8');
  expect(rejects).toContain('P-5');
  expect(rejects).not.toMatch(/(^|,)"?=HYPERLINK/m);

  await page.getByRole('button', { name: /撤销/ }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: /撤销/ }).click();
  await expect(page.getByText('已撤销').first()).toBeVisible({ timeout: 30_000 });
});
