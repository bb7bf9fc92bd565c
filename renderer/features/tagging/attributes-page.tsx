import { useAsk } from '#bridge/ask';
import type { Attribute } from '#domain/tagging';
import { useMay } from '#features/access';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Page, Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { ErrorState, LoadingState } from '#ui/states';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { AttributeForm } from './attribute-form.tsx';
import { taggingWords } from './words.ts';

/** The catalogue of business attributes: what each is called, its kind, its values. */
export function AttributesPage() {
  const words = useWords(taggingWords);
  const mayEdit = useMay('tagging.edit');
  const attributes = useAsk('tagging.listAttributes', {});
  const [edited, setEdited] = useState<Attribute | 'new' | null>(null);
  const all = attributes.data ?? [];
  return (
    <Page
      title={words.attributes}
      subtitle={words.attributesHint}
      actions={mayEdit && <Button onClick={() => setEdited('new')}>{words.addAttribute}</Button>}
    >
      {attributes.error && <ErrorState error={attributes.error} onRetry={() => void attributes.refetch()} />}
      {attributes.isPending && <LoadingState />}
      {attributes.data && <AttributeTable attributes={all} onEdit={mayEdit ? setEdited : null} />}
      {edited !== null && (
        <AttributeForm known={edited === 'new' ? null : edited} all={all} onClose={() => setEdited(null)} />
      )}
    </Page>
  );
}

type AttributeTableProps = {
  readonly attributes: readonly Attribute[];
  readonly onEdit: ((attribute: Attribute) => void) | null;
};

function AttributeTable({ attributes, onEdit }: AttributeTableProps) {
  const words = useWords(taggingWords);
  const { label, number } = useFormat();
  return (
    <Section title={words.attributes} flush>
      <PlainTable
        label={words.attributes}
        header={[
          { name: words.attribute },
          { name: words.key },
          { name: words.kind },
          { name: words.values },
        ]}
        rows={attributes.map((attribute) => ({
          key: attribute.key,
          cells: [
            onEdit ? (
              <Button
                key="name"
                size="compact-sm"
                variant="subtle"
                px={0}
                aria-label={words.editAttribute({ name: label(attribute.label) })}
                onClick={() => onEdit(attribute)}
              >
                {label(attribute.label)}
              </Button>
            ) : (
              label(attribute.label)
            ),
            attribute.key,
            words.kinds[attribute.kind],
            attribute.values.length === 0
              ? '–'
              : `${words.valueCount({ count: number(attribute.values.length) })} · ${attribute.values
                  .slice(0, 4)
                  .map((value) => label(value.label))
                  .join(words.listSeparator)}`,
          ],
        }))}
      />
    </Section>
  );
}
