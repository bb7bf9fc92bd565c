import { useAsk, useTell } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import type { Value } from '#domain/conditions';
import type { Attribute } from '#domain/tagging';
import { useMay } from '#features/access';
import { type Phraser, usePhraser } from '#features/routing/phrase';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Fact, Facts } from '#ui/facts';
import { Button, CloseButton, Group, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import styles from './tagging.module.css';
import { ValueInput } from './value-input.tsx';
import { taggingWords } from './words.ts';

type Mark = OutputOf<'tagging.listTagsOf'>[number];

type TaggedAttributesProps = {
  readonly opportunityId: number;
  readonly attributes: Readonly<Record<string, Value>>;
};

/** An opportunity's attributes and tags in the catalogue's order, each with whose rule or hand set it and until when. */
export function TaggedAttributes({ opportunityId, attributes }: TaggedAttributesProps) {
  const words = useWords(taggingWords);
  const text = useErrorText();
  const mayEdit = useMay('tagging.edit');
  const catalogue = useAsk('tagging.listAttributes', {});
  const facts = useAsk('tagging.listFacts', {});
  const marks = useAsk('tagging.listTagsOf', { opportunityId });
  const phraser = usePhraser(facts.data ?? []);
  const remove = useTell('tagging.removeTag');
  const known = catalogue.data ?? [];
  const place = (key: string) => known.find((attribute) => attribute.key === key)?.position ?? 999;
  const entries = Object.entries(attributes).toSorted(([a], [b]) => place(a) - place(b));
  const all = marks.data ?? [];
  const removed = all.filter(({ state }) => state === 'removed');
  return (
    <Stack gap="sm">
      {entries.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.noAttributes}
        </Text>
      )}
      <Facts>
        {entries.map(([key, value]) => (
          <Fact key={key} name={phraser.attribute(key)}>
            {partsOf(value).map(({ code, shown }) => (
              <TagValue
                key={code ?? ''}
                text={phraser.value(key, shown)}
                mark={all.find(
                  (mark) => mark.attribute === key && mark.code === code && mark.state === 'set',
                )}
                phraser={phraser}
                onRemove={
                  mayEdit && known.some((attribute) => attribute.key === key)
                    ? () => remove.mutate({ opportunityId, attribute: key, code })
                    : null
                }
              />
            ))}
          </Fact>
        ))}
      </Facts>
      {removed.map((mark) => (
        <Removed key={`${mark.attribute} ${mark.code}`} mark={mark} phraser={phraser} />
      ))}
      {remove.error && (
        <Text size="sm" c="red" role="alert">
          {text(remove.error)}
        </Text>
      )}
      {mayEdit && <AddTag opportunityId={opportunityId} attributes={known} />}
    </Stack>
  );
}

/** A set code by code; anything else as a whole. */
function partsOf(value: Value): { code: string | null; shown: Value }[] {
  return Array.isArray(value) ? value.map((code) => ({ code, shown: code })) : [{ code: null, shown: value }];
}

type TagValueProps = {
  readonly text: string;
  readonly mark: Mark | undefined;
  readonly phraser: Phraser;
  readonly onRemove: (() => void) | null;
};

function TagValue({ text, mark, phraser, onRemove }: TagValueProps) {
  const words = useWords(taggingWords);
  const { date } = useFormat();
  const seen = Object.entries(mark?.evidence ?? {}).map(
    ([key, value]) => `${phraser.attribute(key)} ${phraser.value(key, value)}`,
  );
  return (
    <div className={styles.value}>
      <Group gap={4} wrap="nowrap">
        <span>{text}</span>
        {onRemove && (
          <CloseButton size="xs" aria-label={words.removeTag({ value: text })} onClick={onRemove} />
        )}
      </Group>
      {mark && (
        <Text
          size="xs"
          c="dimmed"
          title={seen.length === 0 ? undefined : words.because({ seen: seen.join(words.listSeparator) })}
        >
          {[
            mark.by === 'rule'
              ? words.byRule({ rule: mark.ruleName ?? '' })
              : words.byPerson({ name: mark.personName ?? words.someone }),
            mark.expiresAt === null
              ? words.since({ at: date(mark.at) })
              : words.until({ at: date(mark.expiresAt) }),
          ].join(' · ')}
        </Text>
      )}
    </div>
  );
}

function Removed({ mark, phraser }: { readonly mark: Mark; readonly phraser: Phraser }) {
  const words = useWords(taggingWords);
  const { date } = useFormat();
  const { attribute, code } = mark;
  const value = code === null ? phraser.attribute(attribute) : phraser.value(attribute, code);
  return (
    <Text size="xs" c="dimmed">
      {words.removedByHand({ value, name: mark.personName ?? words.someone, at: date(mark.at) })}
    </Text>
  );
}

type AddTagProps = { readonly opportunityId: number; readonly attributes: readonly Attribute[] };

function AddTag({ opportunityId, attributes }: AddTagProps) {
  const words = useWords(taggingWords);
  const text = useErrorText();
  const { label } = useFormat();
  const [key, setKey] = useState<string | null>(null);
  const [value, setValue] = useState<Value | null>(null);
  const add = useTell('tagging.addTag');
  const attribute = attributes.find((each) => each.key === key);
  const act = () => {
    if (!attribute || value === null) return;
    add.mutate({ opportunityId, attribute: attribute.key, value }, { onSuccess: () => setValue(null) });
  };
  return (
    <Stack gap={4}>
      <Group gap={6}>
        <Select
          size="xs"
          w={150}
          aria-label={words.addTag}
          placeholder={words.addTag}
          searchable
          data={attributes.map((each) => ({ value: each.key, label: label(each.label) }))}
          value={key}
          onChange={(next) => {
            setKey(next);
            setValue(null);
          }}
        />
        {attribute && (
          <ValueInput attribute={attribute} value={value} isReadOnly={false} onChange={setValue} />
        )}
        <Button
          size="xs"
          variant="default"
          disabled={!attribute || value === null}
          loading={add.isPending}
          onClick={act}
        >
          {words.add}
        </Button>
      </Group>
      {add.error && (
        <Text size="sm" c="red" role="alert">
          {text(add.error)}
        </Text>
      )}
    </Stack>
  );
}
