import type { WrittenTable } from '#domain/tables';
import { XMLParser } from 'fast-xml-parser';

/** Why a file is no decision table that we read; `params` say what stands in the way. */
export type DmnFault =
  | { readonly code: 'notXml'; readonly params: Record<never, never> }
  | { readonly code: 'noTable'; readonly params: Record<never, never> }
  | { readonly code: 'severalTables'; readonly params: { readonly names: string[] } }
  | { readonly code: 'hitPolicy'; readonly params: { readonly policy: string } };

type Node = { readonly [name: string]: unknown };

const LISTS = new Set([
  'decision',
  'input',
  'output',
  'rule',
  'inputEntry',
  'outputEntry',
  'annotation',
  'annotationEntry',
]);
const POLICIES = { UNIQUE: 'UNIQUE', ANY: 'ANY', FIRST: 'FIRST', PRIORITY: 'PRIORITY' } as const;

/**
 * Reads the decision tables of a DMN 1.x file. With several of them `name` says which decision is meant. Hit policies
 * other than UNIQUE, ANY, FIRST and PRIORITY are named, for a rule set sends an opportunity to one group only. A file with
 * a DOCTYPE is refused: its entities could grow without end.
 */
export function readDmn(
  text: string,
  name?: string,
): { ok: true; table: WrittenTable } | { ok: false; fault: DmnFault } {
  const fault = (found: DmnFault) => ({ ok: false, fault: found }) as const;
  const root = parsed(text);
  if (!root) return fault({ code: 'notXml', params: {} });
  const definitions = nodeOf(root['definitions']);
  const tables = nodesOf(definitions['decision']).filter(
    (decision) => decision['decisionTable'] !== undefined,
  );
  const [first] = tables;
  if (!first) return fault({ code: 'noTable', params: {} });
  const chosen = name === undefined ? first : tables.find((decision) => decision['@name'] === name);
  if (!chosen || (name === undefined && tables.length > 1))
    return fault({
      code: 'severalTables',
      params: { names: tables.map((decision) => textOf(decision['@name'])) },
    });
  const table = nodeOf(chosen['decisionTable']);
  const policy = textOf(table['@hitPolicy']) || 'UNIQUE';
  const hitPolicy = Object.hasOwn(POLICIES, policy) ? POLICIES[policy as keyof typeof POLICIES] : undefined;
  if (!hitPolicy) return fault({ code: 'hitPolicy', params: { policy } });
  return {
    ok: true,
    table: {
      name: textOf(chosen['@name']),
      hitPolicy,
      inputs: nodesOf(table['input']).map((input) => ({
        expression: textOf(nodeOf(input['inputExpression'])['text']) || textOf(input['@label']),
      })),
      outputs: nodesOf(table['output']).map((output) => ({
        name: textOf(output['@name']) || textOf(output['@label']) || textOf(table['@outputLabel']),
        values: literalsIn(textOf(nodeOf(output['outputValues'])['text'])),
      })),
      annotations: nodesOf(table['annotation']).map((annotation) => textOf(annotation['@name'])),
      rows: nodesOf(table['rule']).map((rule) => ({
        // Ours begin so because an XML id must begin with a letter.
        id: textOf(rule['@id']).replace(/^rule-/, ''),
        inputs: nodesOf(rule['inputEntry']).map((entry) => textOf(entry['text'])),
        outputs: nodesOf(rule['outputEntry']).map((entry) => literalsIn(textOf(entry['text'])).join(', ')),
        annotations: nodesOf(rule['annotationEntry']).map((entry) => textOf(entry['text'])),
      })),
    },
  };
}

function parsed(text: string): Node | undefined {
  if (/<!DOCTYPE/i.test(text)) return undefined;
  try {
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '@',
      removeNSPrefix: true,
      parseTagValue: false,
      parseAttributeValue: false,
      trimValues: false,
      isArray: (tag) => LISTS.has(tag),
    });
    return nodeOf(parser.parse(text, true));
  } catch {
    return undefined;
  }
}

function nodeOf(value: unknown): Node {
  return typeof value === 'object' && value !== null ? (value as Node) : {};
}

function nodesOf(value: unknown): Node[] {
  return Array.isArray(value) ? value.map(nodeOf) : [];
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  const text = nodeOf(value)['#text'];
  return typeof text === 'string' ? text.trim() : '';
}

/** The literals of a list, without their quotes: `"Approved", "Declined"`. */
function literalsIn(text: string): string[] {
  const found = text.match(/"(?:[^"\\]|\\.)*"|[^,\s][^,]*/g) ?? [];
  return found.map((piece) => (piece.startsWith('"') ? unquoted(piece) : piece.trim()));
}

function unquoted(piece: string): string {
  try {
    return String(JSON.parse(piece));
  } catch {
    return piece.slice(1, -1);
  }
}
