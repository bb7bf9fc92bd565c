import type { FeaturePage } from '#ui/feature-page';
import { IconAddressBook, IconId, IconMessages } from '@tabler/icons-react';
import { CardsPage } from './cards-page.tsx';
import { FollowUpsPage } from './follow-ups-page.tsx';
import { OpportunitiesPage } from './opportunities-page.tsx';
import { OpportunityPage } from './opportunity-page.tsx';

export const contactsPages: readonly FeaturePage[] = [
  {
    path: '/opportunities',
    needs: 'contacts.view',
    page: OpportunitiesPage,
    nav: {
      group: 'work',
      label: { zh: '商机', en: 'Opportunities' },
      icon: IconAddressBook,
      keywords: ['shangji', 'sj', 'deals', 'leads', '线索'],
    },
  },
  { path: '/opportunities/:id', needs: 'contacts.view', page: OpportunityPage },
  {
    path: '/cards',
    needs: 'contacts.view',
    page: CardsPage,
    nav: {
      group: 'work',
      label: { zh: '名片', en: 'Cards' },
      icon: IconId,
      keywords: ['mingpian', 'mp', 'contacts', '电话', '联系方式'],
    },
  },
  {
    path: '/follow-ups',
    needs: 'contacts.view',
    page: FollowUpsPage,
    nav: {
      group: 'work',
      label: { zh: '跟进记录', en: 'Follow-ups' },
      icon: IconMessages,
      keywords: ['genjin', 'gj', 'calls', 'visits', '拜访'],
    },
  },
];
