/** Transfer: files brought in step by step, and every import that was made. */
import { BatchPage, ImportsPage } from '#features/transfer/batches';
import { ImportPage } from '#features/transfer/import';
import type { FeaturePage } from '#ui/feature-page';
import { IconFileImport } from '@tabler/icons-react';

export const transferPages: readonly FeaturePage[] = [
  {
    path: '/imports',
    needs: 'transfer.view',
    page: ImportsPage,
    nav: {
      group: 'data',
      label: { zh: '数据导入', en: 'Imports' },
      icon: IconFileImport,
      keywords: ['shujudaoru', 'daoru', 'dr', 'csv', 'upload', '上传'],
    },
  },
  { path: '/imports/new', needs: 'transfer.import', page: ImportPage },
  { path: '/imports/:id', needs: 'transfer.view', page: BatchPage },
];
