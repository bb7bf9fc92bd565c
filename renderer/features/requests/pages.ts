import type { FeaturePage } from '#ui/feature-page';
import { IconUserQuestion } from '@tabler/icons-react';
import { NewRequestPage } from './new-request-page.tsx';
import { ProposalPage } from './proposal-page.tsx';
import { RequestsPage } from './requests-page.tsx';

export const requestPages: readonly FeaturePage[] = [
  {
    path: '/requests',
    needs: 'signedIn',
    page: RequestsPage,
    nav: {
      group: 'company',
      label: { zh: '申请与审批', en: 'Requests' },
      icon: IconUserQuestion,
      keywords: ['shenqing', 'sq', 'shenpi', 'sp', 'requests', 'approve', '审批', '权限申请', 'proposals'],
    },
  },
  { path: '/requests/new', needs: 'signedIn', page: NewRequestPage },
  { path: '/requests/:id', needs: 'signedIn', page: ProposalPage },
];
