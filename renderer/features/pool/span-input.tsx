import type { Span } from '#domain/pool';
import { useWords } from '#i18n/words';
import { Input, NumberInput, Select } from '@mantine/core';
import styles from './pool.module.css';
import { poolWords } from './words.ts';

type SpanInputProps = {
  readonly label: string;
  readonly description?: string;
  readonly value: Span | null;
  readonly isReadOnly: boolean;
  /** Without it the amount must be there; with it an empty amount means there is no such span. */
  readonly onClear?: () => void;
  readonly onChange: (span: Span) => void;
};

const UNITS = ['workingHours', 'hours', 'days'] as const;

/** A length of time that says what it counts. */
export function SpanInput(props: SpanInputProps) {
  const words = useWords(poolWords);
  const { label, value, isReadOnly, onClear, onChange } = props;
  const unit = value?.unit ?? 'workingHours';
  return (
    <Input.Wrapper label={label} description={props.description} labelElement="div">
      <div className={styles.span}>
        <NumberInput
          aria-label={words.amountOf({ name: label })}
          placeholder={onClear && words.noLimit}
          min={1}
          max={10_000}
          allowDecimal={false}
          clampBehavior="strict"
          readOnly={isReadOnly}
          value={value?.amount ?? ''}
          onChange={(amount) => {
            if (typeof amount === 'number' && amount >= 1) onChange({ amount, unit });
            else if (amount === '') onClear?.();
          }}
        />
        <Select
          aria-label={words.unitOf({ name: label })}
          allowDeselect={false}
          readOnly={isReadOnly || value === null}
          data={UNITS.map((one) => ({ value: one, label: words.units[one] }))}
          value={unit}
          onChange={(next) => {
            const found = UNITS.find((one) => one === next);
            if (found && value) onChange({ ...value, unit: found });
          }}
        />
      </div>
    </Input.Wrapper>
  );
}
