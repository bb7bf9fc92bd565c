import type { FeaturePage } from '#ui/feature-page';
import { IconListCheck } from '@tabler/icons-react';
import { ReviewPage } from './review-page.tsx';
import { ReviewsPage } from './reviews-page.tsx';

export const reviewPages: readonly FeaturePage[] = [
  {
    path: '/reviews',
    needs: 'signedIn',
    page: ReviewsPage,
    nav: {
      group: 'company',
      label: { zh: '权限审核', en: 'Reviews' },
      icon: IconListCheck,
      keywords: ['shenhe', 'sh', 'quanxianshenhe', 'qxsh', 'reviews', 'attest', 'campaign', '复核', '盘点'],
    },
  },
  { path: '/reviews/:id', needs: 'signedIn', page: ReviewPage },
];
