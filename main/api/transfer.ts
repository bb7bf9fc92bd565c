import type { Handlers } from '#contract/operation';
import type { transfer } from '#contract/transfer';
import type { Ctx } from './context.ts';
import { finishUpload, getFile, putChunk, readChunk, startUpload } from './transfer-files.ts';
import {
  commitImport,
  exportRejects,
  getBatch,
  inspectFile,
  listBatches,
  listRejects,
  previewImport,
  undoImport,
} from './transfer-import.ts';

export const transferApi: Handlers<typeof transfer, Ctx> = {
  'transfer.startUpload': startUpload,
  'transfer.putChunk': putChunk,
  'transfer.finishUpload': finishUpload,
  'transfer.getFile': getFile,
  'transfer.readChunk': readChunk,
  'transfer.inspectFile': inspectFile,
  'transfer.previewImport': previewImport,
  'transfer.commitImport': commitImport,
  'transfer.undoImport': undoImport,
  'transfer.listBatches': listBatches,
  'transfer.getBatch': getBatch,
  'transfer.listRejects': listRejects,
  'transfer.exportRejects': exportRejects,
};
