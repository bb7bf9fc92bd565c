/** Attribution: whose deal an order is and whether its money counts: the policy, the report, and the evidence. */
import { EvidencePage } from '#features/attribution/evidence';
import { PolicyPage } from '#features/attribution/policy';
import { JudgementsPage, ReportPage } from '#features/attribution/report';
import type { FeaturePage } from '#ui/feature-page';
import { IconReportMoney, IconScale } from '@tabler/icons-react';

export const attributionPages: readonly FeaturePage[] = [
  {
    path: '/attribution',
    needs: 'attribution.view',
    page: ReportPage,
    nav: {
      group: 'results',
      label: { zh: '归因报告', en: 'Attribution report' },
      icon: IconReportMoney,
      keywords: ['guiyinbaogao', 'gybg', 'waterfall', '瀑布', '业绩', 'yeji'],
    },
  },
  {
    path: '/attribution-policy',
    needs: 'attribution.view',
    page: PolicyPage,
    nav: {
      group: 'rules',
      label: { zh: '归因策略', en: 'Attribution policy' },
      icon: IconScale,
      keywords: ['guiyincelve', 'gycl', '绩效判定', 'jixiao', 'eligibility', 'window'],
    },
  },
  { path: '/attribution/orders', needs: 'attribution.view', page: JudgementsPage },
  { path: '/attribution/orders/:id', needs: 'attribution.view', page: EvidencePage },
];
