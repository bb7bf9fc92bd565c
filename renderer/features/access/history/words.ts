import { en } from './messages.en.ts';
import { zhCN } from './messages.zh-cn.ts';

export const historyWords = { 'zh-CN': zhCN, en } as const;
