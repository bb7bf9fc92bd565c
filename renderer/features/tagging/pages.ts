import type { FeaturePage } from '#ui/feature-page';
import { IconListDetails, IconTags } from '@tabler/icons-react';
import { AttributesPage } from './attributes-page.tsx';
import { RulesPage } from './rules-page.tsx';

export const taggingPages: readonly FeaturePage[] = [
  {
    path: '/tagging/rules',
    needs: 'contacts.view',
    page: RulesPage,
    nav: {
      group: 'rules',
      label: { zh: '标记规则', en: 'Tag rules' },
      icon: IconTags,
      keywords: ['biaojiguize', 'bjgz', 'tags', '标签', '意向'],
    },
  },
  {
    path: '/tagging/attributes',
    needs: 'contacts.view',
    page: AttributesPage,
    nav: {
      group: 'rules',
      label: { zh: '业务属性', en: 'Attributes' },
      icon: IconListDetails,
      keywords: ['yewushuxing', 'ywsx', 'catalogue', '属性目录', '取值'],
    },
  },
];
