import { useAsk } from '#bridge/ask';
import type { Value } from '#domain/conditions';
import type { Attribute } from '#domain/tagging';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Fact, Facts } from '#ui/facts';
import { Text } from '@mantine/core';
import { contactsWords } from './words.ts';

/** An opportunity's attributes by the names of the catalogue, in its order; values the catalogue does not know are shown as they are. */
export function AttributeFacts(props: { readonly attributes: Readonly<Record<string, Value>> }) {
  const words = useWords(contactsWords);
  const { label } = useFormat();
  const valueText = useValueText();
  const catalogue = useAsk('tagging.listAttributes', {});
  const known = new Map((catalogue.data ?? []).map((attribute) => [attribute.key, attribute]));
  const set = Object.entries(props.attributes).toSorted(
    ([a], [b]) => (known.get(a)?.position ?? 999) - (known.get(b)?.position ?? 999),
  );
  if (set.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {words.noAttributes}
      </Text>
    );
  return (
    <Facts>
      {set.map(([key, value]) => {
        const attribute = known.get(key);
        return (
          <Fact key={key} name={attribute ? label(attribute.label) : key}>
            {valueText(value, attribute)}
          </Fact>
        );
      })}
    </Facts>
  );
}

/** A fact's value in words: enum codes by their labels, dates as days, booleans as yes and no. */
function useValueText(): (value: Value, attribute: Attribute | undefined) => string {
  const words = useWords(contactsWords);
  const { label, number, date } = useFormat();
  return (value, attribute) => {
    const named = (code: string) => {
      const known = attribute?.values.find((one) => one.code === code);
      return known ? label(known.label) : code;
    };
    if (Array.isArray(value)) return value.map(named).join(' · ');
    if (typeof value === 'boolean') return value ? words.yes : words.no;
    if (typeof value === 'number') return attribute?.kind === 'date' ? date(value) : number(value, 4);
    return named(value);
  };
}
