export type TransferTables = {
  importMappings: { kind: string; source: string; mapping: string; updatedAt: number };
  importBatches: {
    id: string;
    kind: string;
    source: string;
    fileId: string;
    fileName: string;
    mapping: string;
    status: 'committing' | 'committed' | 'cancelled' | 'failed' | 'undoing' | 'undone';
    counts: string;
    createdBy: string;
    createdAt: number;
    committedAt: number | null;
    undoneAt: number | null;
  };
  importRejects: { batchId: string; line: number; reasons: string; cells: string };
  importChanges: { batchId: string; seq: number; tableName: string; rowId: string; before: string | null };
};
