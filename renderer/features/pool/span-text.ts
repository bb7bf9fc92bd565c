import type { Span } from '#domain/pool';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { useCallback } from 'react';
import { poolWords } from './words.ts';

/** A span as people say it: `8 个工作小时`. */
export function useSpanText(): (span: Span) => string {
  const { spans } = useWords(poolWords);
  const { number } = useFormat();
  return useCallback(({ amount, unit }) => spans[unit]({ amount: number(amount) }), [spans, number]);
}
