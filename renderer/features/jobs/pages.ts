import type { FeaturePage } from '#ui/feature-page';
import { IconProgressCheck } from '@tabler/icons-react';
import { JobsPage } from './jobs-page.tsx';

export const jobsPages: readonly FeaturePage[] = [
  {
    path: '/jobs',
    needs: 'signedIn',
    page: JobsPage,
    nav: {
      group: 'data',
      label: { zh: '任务', en: 'Jobs' },
      icon: IconProgressCheck,
      keywords: ['renwu', 'rw', 'progress', '进度'],
    },
  },
];
