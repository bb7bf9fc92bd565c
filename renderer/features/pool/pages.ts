import type { FeaturePage } from '#ui/feature-page';
import { IconBellRinging, IconHourglass, IconRipple } from '@tabler/icons-react';
import { PoliciesPage } from './policies-page.tsx';
import { PoolPage } from './pool-page.tsx';
import { RemindersPage } from './reminders.tsx';

export const poolPages: readonly FeaturePage[] = [
  {
    path: '/pool',
    needs: 'pool.view',
    page: PoolPage,
    nav: {
      group: 'work',
      label: { zh: '公海', en: 'Pool' },
      icon: IconRipple,
      keywords: ['gonghai', 'gh', 'claim', '领取', '回收'],
    },
  },
  {
    path: '/pool/reminders',
    needs: 'pool.view',
    page: RemindersPage,
    nav: {
      group: 'work',
      label: { zh: '跟进提醒', en: 'Reminders' },
      icon: IconBellRinging,
      keywords: ['genjintixing', 'gjtx', 'overdue', '超时', '时限'],
    },
  },
  {
    path: '/pool/policies',
    needs: 'pool.view',
    page: PoliciesPage,
    nav: {
      group: 'rules',
      label: { zh: '公海策略', en: 'Pool policies' },
      icon: IconHourglass,
      keywords: ['gonghaicelue', 'ghcl', 'protection', '保护期', '回收'],
    },
  },
];
