import { useLanguage } from './language.ts';

/**
 * The words of the current language. Chinese is the source: `en` must have every one of its words,
 * so a missing or misshapen one does not compile.
 */
export function useWords<T>(words: { readonly 'zh-CN': T; readonly en: NoInfer<T> }): T {
  return words[useLanguage().language];
}
