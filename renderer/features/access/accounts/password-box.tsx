import { useWords } from '#i18n/words';
import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { accountWords } from './words.ts';

/** A box for a password, whose text can be shown, also by keyboard. */
export function PasswordBox(props: PasswordInputProps) {
  const words = useWords(accountWords);
  return (
    <PasswordInput
      size="sm"
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ 'aria-label': words.showTyped }}
      {...props}
    />
  );
}
