import type { FeaturePage } from '#ui/feature-page';
import { IconShieldCheck } from '@tabler/icons-react';
import { PermissionTestsPage } from './permission-tests-page.tsx';

export const permissionTestPages: readonly FeaturePage[] = [
  {
    path: '/permission-tests',
    needs: 'access.view',
    page: PermissionTestsPage,
    nav: {
      group: 'company',
      label: { zh: '权限检查', en: 'Permission tests' },
      icon: IconShieldCheck,
      keywords: ['quanxianjiancha', 'qxjc', 'jiancha', 'tests', 'expectations', '测试'],
    },
  },
];
