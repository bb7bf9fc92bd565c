import { en } from './messages.en.ts';
import { zhCN } from './messages.zh-cn.ts';

export const organisationWords = { 'zh-CN': zhCN, en } as const;
export type OrganisationWords = typeof zhCN;
