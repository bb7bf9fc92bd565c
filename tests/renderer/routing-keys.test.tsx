import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import { type Console, sessionAs } from '#main';
import { demoCompany } from '#support/company';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { type UserEvent, userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

const company = demoCompany();

async function tell<K extends OperationName>(
  console: Console,
  name: K,
  input: InputOf<K>,
): Promise<OutputOf<K>> {
  const reply = await console.dispatch(sessionAs('user-ops'), name, input);
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value as OutputOf<K>;
}

/** A draft of the demo's rule set, opened, with the cursor in the first row's name; thrown away afterwards. */
async function withDraft(act: (user: UserEvent, grid: HTMLElement) => Promise<void>) {
  const console: Console = company();
  const user = userEvent.setup();
  const [set] = await tell(console, 'routing.listRuleSets', {});
  const { versionId } = await tell(console, 'routing.openDraft', { ruleSetId: set?.id ?? '' });
  openWindow(console, { as: 'user-ops', at: `/routing/rules/${versionId}` });
  const grid = await screen.findByRole('grid', { name: '流转规则表' });
  await user.click(cellAt(grid, 1, 'name'));
  grid.focus();
  await act(user, grid);
  const { version } = await tell(console, 'routing.listRules', { versionId });
  await tell(console, 'routing.discardDraft', { versionId, revision: version.revision });
}

function cellAt(grid: HTMLElement, row: number, column: string): HTMLElement {
  const line = within(grid).getAllByRole('row')[row];
  const cell = line?.querySelector<HTMLElement>(`[role=gridcell][data-column="${column}"]`);
  if (!cell) throw new Error(`No cell ${column} in row ${row}`);
  return cell;
}

const textAt = (grid: HTMLElement, row: number, column = 'name') => cellAt(grid, row, column).textContent;
/** Row and column of the cursor, from 1 and from 0. */
const active = (grid: HTMLElement) => {
  const [, line, column] = /-(\d+)-(\d+)$/.exec(grid.getAttribute('aria-activedescendant') ?? '') ?? [];
  return [Number(line) + 1, Number(column)];
};
const IS_ON = 0;
const NAME = 1;

/** What Ctrl+C puts on the clipboard: the browser asks the grid for it. */
function copied(grid: HTMLElement): string {
  let text = '';
  fireEvent.copy(grid, { clipboardData: { setData: (_: string, data: string) => (text = data) } });
  return text;
}

test(
  'arrows, Home, End and Ctrl move the cursor; Tab and Enter take what was typed and go on, Esc leaves it',
  () =>
    withDraft(async (user, grid) => {
      expect(active(grid)).toEqual([1, NAME]);
      await user.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}{ArrowLeft}');
      expect(active(grid)).toEqual([2, IS_ON]);
      await user.keyboard('{End}');
      expect(active(grid)).toEqual([2, Number(grid.getAttribute('aria-colcount')) - 2]);
      await user.keyboard('{Control>}{End}{/Control}{Control>}{Home}{/Control}{Home}{ArrowRight}');
      expect(active(grid)).toEqual([1, NAME]);

      await user.keyboard('新名字{Enter}');
      expect(textAt(grid, 1)).toBe('新名字');
      expect(active(grid)).toEqual([2, NAME]);
      const second = textAt(grid, 2);
      await user.keyboard('x{Escape}');
      expect(textAt(grid, 2)).toBe(second);
      expect(document.activeElement).toBe(grid);
      await user.keyboard('y{Tab}');
      expect(textAt(grid, 2)).toBe('y');
      expect(active(grid)).toEqual([2, NAME + 1]);
      await user.keyboard('{ArrowLeft}{F2}z{Shift>}{Tab}{/Shift}');
      expect(textAt(grid, 2)).toBe('yz');
      expect(active(grid)).toEqual([2, IS_ON]);
    }),
  120_000,
);

test(
  'rows are filled down, moved, duplicated, removed, and each of these is undone and done again',
  () =>
    withDraft(async (user, grid) => {
      const names = () => [1, 2, 3].map((row) => textAt(grid, row));
      const [first, second, third] = names();
      await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}{Control>}d{/Control}');
      expect(names()).toEqual([first, first, first]);
      await user.keyboard('{Control>}z{/Control}');
      expect(names()).toEqual([first, second, third]);
      await user.keyboard('{Control>}y{/Control}');
      expect(names()).toEqual([first, first, first]);
      await user.keyboard('{Control>}z{/Control}');

      await user.click(cellAt(grid, 1, 'name'));
      await user.keyboard('{Alt>}{ArrowDown}{/Alt}');
      expect(names()).toEqual([second, first, third]);
      expect(active(grid)).toEqual([2, NAME]);
      await user.keyboard('{Control>}z{/Control}');
      expect(names()).toEqual([first, second, third]);

      await user.keyboard('{Control>}{Shift>}D{/Shift}{/Control}');
      expect(names()).toEqual([first, first, second]);
      await user.keyboard('{Control>}{Delete}{/Control}');
      expect(names()).toEqual([first, second, third]);
      await user.keyboard('{Control>}{Enter}{/Control}');
      expect(names()).toEqual([first, second, '未命名']);
    }),
  120_000,
);

test(
  'what is copied is pasted; a cell that cannot be read is marked, says why under the cursor, and is freed by an entry',
  () =>
    withDraft(async (user, grid) => {
      const first = textAt(grid, 1) ?? '';
      expect(copied(grid)).toBe(first);
      await user.keyboard('{ArrowDown}');
      await user.paste(first);
      expect(textAt(grid, 2)).toBe(first);

      await user.keyboard('{ArrowDown}');
      await user.paste('粘贴的规则\t没有这个取值');
      const dialog = await screen.findByRole('dialog', { name: '粘贴到规则表' });
      expect(within(dialog).getByText('没有这个取值')).toBeDefined();
      await user.click(within(dialog).getByRole('button', { name: '粘贴可识别的部分' }));
      await waitFor(() => expect(textAt(grid, 3)).toBe('粘贴的规则'));
      const marked = grid.querySelector<HTMLElement>('[aria-invalid=true]');
      expect(marked?.title).toContain('没有这个取值');
      grid.focus();
      await user.keyboard('{ArrowRight}');
      expect(active(grid)).toEqual([3, NAME + 1]);
      const says = () => screen.queryAllByRole('status').map(({ textContent }) => textContent);
      expect(says().join()).toContain('没有这个取值');
      await user.keyboard('{Delete}');
      // The cell was empty and is so still; a value entered frees it.
      await user.keyboard('{Enter}');
      const editor = await screen.findByRole('dialog');
      await user.click(within(editor).getAllByRole('option')[0] as HTMLElement);
      await user.keyboard('{Enter}');
      await waitFor(() => expect(grid.querySelector('[aria-invalid=true]')).toBeNull());
      expect(says().join()).not.toContain('没有这个取值');
    }),
  120_000,
);
