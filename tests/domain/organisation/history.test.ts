import { spanAt, spansOf } from '#domain/organisation';
import { expect, test } from 'vitest';

const unit = (leaderId: string | null, parentId: string | null = null, zh = '东区') => ({
  id: 'u',
  label: { zh, en: '' },
  parentId,
  leaderId,
});

test('who led what is told in spans: a new name makes none, what went has an end, what came back begins anew', () => {
  const spans = spansOf([
    { at: 0, unit: unit('ann') },
    { at: 10, unit: unit('ann', null, '东大区') },
    { at: 20, unit: unit('bob') },
    { at: 30, unit: unit('bob', 'top') },
    { at: 40, unit: null },
    { at: 50, unit: unit(null) },
  ]);
  expect(spans).toEqual([
    { from: 0, to: 20, leaderId: 'ann', parentId: null },
    { from: 20, to: 30, leaderId: 'bob', parentId: null },
    { from: 30, to: 40, leaderId: 'bob', parentId: 'top' },
    { from: 50, to: null, leaderId: null, parentId: null },
  ]);
  expect([19, 20, 45, 60].map((at) => spanAt(spans, at)?.leaderId)).toEqual(['ann', 'bob', undefined, null]);
});

test('two changes at one moment are one', () => {
  const spans = spansOf([
    { at: 0, unit: unit('ann') },
    { at: 5, unit: unit('bob') },
    { at: 5, unit: unit('cat') },
  ]);
  expect(spans.map(({ leaderId }) => leaderId)).toEqual(['ann', 'cat']);
});
