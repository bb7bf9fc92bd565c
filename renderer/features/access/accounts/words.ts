import { en } from './messages.en.ts';
import { zhCN } from './messages.zh-cn.ts';

export const accountWords = { 'zh-CN': zhCN, en } as const;
