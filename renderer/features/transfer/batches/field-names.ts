import { useAsk } from '#bridge/ask';
import { FIELDS, type ImportKind } from '#domain/transfer';
import { useFormat } from '#i18n/format';
import { useMemo } from 'react';

/** What the fields of a kind of import are called, the business attributes among them. */
export function useFieldNames(kind: ImportKind): (field: string) => string {
  const { label } = useFormat();
  const attributes = useAsk('tagging.listAttributes', {});
  return useMemo(() => {
    const names = new Map([
      ...FIELDS[kind].map((field) => [field.field, label(field.label)] as const),
      ...(attributes.data ?? []).map(
        (attribute) => [`attribute:${attribute.key}`, label(attribute.label)] as const,
      ),
    ]);
    return (field) => names.get(field) ?? field.replace(/^attribute:/, '');
  }, [kind, label, attributes.data]);
}
