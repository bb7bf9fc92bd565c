import { contract } from '#contract/contract';
import { operationWords } from '#features/audit';
import { jobs } from '#jobs/registry';
import { sessionAs } from '#main';
import { readChunks } from '#store/transfer-files';
import { demoCompany } from '#support/company';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

const company = demoCompany();

test('every operation that writes and every kind of long work has words in both languages, in a room that has', () => {
  const writing = Object.entries(contract).flatMap(([name, { kind }]) => (kind === 'write' ? [name] : []));
  const all = [...writing, ...Object.keys(jobs).map((kind) => `job.${kind}`)];
  for (const { operations, rooms } of Object.values(operationWords)) {
    expect(all.filter((name) => !operations[name])).toEqual([]);
    expect(all.filter((name) => !rooms[name.replace(/^job\./, '').split('.')[0] ?? ''])).toEqual([]);
  }
  expect(Object.keys(operationWords.en.operations)).toEqual(Object.keys(operationWords['zh-CN'].operations));
});

describe('the audit page', () => {
  test('tells lines in words, narrows them to a room, and leads from a line to a life', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-owner', at: '/audit?operation=room:routing' });
    const grid = await screen.findByRole('grid', { name: '审计' });
    const [first] = await within(grid).findAllByText(/规则|分配/);
    expect(grid.textContent).not.toMatch(/routing\./);
    if (first) await user.click(first);
    const dialog = await screen.findByRole('dialog');
    await user.click((await within(dialog).findAllByText('查看来龙去脉'))[0] ?? dialog);
    expect(await screen.findByRole('heading', { name: /的来龙去脉$/ })).toBeDefined();
  });

  test('walks the chain as a job and says that it is whole', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-owner', at: '/audit', language: 'en' });
    await user.click(await screen.findByRole('button', { name: 'Verify the chain' }));
    expect(await screen.findByText(/^Intact: all .* lines agree/, {}, { timeout: 40_000 })).toBeDefined();
    expect(await screen.findByText(/Last verified/)).toBeDefined();
  }, 60_000);

  test('checks an exported file, and tells when somebody changed it', async () => {
    const user = userEvent.setup();
    const console = company();
    const input = { room: 'routing', format: 'csv', language: 'zh-CN' };
    const reply = await console.dispatch(sessionAs('user-owner'), 'audit.exportLines', input);
    const { jobId } = (reply.ok ? reply.value : {}) as { jobId: string };
    await waitFor(
      async () => {
        const job = await console.dispatch(sessionAs('user-owner'), 'jobs.get', { id: jobId });
        expect(job).toMatchObject({ value: { status: 'done' } });
      },
      { timeout: 10_000 },
    );
    const bytes = new Uint8Array(Buffer.concat([...readChunks(console.store.raw, jobId)]));
    openWindow(console, { as: 'user-owner', at: '/audit' });
    await user.click(await screen.findByRole('button', { name: '核对导出文件' }));
    const choose = async (file: File) => {
      const box = document.querySelector<HTMLInputElement>('input[type=file]');
      if (box) await user.upload(box, file);
    };
    await choose(new File([bytes], 'audit.csv'));
    expect(await screen.findByText(/导出的文件完全相同/)).toBeDefined();
    expect(await screen.findByText(/之前的每一行都没有变/)).toBeDefined();
    const changed = new TextDecoder().decode(bytes).replace('routing', 'ruoting');
    await choose(new File([`\uFEFF${changed}`], 'audit.csv'));
    expect(await screen.findByText(/不是这里导出的原样文件/)).toBeDefined();
  });
});
