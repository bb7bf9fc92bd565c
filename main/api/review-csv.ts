import type { OutputOf } from '#contract/contract';
import { type Label, labelIn, type Language } from '#domain/base';
import { findEnd } from '#store/audit';
import { writeCsv } from '#transfer/csv-writer';
import type { Ctx } from './context.ts';

type Item = OutputOf<'access.getReview'>['list'][number];

const WORDS = {
  'zh-CN': {
    header: '人员|部门|权限|开始|结束|审核人|结论|由谁|时间|说明|已收回',
    attest: '保留',
    revoke: '收回',
    undecided: '未审核',
    anybody: '权限管理员',
    gone: '是',
  },
  en: {
    header: 'Person|Unit|Right|From|Until|Reviewer|Decision|By|When|Note|Gone',
    attest: 'Attested',
    revoke: 'Revoked',
    undecided: 'Undecided',
    anybody: 'Administrators of rights',
    gone: 'yes',
  },
} as const;

const moment = (at: number | null) => (at === null || at === 0 ? '' : new Date(at).toISOString());

/** The evidence of a review: who decided what when, and as its last row the end of the audit chain when it was written. */
export async function reviewCsv(
  { db }: Pick<Ctx, 'db'>,
  items: readonly Item[],
  language: Language,
): Promise<string> {
  const words = WORDS[language];
  const label = (one: Label) => labelIn(one, language);
  const rightOf = ({ given }: Item) =>
    given.kind === 'role'
      ? label(given.role)
      : [given.pageGroup, given.scope, ...given.units.map(label)].join(' · ');
  const rows = items.map((item) => [
    item.person.name,
    item.unit ? label(item.unit) : '',
    rightOf(item),
    moment(item.given.from),
    moment(item.given.to),
    item.reviewer?.name ?? words.anybody,
    item.decision ? words[item.decision.what] : words.undecided,
    item.decision?.by.name ?? '',
    moment(item.decision?.at ?? null),
    item.decision?.note ?? '',
    item.isGone ? words.gone : '',
  ]);
  const head = await findEnd(db);
  const anchor = ['#head', head?.seq ?? 0, head?.hash ?? '', moment(head?.at ?? null)];
  const pieces = [...writeCsv(words.header.split('|'), [...rows, anchor])];
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(pieces));
}
