import { checkPackages } from '#tools/pack-check';
import { ensureBuilt } from '#tools/build';
import { expect, test } from 'vitest';

test('the packages hold the app, the one right binary and nothing else, and the packed main runs', async () => {
  await ensureBuilt();
  const lines: string[] = [];
  const code = await checkPackages((line) => lines.push(line));
  expect(lines.filter((line) => line.startsWith('FAIL') || line.startsWith('   '))).toEqual([]);
  expect(lines.filter((line) => line.startsWith('ok')).length).toBeGreaterThanOrEqual(15);
  expect(code).toBe(0);
}, 180_000);
