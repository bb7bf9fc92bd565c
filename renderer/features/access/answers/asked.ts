import type { InputOf } from '#contract/contract';
import { COLUMN_CLASSES, PERMISSIONS } from '#domain/access';

export type RecordKey = InputOf<'access.whoSees'>['record'];
export type Question = Extract<InputOf<'access.whoMay'>['question'], { kind: 'permission' | 'column' }>;

/** What the page is asked about, as its address says it: `opportunity:12`, `permission:contacts.view`, `column:phone`. */
export type Asked = { readonly record: RecordKey } | { readonly question: Question };

export const KINDS = ['opportunity', 'card', 'order', 'permission', 'column'] as const;
export type Kind = (typeof KINDS)[number];
const RECORDS = ['opportunity', 'card', 'order'] as const;

export function readAsked(text: string | undefined): Asked | undefined {
  const [, kind = '', rest = ''] = /^(\w+):(.+)$/.exec(text ?? '') ?? [];
  const permission = PERMISSIONS.find((one) => kind === 'permission' && one === rest);
  if (permission) return { question: { kind: 'permission', permission } };
  const column = COLUMN_CLASSES.find((one) => kind === 'column' && one === rest);
  if (column) return { question: { kind: 'column', column } };
  const record = RECORDS.find((one) => one === kind);
  return record && /^[1-9]\d{0,14}$/.test(rest) ? { record: { kind: record, id: Number(rest) } } : undefined;
}

export function writeRecord({ kind, id }: RecordKey): string {
  return `${kind}:${id}`;
}

const PLACES = { opportunities: 'opportunity', cards: 'card', orders: 'order' } as const;

/** A record from what somebody typed: its number, or the address of its page. */
export function readRecord(text: string, kind: RecordKey['kind']): RecordKey | undefined {
  const trimmed = text.trim();
  const ofCard = /[?&]cardId=([1-9]\d{0,14})\b/.exec(trimmed)?.[1];
  if (ofCard) return { kind: 'card', id: Number(ofCard) };
  const [, place, id] = /\b(opportunities|cards|orders)\/([1-9]\d{0,14})\b/.exec(trimmed) ?? [];
  if (id) return { kind: PLACES[place as keyof typeof PLACES], id: Number(id) };
  const number = /^#?([1-9]\d{0,14})$/.exec(trimmed)?.[1];
  return number ? { kind, id: Number(number) } : undefined;
}

/** Where a record has a page of its own; cards have none. */
export function pageOfRecord({ kind, id }: RecordKey): string {
  switch (kind) {
    case 'opportunity':
      return `/opportunities/${id}`;
    case 'card':
      return `/opportunities?cardId=${id}`;
    case 'order':
      return `/orders/${id}`;
  }
}
