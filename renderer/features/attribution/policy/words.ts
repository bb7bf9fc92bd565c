import { en } from './messages.en.ts';
import { zhCN } from './messages.zh-cn.ts';

export const policyWords = { 'zh-CN': zhCN, en } as const;
