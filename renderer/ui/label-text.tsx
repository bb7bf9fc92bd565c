import type { Label } from '#domain/base';
import { useFormat } from '#i18n/format';

/** A label in the current language; a dash where there is none. */
export function LabelText(props: { readonly label: Label | null | undefined }) {
  const { label } = useFormat();
  return props.label ? label(props.label) : '–';
}
