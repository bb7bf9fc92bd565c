import type { FeaturePage } from '#ui/feature-page';
import { IconUsers } from '@tabler/icons-react';
import { PeoplePage } from './people-page.tsx';

export const accessPages: readonly FeaturePage[] = [
  {
    path: '/people',
    needs: 'signedIn',
    page: PeoplePage,
    nav: {
      group: 'company',
      label: { zh: '人员与组织', en: 'People' },
      icon: IconUsers,
      keywords: ['renyuan', 'ry', 'zuzhi', 'zz', 'organisation', 'users', '用户', '部门'],
    },
  },
];
