import type { FeaturePage } from '#ui/feature-page';
import { IconKey, IconSitemap, IconUsers } from '@tabler/icons-react';
import { accountPages } from '#features/access/accounts';
import { answerPages } from '#features/access/answers';
import { OrganisationPage } from './organisation-page.tsx';
import { RosterPage } from '#features/access/roster';
import { PersonRightsPage } from './person-rights-page.tsx';
import { PeoplePage } from './people-page.tsx';
import { RolesPage } from './roles-page.tsx';

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
  {
    path: '/organisation',
    needs: 'access.view',
    page: OrganisationPage,
    nav: {
      group: 'company',
      label: { zh: '组织', en: 'Organisation' },
      icon: IconSitemap,
      keywords: ['zuzhi', 'zz', 'bumen', 'bm', 'units', 'leaders', '部门', '负责人'],
    },
  },
  { path: '/organisation/import', needs: 'access.edit', page: RosterPage },
  { path: '/people/:id/rights', needs: 'access.view', page: PersonRightsPage },
  {
    path: '/roles',
    needs: 'access.view',
    page: RolesPage,
    nav: {
      group: 'company',
      label: { zh: '角色与权限', en: 'Roles' },
      icon: IconKey,
      keywords: ['juese', 'js', 'quanxian', 'qx', 'rights', 'permissions', '权限'],
    },
  },
  ...answerPages,
  ...accountPages,
];
