import type { Language } from '#domain/base';
import { useCallback } from 'react';
import { en } from './errors.en.ts';
import { type ErrorWords, zhCN } from './errors.zh-cn.ts';
import { useLanguage } from './language.ts';

const words: Record<Language, ErrorWords> = { 'zh-CN': zhCN, en };

/** What a refusal says in a language; anything that is no refusal is said to be unexpected. */
export function errorText(error: unknown, language: Language): string {
  const known = words[language];
  const { code, params } = refusalIn(error);
  if (Object.hasOwn(known, code)) return known[code as keyof ErrorWords](params as never);
  const message = error instanceof Error ? error.message : code;
  return known['api.unexpected']({ traceId: message });
}

/** `text(error)` in the current language: for a thrown BridgeError, or a job's `{code: errorCode, params: errorParams}`. */
export function useErrorText(): (error: unknown) => string {
  const { language } = useLanguage();
  return useCallback((error) => errorText(error, language), [language]);
}

function refusalIn(error: unknown): { code: string; params: unknown } {
  if (typeof error !== 'object' || error === null || !('code' in error)) return { code: '', params: {} };
  return { code: String(error.code), params: 'params' in error ? error.params : {} };
}
