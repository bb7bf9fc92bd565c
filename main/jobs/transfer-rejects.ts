import type { Language } from '#domain/base';
import { FIELDS, reasonText } from '#domain/transfer';
import { readBatch, readRejects } from '#store/import-batches';
import { readChunks } from '#store/transfer-files';
import { openCsv } from '#transfer/csv-reader';
import { type CsvCell, writeCsv } from '#transfer/csv-writer';
import type { Job } from './job.ts';
import { saveFile } from './transfer-file.ts';

/** The rows that an import turned away, as the file had them, with the line and the reasons in words before them; answers `{fileId}`. */
export const exportRejects: Job = async (ctx) => {
  const { batchId, language } = ctx.job.input as { batchId: string; language: Language };
  const { raw } = ctx.store;
  const batch = readBatch(raw, batchId);
  const { header } = await openCsv(() => readChunks(raw, batch.fileId));
  const labels = new Map(FIELDS[batch.kind].map(({ field, label }) => [field, label]));
  const nameOf = (field: string) => {
    const label = labels.get(field);
    return (language === 'en' ? label?.en : label?.zh) ?? field;
  };
  function* rows(): Generator<CsvCell[]> {
    for (const { line, reasons, cells } of readRejects(raw, batchId)) {
      const words = reasons.map(({ field, code, value }) => {
        const subject = field === null ? '' : `${nameOf(field)}${value === '' ? '' : ` “${value}”`} `;
        const detail = field === null && value !== '' ? ` (${value})` : '';
        return `${subject}${reasonText(code, language)}${detail}`;
      });
      yield [line, words.join('; '), ...cells];
    }
  }
  const first = language === 'en' ? ['Line', 'Why it was not taken'] : ['行号', '未导入的原因'];
  const name = `rejected-${batch.kind}-${batch.source}.csv`.replace(/[\\/:*?"<>|\s]+/g, '-');
  const { fileId } = saveFile(
    ctx,
    { name, mediaType: 'text/csv', purpose: 'rejects' },
    writeCsv([...first, ...header], rows()),
  );
  ctx.note(batchId, { fileId });
  return { fileId };
};
