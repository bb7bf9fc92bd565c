import { DatePickerInput } from '@mantine/dates';

type DateRangeFilterProps = {
  readonly label: string;
  /** Calendar days, `2026-11-22`. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly onChange: (from: string | null, to: string | null) => void;
};

/** From one calendar day to another, both included. */
export function DateRangeFilter({ label, from, to, onChange }: DateRangeFilterProps) {
  return (
    <DatePickerInput
      type="range"
      w={230}
      aria-label={label}
      placeholder={label}
      value={[from ?? null, to ?? null]}
      onChange={([first, last]) => onChange(first, last)}
      valueFormat="YYYY-MM-DD"
      clearable
      allowSingleDateInRange
    />
  );
}
