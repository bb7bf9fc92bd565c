import type { FeaturePage } from '#ui/feature-page';
import { IconEyeSearch } from '@tabler/icons-react';
import { WhoPage } from './who-page.tsx';

export const answerPages: readonly FeaturePage[] = [
  {
    path: '/rights/who',
    needs: 'access.view',
    page: WhoPage,
    nav: {
      group: 'company',
      label: { zh: '权限解答', en: 'Answers on rights' },
      icon: IconEyeSearch,
      keywords: ['quanxian', 'qxjd', 'shui', 'kandao', 'snkd', 'weishenme', 'why', '为什么', '看不到'],
    },
  },
];
