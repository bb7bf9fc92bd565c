import type { Value } from '#domain/conditions';
import type { Attribute } from '#domain/tagging';
import { makeNames } from './names.ts';
import { readNumber, type RowReader } from './row-reader.ts';

const YES = new Set(['是', '有', '对', 'yes', 'y', 'true', 't', '1', '√', '✓']);
const NO = new Set(['否', '无', '没有', '错', 'no', 'n', 'false', 'f', '0', '×', '✗']);

/** Reads every business attribute that a row fills, as typed values by key. */
export function makeAttributeReader(
  attributes: readonly Attribute[],
): (row: RowReader) => Record<string, Value> {
  const readers = attributes.map((attribute) => ({
    key: attribute.key,
    read: readerOf(attribute, `attribute:${attribute.key}`),
  }));
  return (row) => {
    const values: Record<string, Value> = {};
    for (const { key, read } of readers) {
      const value = read(row);
      if (value !== null) values[key] = value;
    }
    return values;
  };
}

function readerOf(attribute: Attribute, field: string): (row: RowReader) => Value | null {
  const names = makeNames();
  for (const { code, label } of attribute.values) names.add(code, [code], [label.zh, label.en]);
  const inSet = (text: string) => {
    const codes = text
      .split(/[;；、,，|]/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map(names.find);
    const known = codes.filter((code) => code !== undefined);
    return known.length === codes.length ? [...new Set(known)] : undefined;
  };
  switch (attribute.kind) {
    case 'enum':
      return (row) => row.look<Value>(field, names.find, 'unknownValue');
    case 'set':
      return (row) => row.look<Value>(field, inSet, 'unknownValue');
    case 'text':
      return (row) => row.text(field) || null;
    case 'number':
      return (row) => row.look<Value>(field, readNumber, 'notANumber');
    case 'date':
      return (row) => row.moment(field);
    case 'boolean':
      return (row) => row.look<Value>(field, readBoolean, 'notABoolean');
  }
}

function readBoolean(text: string): boolean | undefined {
  const bare = text.normalize('NFKC').toLowerCase();
  return YES.has(bare) ? true : NO.has(bare) ? false : undefined;
}
