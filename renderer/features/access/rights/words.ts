import { en } from './messages.en.ts';
import { zhCN } from './messages.zh-cn.ts';

export const rightsWords = { 'zh-CN': zhCN, en } as const;
export type RightsWords = typeof zhCN;
