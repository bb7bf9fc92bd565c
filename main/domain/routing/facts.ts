import { type Label, minorDigits } from '#domain/base';
import { type Condition, conjuncts } from '#domain/conditions';
import { CLOSED, LEAD_OWNER, PREVIOUS_OWNER } from '#domain/distribution';
import type { Rule } from '#domain/rules';
import type { Attribute } from '#domain/tagging';

/** Something that rules can test. */
export type Fact = {
  readonly key: string;
  readonly kind: Attribute['kind'];
  readonly label: Label;
  readonly values: readonly { readonly code: string; readonly label: Label }[];
};

/** An opportunity as routing reads it; `attributes` is its stored JSON text. */
export type Routable = {
  readonly attributes: string;
  readonly lineId: string;
  readonly source: string;
  readonly amountMinor: number | null;
  readonly currency: string | null;
  readonly createdAt: number;
  readonly isOpen: boolean;
  /** Who had it before, and who follows the same lead entity; absent: nobody. */
  readonly marks?: { readonly previousOwner: string | null; readonly leadOwner: string | null } | undefined;
};

type BuiltIn = 'line' | 'source' | 'amount' | 'createdAt';
const BUILT_INS: readonly BuiltIn[] = ['line', 'source', 'amount', 'createdAt'];

/** What every opportunity has without being tagged; an attribute with the same key stands in its place. */
function builtInFacts(lines: Fact['values']): Fact[] {
  return [
    { key: 'line', kind: 'enum', label: { zh: '业务线', en: 'Business line' }, values: lines },
    { key: 'source', kind: 'text', label: { zh: '导入来源', en: 'Import source' }, values: [] },
    { key: 'amount', kind: 'number', label: { zh: '金额', en: 'Amount' }, values: [] },
    { key: 'createdAt', kind: 'date', label: { zh: '创建时间', en: 'Created' }, values: [] },
  ];
}

/** Everything that rules can test: the catalogue's attributes, then the built-in facts that none of them replaces. */
export function ruleFacts(attributes: readonly Attribute[], lines: Fact['values']): Fact[] {
  const keys = new Set(attributes.map(({ key }) => key));
  return [...attributes, ...builtInFacts(lines).filter(({ key }) => !keys.has(key))];
}

/** The facts of an opportunity as some rules see them, and the same as JSON text: the evidence of a decision. */
export type ReadFacts = (row: Routable) => { facts: Record<string, unknown>; evidence: string };

/** Evidence with one more mark before the rest of it. */
export function withMark(evidence: string, key: string, value: unknown): string {
  const rest = evidence.trim().slice(1).trimStart();
  return `{"${key}":${JSON.stringify(value)}${rest === '}' ? '' : ','}${rest}`;
}

/**
 * Makes the reader of facts about some attributes. The evidence is the stored attributes, letter by letter, with those
 * built-in facts before them that are asked for and no attribute replaces.
 */
export function factsAbout(tested: ReadonlySet<string>): ReadFacts {
  const asked = BUILT_INS.filter((key) => tested.has(key));
  return (row) => {
    const parsed: unknown = JSON.parse(row.attributes);
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    const facts = (isObject ? parsed : {}) as Record<string, unknown>;
    let added = '';
    for (const key of asked) {
      if (facts[key] !== undefined) continue;
      const value = builtIn(row, key);
      if (value === null) continue;
      facts[key] = value;
      added += `"${key}":${JSON.stringify(value)},`;
    }
    if (!row.isOpen) {
      facts[CLOSED] = true;
      added += `"${CLOSED}":true,`;
    }
    const mark = (key: string, userId: string | null | undefined) => {
      if (userId === null || userId === undefined) return;
      facts[key] = userId;
      added += `"${key}":${JSON.stringify(userId)},`;
    };
    mark(PREVIOUS_OWNER, row.marks?.previousOwner);
    mark(LEAD_OWNER, row.marks?.leadOwner);
    if (added === '') return { facts, evidence: isObject ? row.attributes : '{}' };
    const rest = isObject ? row.attributes.trim().slice(1).trimStart() : '}';
    return { facts, evidence: `{${rest === '}' ? added.slice(0, -1) : added}${rest}` };
  };
}

function builtIn(row: Routable, key: BuiltIn): string | number | null {
  switch (key) {
    case 'line':
      return row.lineId;
    case 'source':
      return row.source;
    case 'amount':
      return row.amountMinor === null ? null : row.amountMinor / 10 ** minorDigits(row.currency ?? '');
    case 'createdAt':
      return row.createdAt;
  }
}

/** Every attribute that some rules test. */
export function testedBy(rules: readonly Rule[]): Set<string> {
  return new Set(rules.flatMap((rule) => testedIn(rule.condition)));
}

function testedIn(condition: Condition): string[] {
  return conjuncts(condition).flatMap((part) =>
    'op' in part
      ? [part.attribute]
      : 'not' in part
        ? testedIn(part.not)
        : 'any' in part
          ? part.any.flatMap(testedIn)
          : [],
  );
}
