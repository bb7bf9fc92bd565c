import { Select } from '@mantine/core';

type FilterSelectProps = {
  /** Stands in the empty box and names it for screen readers. */
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly value: string | undefined;
  readonly onChange: (value: string | null) => void;
  readonly width?: number;
};

/** One choice that narrows a list; long lists can be searched by typing. */
export function FilterSelect({ label, options, value, onChange, width }: FilterSelectProps) {
  return (
    <Select
      w={width ?? 150}
      aria-label={label}
      placeholder={label}
      data={[...options]}
      value={value ?? null}
      onChange={onChange}
      clearable
      clearButtonProps={{ 'aria-hidden': true }}
      searchable={options.length > 8}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      maxDropdownHeight={320}
    />
  );
}
