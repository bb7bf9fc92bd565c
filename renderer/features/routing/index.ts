/** Routing: the rules that decide where opportunities go, the groups that get them, and every decision explained. */
import { CalendarsPage } from '#features/routing/calendars';
import { GroupPage, GroupsPage } from '#features/routing/groups';
import { DecisionPage, RunPage, UnassignedPage } from '#features/routing/decisions';
import { LinesPage } from '#features/routing/lines';
import { RuleEditorPage, RuleSetsPage } from '#features/routing/rules';
import { StatisticsPage } from '#features/routing/statistics';
import type { FeaturePage } from '#ui/feature-page';
import {
  IconArrowsSplit2,
  IconCalendarTime,
  IconBriefcase,
  IconChartHistogram,
  IconListDetails,
  IconUserQuestion,
  IconUsersGroup,
} from '@tabler/icons-react';

export const routingPages: readonly FeaturePage[] = [
  {
    path: '/routing/run',
    needs: 'routing.view',
    page: RunPage,
    nav: {
      group: 'work',
      label: { zh: '商机流转', en: 'Routing' },
      icon: IconArrowsSplit2,
      keywords: ['liuzhuan', 'lz', '分配', 'fenpei', 'decisions', '流转记录'],
    },
  },
  {
    path: '/routing/unassigned',
    needs: 'routing.view',
    page: UnassignedPage,
    nav: {
      group: 'work',
      label: { zh: '未分配清单', en: 'Unassigned' },
      icon: IconUserQuestion,
      keywords: ['weifenpei', 'wfp', 'worklist', '无人接单', 'retry'],
    },
  },
  {
    path: '/routing/statistics',
    needs: 'routing.view',
    page: StatisticsPage,
    nav: {
      group: 'rules',
      label: { zh: '规则统计', en: 'Rule statistics' },
      icon: IconChartHistogram,
      keywords: ['guizetongji', 'gztj', 'hits', '命中', '赢单率', 'stale'],
    },
  },
  { path: '/decisions/:id', needs: 'routing.view', page: DecisionPage },
  {
    path: '/routing/rules',
    needs: 'routing.view',
    page: RuleSetsPage,
    nav: {
      group: 'rules',
      label: { zh: '流转规则', en: 'Routing rules' },
      icon: IconListDetails,
      keywords: ['liuzhuanguize', 'lzgz', 'rule set', '规则集', '版本'],
    },
  },
  { path: '/routing/rules/:versionId', needs: 'routing.view', page: RuleEditorPage },
  {
    path: '/routing/groups',
    needs: 'routing.view',
    page: GroupsPage,
    nav: {
      group: 'rules',
      label: { zh: '分配组', en: 'Distribution groups' },
      icon: IconUsersGroup,
      keywords: ['fenpeizu', 'fpz', 'members', '成员', '权重'],
    },
  },
  { path: '/routing/groups/:groupId', needs: 'routing.view', page: GroupPage },
  {
    path: '/routing/lines',
    needs: 'routing.view',
    page: LinesPage,
    nav: {
      group: 'rules',
      label: { zh: '业务线', en: 'Business lines' },
      icon: IconBriefcase,
      keywords: ['yewuxian', 'ywx', 'grain', '线索主体', '撞单', 'collision', 'lead entity'],
    },
  },
  {
    path: '/routing/calendars',
    needs: 'routing.view',
    page: CalendarsPage,
    nav: {
      group: 'rules',
      label: { zh: '工作日历', en: 'Working calendars' },
      icon: IconCalendarTime,
      keywords: ['gongzuorili', 'gzrl', 'holiday', 'shift', '节假日', '调休', '班次'],
    },
  },
];
