import { en } from './messages.en.ts';
import { zhCN } from './messages.zh-cn.ts';

export const requestWords = { 'zh-CN': zhCN, en } as const;
