import { Refusal } from '#api/refusal';
import { DEFAULT_ZONE, labelIn, type Language, startOfDay } from '#domain/base';
import type { Rule } from '#domain/rules';
import { type Naming, type Reading, rulesOf, sheetOf, tableOf } from '#domain/tables';
import { getSetting } from '#store/access';
import { mapGroupLabels } from '#store/routing-groups';
import { findRuleSet, findVersion, listFacts, listRules } from '#store/routing-rules';
import type { Store } from '#store/open';
import { findFile, readChunks } from '#store/transfer-files';
import { writeCsv } from '#transfer/csv-writer';
import { writeDmn } from '#transfer/dmn-writer';
import { makeNames } from '#transfer/names';
import { readRuleTable } from '#transfer/rule-file';
import { writeXlsx } from '#transfer/xlsx-writer';
import type { Job, JobContext } from './job.ts';
import { saveFile } from './transfer-file.ts';

const MOST_RULES = 20_000;
const MOST_BYTES = 67_108_864;
/** How many problems the result tells of. */
const SHOWN = 500;

const MEDIA = {
  dmn: 'application/dmn+xml',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Writes a version's rules to a file; answers `{fileId}`. */
export const exportRules: Job = async (ctx) => {
  const { versionId, format, language } = ctx.job.input as {
    versionId: string;
    format: keyof typeof MEDIA;
    language: Language;
  };
  const { db } = ctx.store;
  const version = await findVersion(db, versionId);
  const set = version && (await findRuleSet(db, version.ruleSetId, ctx.env.now()));
  if (!set) throw new Refusal('api.notFound', { what: 'version', id: versionId });
  const rules = await listRules(db, versionId);
  const naming = await namingOf(ctx.store);
  const title = labelIn(set.label, language);
  const name = `${title}-${version.number}.${format}`.replace(/[\\/:*?"<>|\s]+/g, '-');
  const bytes = bytesOf(format, { title, rules, naming, language });
  const { fileId } = saveFile(ctx, { name, mediaType: MEDIA[format], purpose: 'export' }, bytes);
  ctx.note(versionId, { format, rules: rules.length });
  return { fileId };
};

type Written = {
  readonly title: string;
  readonly rules: readonly Rule[];
  readonly naming: Naming;
  readonly language: Language;
};

function bytesOf(format: keyof typeof MEDIA, { title, rules, naming, language }: Written) {
  if (format === 'dmn') return [new TextEncoder().encode(writeDmn(tableOf(title, rules, naming)))];
  const { header, rows } = sheetOf(rules, naming, language);
  if (format === 'csv') return writeCsv(header, rows);
  return writeXlsx([{ name: title, columns: header.map((text) => ({ header: text, kind: 'text' })), rows }]);
}

/** Reads an uploaded rule file; answers ReadRules, with the rules themselves in a file of their own. */
export const readRuleFile: Job = async (ctx) => {
  const { fileId, table } = ctx.job.input as { fileId: string; table?: string };
  const file = await findFile(ctx.store.db, fileId);
  if (!file) throw new Refusal('api.notFound', { what: 'file', id: fileId });
  if (file.size > MOST_BYTES) throw new Refusal('routing.ruleFileTooLarge', { limitBytes: MOST_BYTES });
  const bytes = Buffer.concat([...readChunks(ctx.store.raw, fileId)]);
  ctx.pulse({ phase: 'reading', done: 0, total: bytes.length });
  const read = await readRuleTable(bytes, { name: file.name, table });
  if (!read.ok) throw refusalOf(read.fault);
  const count = read.table.rows.length;
  if (count > MOST_RULES) throw new Refusal('routing.tooManyRules', { rules: count, limit: MOST_RULES });
  const { rules, problems } = rulesOf(read.table, await readingOf(ctx, read.isPlain));
  const saved = saveFile(
    ctx,
    { name: `${file.name}.json`, mediaType: 'application/json', purpose: 'export' },
    [new TextEncoder().encode(JSON.stringify({ rules }))],
  );
  ctx.note(fileId, { rules: rules.length, problems: problems.length });
  return {
    fileId: saved.fileId,
    rules: rules.length,
    problems: problems.slice(0, SHOWN).map((problem) => ({ ...problem, text: problem.text.slice(0, 200) })),
    problemCount: problems.length,
  };
};

function refusalOf(fault: Extract<Awaited<ReturnType<typeof readRuleTable>>, { ok: false }>['fault']) {
  switch (fault.code) {
    case 'notXml':
    case 'noTable':
      return new Refusal('routing.notARuleFile', {});
    case 'severalTables':
      return new Refusal('routing.severalTables', { names: fault.params.names.slice(0, 50) });
    case 'hitPolicy':
      return new Refusal('routing.unknownHitPolicy', { policy: fault.params.policy.slice(0, 40) });
  }
}

async function namingOf({ db }: Store): Promise<Naming> {
  return { facts: await listFacts(db), groups: await mapGroupLabels(db) };
}

/** Attributes, values and groups as people write them: by key, code or id first, then by either name. */
async function readingOf(ctx: JobContext, isPlain: boolean): Promise<Reading> {
  const { facts, groups } = await namingOf(ctx.store);
  const attributes = makeNames();
  const codes = new Map(facts.map(({ key }) => [key, makeNames()]));
  for (const { key, label, values } of facts) {
    attributes.add(key, [key], [label.zh, label.en]);
    for (const value of values)
      codes.get(key)?.add(value.code, [value.code], [value.label.zh, value.label.en]);
  }
  const known = makeNames();
  for (const [id, { zh, en }] of groups) known.add(id, [id], [zh, en]);
  const setting = await getSetting(ctx.store.db, 'company.zone');
  const zone = typeof setting === 'string' ? setting : DEFAULT_ZONE;
  return {
    attributeOf: (text) => attributes.find(text) ?? text.trim().slice(0, 80),
    codeOf: (attribute, text) => codes.get(attribute)?.find(text) ?? text,
    groupOf: known.find,
    dateOf: (text) =>
      /^\d{4}-\d{2}-\d{2}$/.test(text.trim()) ? startOfDay(text.trim(), zone) : Date.parse(text),
    newId: ctx.env.newId,
    isPlain,
    anyGroup: [...groups.keys()][0] ?? '',
  };
}
