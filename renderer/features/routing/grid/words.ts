import { en } from './messages.en.ts';
import { zhCN } from './messages.zh-cn.ts';

export const gridWords = { 'zh-CN': zhCN, en } as const;
export type GridWords = typeof zhCN;
