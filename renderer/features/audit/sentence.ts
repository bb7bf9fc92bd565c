import type { OutputOf } from '#contract/contract';
import { SYSTEM_ACTOR } from '#domain/access';
import { jobWords } from '#features/jobs';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { operationWords } from './operation-words.ts';
import { auditWords } from './words.ts';

export type Line = OutputOf<'audit.listLines'>['rows'][number];
export type Touched = Line['touched'][number];
export type Step = OutputOf<'audit.getLife'>['steps'][number];

/** How audit lines are put into words: who, what, to what, and what else the line says. */
export function useSentences() {
  const words = useWords(auditWords);
  const operations = useWords(operationWords).operations;
  const jobs = useWords(jobWords);
  const format = useFormat();
  const did = (operation: string) => operations[operation] ?? operation;
  const who = ({ actorId, actorName, outcome, touched }: Line) => {
    if (actorId === SYSTEM_ACTOR.userId) return format.actor(SYSTEM_ACTOR.name);
    if (actorName !== null) return actorName;
    if (actorId !== 'nobody') return words.outside;
    // Who signs in is nobody until they are in.
    const [first] = touched;
    return outcome === 'done' && first?.kind === 'user' && first.label
      ? format.label(first.label)
      : words.nobody;
  };
  const nameOf = ({ key, kind, label }: Touched) => {
    if (label === null) return /^\w+:\d+$/.test(key) ? key.replace(/^\w+:/, '#') : short(key);
    return kind === 'job' ? (jobs.kinds[label.zh] ?? label.zh) : format.label(label);
  };
  const thing = (touched: Touched) =>
    touched.kind === 'other'
      ? nameOf(touched)
      : words.quoted({ kind: words.kinds[touched.kind], name: nameOf(touched) });
  const about = (line: Line) => {
    if (line.withheld === 'closed') return words.closedShort;
    // A person's own sign-in is about nobody else, and a job is told by what it did.
    const [first] = line.touched.filter(({ kind, key }) => kind !== 'job' && key !== line.actorId);
    if (first) return thing(first);
    return line.touched.length > 0 ? '' : short(line.subject);
  };
  const extra = (line: Line) => gist(line.detail, words, (value) => format.number(value));
  const sentence = (line: Line) =>
    [words.sentence({ who: who(line), did: did(line.operation), what: about(line) }), extra(line)]
      .filter((part) => part !== '')
      .join(' · ');
  const step = (of: Step) => {
    if (of.kind === 'line') return sentence(of.line);
    return of.owner === null
      ? words.heldByNobody({ did: did(of.how) })
      : words.heldBy({ did: did(of.how), name: nameOf(of.owner) });
  };
  return { did, who, nameOf, thing, about, extra, sentence, step };
}

/** An id as a person can tell it from another. */
function short(id: string): string {
  return /^[0-9a-f-]{36}$/.test(id) ? `…${id.slice(-6)}` : id;
}

type Words = (typeof auditWords)['en'];

/** What else a line says, in a few words: why, how many, and which fields changed. */
function gist(detail: unknown, words: Words, number: (value: number) => string): string {
  if (typeof detail !== 'object' || detail === null) return '';
  const told = new Map<string, unknown>(Object.entries(detail));
  const parts: string[] = [];
  for (const key of ['reason', 'note', 'login', 'name'])
    if (isText(told.get(key))) parts.push(words.because({ text: String(told.get(key)) }));
  for (const [key, name] of Object.entries(words.counts)) {
    const value = told.get(key);
    if (typeof value === 'number') parts.push(words.count({ name, count: number(value) }));
  }
  const fields = changedFields(told.get('before'), told.get('after'));
  if (fields.length > 0) parts.push(words.changed({ fields: fields.slice(0, 6).join(', ') }));
  return parts.join(' · ');
}

const isText = (value: unknown) => typeof value === 'string' && value !== '';

/** The top fields that differ between what was there before and after. */
export function changedFields(before: unknown, after: unknown): string[] {
  if (!isRecord(before) || !isRecord(after)) return [];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
