import type { FeaturePage } from '#ui/feature-page';
import { IconKey, IconShieldCheck } from '@tabler/icons-react';
import { AuditPage } from './audit-page.tsx';
import { RightsPage } from './rights-page.tsx';
import { LifePage } from './life-page.tsx';

export const auditPages: readonly FeaturePage[] = [
  {
    path: '/audit',
    needs: 'audit.view',
    page: AuditPage,
    nav: {
      group: 'company',
      label: { zh: '审计', en: 'Audit' },
      icon: IconShieldCheck,
      keywords: ['shenji', 'sj', 'log', '日志'],
    },
  },
  {
    path: '/access/use',
    needs: 'access.view',
    page: RightsPage,
    nav: {
      group: 'company',
      label: { zh: '权限使用', en: 'Use of rights' },
      icon: IconKey,
      keywords: ['quanxian', 'qx', 'rights', 'unused', '未用'],
    },
  },
  { path: '/audit/life/:subject', needs: 'audit.view', page: LifePage },
];
