import { useWords } from '#i18n/words';
import { PasswordBox } from './password-box.tsx';
import { accountWords } from './words.ts';

/** A new password as it is typed, twice. */
export type Typed = { readonly next: string; readonly again: string };

/** What can be said of it before it is sent; the console judges the rest. */
export function useTypedFaults(min: number): (typed: Typed) => { next: string | null; again: string | null } {
  const words = useWords(accountWords);
  return ({ next, again }) => ({
    next: Array.from(next.normalize('NFC')).length < min ? words.tooShort({ min }) : null,
    again: again === next ? null : words.differs,
  });
}

type NewPasswordProps = {
  readonly min: number;
  readonly typed: Typed;
  readonly faults: { readonly next: string | null; readonly again: string | null };
  readonly onType: (typed: Typed) => void;
};

/** The two boxes for a new password. */
export function NewPassword({ min, typed, faults, onType }: NewPasswordProps) {
  const words = useWords(accountWords);
  return (
    <>
      <PasswordBox
        label={words.newPassword}
        description={words.shape({ min })}
        autoComplete="new-password"
        value={typed.next}
        onChange={(event) => onType({ ...typed, next: event.currentTarget.value })}
        error={faults.next}
      />
      <PasswordBox
        label={words.newPasswordAgain}
        autoComplete="new-password"
        value={typed.again}
        onChange={(event) => onType({ ...typed, again: event.currentTarget.value })}
        error={faults.again}
      />
    </>
  );
}
