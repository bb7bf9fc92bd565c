import type { InputOf, OutputOf } from '#contract/contract';
import type { Counts, RowFault } from '#domain/transfer';
import { runJob } from '#jobs/run';
import type { Ending } from '#store/jobs';
import { type Desk, desk } from './desk.ts';

type Choice = Omit<InputOf<'transfer.commitImport'>, 'fileId'>;
export type Rejected = { line: number; reasons: RowFault[]; cells: string[] };

export type ImportDesk = Desk & {
  readonly upload: (content: string | Uint8Array, as?: string) => Promise<string>;
  /** Runs a queued job here and now; answers how it ended. */
  readonly end: (jobId: string) => Promise<Ending | undefined>;
  /** Uploads, previews and commits; answers what both said. */
  readonly bring: (
    content: string | Uint8Array,
    choice: Choice,
  ) => Promise<{ batchId: string; counts: Counts; previewed: Counts; rejected: Rejected[] }>;
  readonly undo: (batchId: string) => Promise<Ending | undefined>;
  readonly rejects: (batchId: string) => Promise<OutputOf<'transfer.listRejects'>['rows']>;
  readonly rows: <Row = Record<string, unknown>>(text: string) => Row[];
};

const CHUNK = 524_288;

/** A desk at which files are imported through the one door, with the jobs run here at once. */
export async function importDesk(): Promise<ImportDesk> {
  const base = await desk();
  const { tell, console } = base;
  const end = (jobId: string) => runJob(console.store, console.env, jobId);
  const upload = async (content: string | Uint8Array, as?: string) => {
    const bytes = Buffer.from(content as string);
    const { fileId } = await tell('transfer.startUpload', { name: 'rows.csv', size: bytes.length }, as);
    for (let seq = 0; seq * CHUNK < bytes.length; seq += 1) {
      const base64 = bytes.subarray(seq * CHUNK, (seq + 1) * CHUNK).toString('base64');
      await tell('transfer.putChunk', { fileId, seq, base64 }, as);
    }
    await tell('transfer.finishUpload', { fileId }, as);
    return fileId;
  };
  const must = (ending: Ending | undefined) => {
    if (ending?.status !== 'done') throw new Error(JSON.stringify(ending));
    return ending.result as { counts: Counts; rejected: Rejected[] };
  };
  return {
    ...base,
    upload,
    end,
    bring: async (content, choice) => {
      const fileId = await upload(content);
      const preview = await tell('transfer.previewImport', { ...choice, fileId });
      const seen = must(await end(preview.jobId));
      const commit = await tell('transfer.commitImport', { ...choice, fileId });
      const { counts } = must(await end(commit.jobId));
      return { batchId: commit.batchId, counts, previewed: seen.counts, rejected: seen.rejected };
    },
    undo: async (batchId) => end((await tell('transfer.undoImport', { batchId })).jobId),
    rejects: async (batchId) => (await tell('transfer.listRejects', { batchId, limit: 500 })).rows,
    rows: (text) => console.store.raw.prepare(text).all() as never[],
  };
}
