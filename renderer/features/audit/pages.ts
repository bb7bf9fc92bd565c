import type { FeaturePage } from '#ui/feature-page';
import { IconShieldCheck } from '@tabler/icons-react';
import { AuditPage } from './audit-page.tsx';
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
  { path: '/audit/life/:subject', needs: 'audit.view', page: LifePage },
];
