import { kitWords } from '#i18n/kit';
import { useWords } from '#i18n/words';
import { Button, CloseButton, Group, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';

type FilterBarProps = {
  readonly search?: string;
  readonly onSearch?: (search: string) => void;
  readonly searchHint?: string;
  /** Selects and the like, narrowing the list. */
  readonly children?: ReactNode;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
};

/** The filters over a list: a search box, the page's own filters, and one way to clear them all. */
export function FilterBar(props: FilterBarProps) {
  const words = useWords(kitWords);
  return (
    <Group gap={8} role="search" wrap="wrap">
      {props.onSearch && (
        <SearchBox
          value={props.search ?? ''}
          onChange={props.onSearch}
          hint={props.searchHint ?? words.search}
        />
      )}
      {props.children}
      {props.isFiltered && (
        <Button variant="subtle" size="xs" onClick={props.onClear}>
          {words.clearFilters}
        </Button>
      )}
    </Group>
  );
}

type SearchBoxProps = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint: string;
};

/** Asks only when typing rests, and never in the middle of composing a Chinese word. */
function SearchBox({ value, onChange, hint }: SearchBoxProps) {
  const words = useWords(kitWords);
  const [text, setText] = useState(value);
  const [told, setTold] = useState(value);
  const [isComposing, setComposing] = useState(false);
  const tell = useDebouncedCallback((next: string) => {
    setTold(next);
    onChange(next);
  }, 250);
  // Somebody else changed the search (the clear button, a link): the box follows.
  if (value !== told) {
    setTold(value);
    setText(value);
  }

  const take = (next: string, composing: boolean) => {
    setText(next);
    if (!composing) tell(next.trim());
  };
  return (
    <TextInput
      size="xs"
      w={280}
      aria-label={hint}
      placeholder={hint}
      leftSection={<IconSearch size={14} aria-hidden />}
      rightSection={
        text !== '' && (
          <CloseButton size="xs" aria-label={words.clearSearch} onClick={() => take('', false)} />
        )
      }
      value={text}
      onChange={(event) => take(event.currentTarget.value, isComposing)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={(event) => {
        setComposing(false);
        take(event.currentTarget.value, false);
      }}
    />
  );
}
