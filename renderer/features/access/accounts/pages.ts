import type { FeaturePage } from '#ui/feature-page';
import { IconShieldLock } from '@tabler/icons-react';
import { AccountPage } from './account-page.tsx';
import { AccountsPage } from './accounts-page.tsx';

export const accountPages: readonly FeaturePage[] = [
  { path: '/account', needs: 'signedIn', page: AccountPage },
  {
    path: '/accounts',
    needs: 'access.edit',
    page: AccountsPage,
    nav: {
      group: 'company',
      label: { zh: '账号与登录', en: 'Accounts' },
      icon: IconShieldLock,
      keywords: ['zhanghao', 'zh', 'mima', 'denglu', 'password', 'session', '密码', '会话', '登录'],
    },
  },
];
