const RISKY = /^[=+\-@\t\r＝＋－＠]/;
const PLAIN_NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** A text cell that no spreadsheet runs as a formula: what begins like one gets a leading `'`; plain numbers stay. */
export function guardCell(text: string): string {
  return RISKY.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
}

/** Takes back what guardCell put in front, so that our own exports import as they were. */
export function unguardCell(text: string): string {
  return text.startsWith("'") && RISKY.test(text.slice(1)) ? text.slice(1) : text;
}
