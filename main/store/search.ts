import { type RawBuilder, sql, type SqlBool } from 'kysely';

/** What is searched for, and whether contact ways may be looked at. */
export type Search = { readonly text: string; readonly inContacts: boolean };

/** A search as LIKE patterns: `text` anywhere in a name, and `contact` anywhere in a contact way; null: not there. */
export type Patterns = { text: string; contact: string | null };

/**
 * What a person types, taken literally. A phone may be typed with spaces, dashes and brackets; contact ways are kept
 * without.
 */
export function patternsOf({ text, inContacts }: Search): Patterns {
  const isPhone = /^[+\d][\d\s().-]{2,}$/.test(text);
  const contact = isPhone ? text.replace(/[\s().-]/g, '') : text;
  return { text: like(text), contact: inContacts ? like(contact) : null };
}

export function like(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

/** The condition that a column holds the pattern, in any case of its Latin letters. */
export function holds(column: string, pattern: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} LIKE ${pattern} ESCAPE '\\'`;
}

/** The same, of a pattern that may not be looked for. */
export function heldBy(column: string, pattern: string | null): RawBuilder<SqlBool> {
  return pattern === null ? sql<SqlBool>`FALSE` : holds(column, pattern);
}

/** The ids of the cards that a search finds by contact way, name or company, each looked at once. */
export function cardsFound({ text, contact }: Patterns): RawBuilder<number> {
  return sql<number>`(SELECT id FROM cards WHERE ${heldBy('contact', contact)} OR ${holds('name', text)}
    OR ${holds('company', text)})`;
}

const MAIN = sql`substr(contact, 1, coalesce(nullif(instr(contact, ';'), 0) - 1, length(contact)))`;

/** In a query over cards: a contact way as `maskContact` shows it. */
export const MASKED = sql<string>`CASE WHEN instr(contact, '@') > 1 THEN substr(contact, 1, 1) || '***' || substr(contact, instr(contact, '@'))
  WHEN length(${MAIN}) < 8 THEN substr(contact, 1, min(1, length(${MAIN}))) || '***'
  ELSE substr(${MAIN}, 1, length(${MAIN}) - 8) || '****' || substr(${MAIN}, -4) END`;
