import { useWords } from '#i18n/words';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { gridWords } from './words.ts';
import styles from './pick-list.module.css';

export type Choice = { readonly value: string; readonly name: string; readonly hint?: string };

type PickListProps = {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  /** Several may be chosen; otherwise a choice replaces the one before and is told at once. */
  readonly isMultiple: boolean;
  readonly typed: string;
  readonly onChange: (chosen: string[]) => void;
  /** Enter where nothing is highlighted: the person is finished. */
  readonly onEnough: () => void;
};

/** How many choices are drawn; the filter reaches the others. */
const MOST_DRAWN = 100;

/** A filter box over a list of choices. Arrows highlight, Enter chooses, Enter again finishes. */
export function PickList(props: PickListProps) {
  const words = useWords(gridWords);
  const id = useId();
  const [filter, setFilter] = useState(props.typed);
  const [active, setActive] = useState(props.typed === '' ? -1 : 0);
  const list = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => matching(props.choices, filter), [props.choices, filter]);
  useEffect(() => {
    if (active >= 0) list.current?.children[active]?.scrollIntoView?.({ block: 'nearest' });
  }, [active]);
  const pick = (choice: Choice) => {
    const isChosen = props.chosen.includes(choice.value);
    if (!props.isMultiple) props.onChange([choice.value]);
    else
      props.onChange(
        isChosen ? props.chosen.filter((value) => value !== choice.value) : [...props.chosen, choice.value],
      );
    setFilter('');
    setActive(-1);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const last = Math.min(shown.length, MOST_DRAWN) - 1;
    if (event.key === 'ArrowDown') setActive(Math.min(last, active + 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(-1, active - 1));
    else if (event.key === 'Enter') {
      const choice = shown[active];
      if (choice) pick(choice);
      else if (filter === '') props.onEnough();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.picker}>
      <input
        className={styles.filter}
        role="combobox"
        aria-label={props.label}
        aria-expanded
        aria-controls={id}
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        placeholder={words.filterChoices}
        // The editor opened because the person asked for it: the keys belong here now.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={filter}
        onChange={(event) => {
          setFilter(event.currentTarget.value);
          setActive(event.currentTarget.value === '' ? -1 : 0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label={props.label}
        aria-multiselectable={props.isMultiple}
        className={styles.list}
      >
        {shown.slice(0, MOST_DRAWN).map((choice, index) => (
          // The combobox above has the keys; a click is the pointer's way to the same.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={choice.value}
            id={`${id}-${index}`}
            role="option"
            aria-selected={props.chosen.includes(choice.value)}
            data-active={index === active || undefined}
            className={styles.choice}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(choice)}
          >
            <span className={styles.mark} aria-hidden>
              {props.chosen.includes(choice.value) ? '✓' : ''}
            </span>
            <span>{choice.name}</span>
            {choice.hint && <span className={styles.hint}>{choice.hint}</span>}
          </div>
        ))}
        {shown.length === 0 && <div className={styles.nothing}>{words.noChoice}</div>}
        {shown.length > MOST_DRAWN && (
          <div className={styles.nothing}>{words.moreChoices({ count: shown.length - MOST_DRAWN })}</div>
        )}
      </div>
    </div>
  );
}

/** Choices whose name, code or hint holds the text; those that begin with it come first. */
function matching(choices: readonly Choice[], filter: string): readonly Choice[] {
  const text = filter.trim().toLowerCase();
  if (text === '') return choices;
  const all = choices.filter(({ name, value, hint = '' }) =>
    `${name}\n${value}\n${hint}`.toLowerCase().includes(text),
  );
  const begins = ({ name }: Choice) => name.toLowerCase().startsWith(text);
  return [...all.filter(begins), ...all.filter((choice) => !begins(choice))];
}
