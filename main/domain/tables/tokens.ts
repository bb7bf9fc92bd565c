/** One piece of a FEEL expression. Names of several words that FEEL knows are one mark. */
export type Token = { readonly kind: 'text' | 'number' | 'mark'; readonly text: string };

const PIECES =
  /\s*(?:"((?:[^"\\]|\\.)*)"|(\d+(?:\.\d+)?|\.\d+)|(date and time|starts with|list contains|[<>]=|!=|\.\.|[-<>=?,()[\]]|[A-Za-z_]\w*))/y;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Cuts an expression into tokens. Throws a SyntaxError with the rest that is no FEEL that we know. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  PIECES.lastIndex = 0;
  const end = text.trimEnd().length;
  while (PIECES.lastIndex < end) {
    const from = PIECES.lastIndex;
    const found = PIECES.exec(text);
    if (!found) throw new SyntaxError(text.slice(from).trim().slice(0, 80));
    const [, quoted, number, mark = ''] = found;
    if (quoted !== undefined) tokens.push({ kind: 'text', text: unescaped(quoted) });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else tokens.push({ kind: 'mark', text: mark });
  }
  return tokens;
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(u[\dA-Fa-f]{4}|.)/g, (_, code: string) =>
    code.length === 5 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (ESCAPES[code] ?? code),
  );
}

/** A text as a FEEL literal. */
export function quoted(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}"`;
}

/** Whether a name can stand in a spreadsheet's cell without quotes and be read as itself. */
export function isPlainName(text: string): boolean {
  return (
    /^[\p{L}][^,，、;；<>=?"()[\]\n]*$/u.test(text) &&
    text === text.trim() &&
    !/^(true|false|null|not|date|starts with|contains|list contains)\b/i.test(text)
  );
}
