import type { FeaturePage } from '#ui/feature-page';
import { IconHome } from '@tabler/icons-react';
import { HomePage } from './home-page.tsx';

export const homePages: readonly FeaturePage[] = [
  {
    path: '/',
    needs: 'signedIn',
    page: HomePage,
    nav: {
      group: 'work',
      label: { zh: '首页', en: 'Home' },
      icon: IconHome,
      keywords: ['shouye', 'sy', 'start', 'dashboard', '工作台'],
    },
  },
];
