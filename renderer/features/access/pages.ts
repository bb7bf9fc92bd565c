import type { FeaturePage } from '#ui/feature-page';
import {
  IconArrowsDiff,
  IconHistory,
  IconKey,
  IconScale,
  IconRocket,
  IconSitemap,
  IconUsers,
} from '@tabler/icons-react';
import { accountPages } from '#features/access/accounts';
import { answerPages } from '#features/access/answers';
import { ComparePage } from '#features/access/compare';
import { DutiesPage } from '#features/access/duties';
import { HistoryPage } from '#features/access/history';
import { MatrixPage } from '#features/access/matrix';
import { GoLivePage } from './go-live-page.tsx';
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
  {
    path: '/go-live',
    needs: 'signedIn',
    page: GoLivePage,
    nav: {
      group: 'company',
      label: { zh: '上线授权', en: 'Go-live' },
      icon: IconRocket,
      keywords: ['shangxian', 'sx', 'shouquan', 'sq', 'rollout', 'confirm', '确认'],
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
  { path: '/roles/matrix', needs: 'access.view', page: MatrixPage },
  {
    path: '/rights/compare',
    needs: 'access.view',
    page: ComparePage,
    nav: {
      group: 'company',
      label: { zh: '比较权限', en: 'Compare rights' },
      icon: IconArrowsDiff,
      keywords: ['bijiao', 'bj', 'bjqx', 'diff', '差异', '对比'],
    },
  },
  {
    path: '/rights/history',
    needs: 'access.view',
    page: HistoryPage,
    nav: {
      group: 'company',
      label: { zh: '权限修改历史', en: 'History of rights' },
      icon: IconHistory,
      keywords: ['lishi', 'ls', 'qxls', 'undo', 'revert', '撤销', '历史'],
    },
  },
  {
    path: '/duties',
    needs: 'access.view',
    page: DutiesPage,
    nav: {
      group: 'company',
      label: { zh: '职责分离', en: 'Separation of duties' },
      icon: IconScale,
      keywords: ['zhize', 'zzfl', 'sod', 'conflicts', '冲突'],
    },
  },
  ...accountPages,
];
