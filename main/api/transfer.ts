import type { Handlers } from '#contract/operation';
import type { transfer } from '#contract/transfer';
import type { Ctx } from './context.ts';
import { finishUpload, getFile, putChunk, readChunk, startUpload } from './transfer-files.ts';

export const transferApi = {
  'transfer.startUpload': startUpload,
  'transfer.putChunk': putChunk,
  'transfer.finishUpload': finishUpload,
  'transfer.getFile': getFile,
  'transfer.readChunk': readChunk,
} as unknown as Handlers<typeof transfer, Ctx>;
