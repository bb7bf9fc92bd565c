import { z } from 'zod';

export type Language = 'zh-CN' | 'en';

/** A name that people read, in both languages; zh is the source and is never empty. */
export const Label = z.object({ zh: z.string().trim().min(1).max(200), en: z.string().trim().max(200) });
export type Label = z.infer<typeof Label>;

/** The label in one language; an empty English one falls back to Chinese. */
export function labelIn(label: Label, language: Language): string {
  return language === 'en' && label.en !== '' ? label.en : label.zh;
}
