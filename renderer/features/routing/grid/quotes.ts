/** The parts of a text between signs; signs inside double quotes part nothing. */
export function splitOutside(text: string, sign: RegExp): string[] {
  if (!text.includes('"')) return text.split(sign);
  const parts: string[] = [];
  let part = '';
  let isQuoted = false;
  for (const letter of text) {
    if (letter === '"') isQuoted = !isQuoted;
    if (!isQuoted && sign.test(letter)) {
      parts.push(part);
      part = '';
    } else part += letter;
  }
  return [...parts, part];
}

/** A text without the double quotes around it. */
export function unquoted(text: string): string {
  const inner = /^"((?:[^"]|"")*)"$/s.exec(text)?.[1];
  return inner === undefined ? text : inner.replaceAll('""', '"');
}
