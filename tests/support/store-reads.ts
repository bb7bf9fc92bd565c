import { globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** A folder of main/ as it is: file name → text. */
export function filesIn(folder: string): Map<string, string> {
  const files = globSync(`main/${folder}/*.ts`, { cwd: root }).toSorted();
  return new Map(files.map((file) => [basename(file, '.ts'), readFileSync(join(root, file), 'utf8')]));
}

/** A top-level function or constant: its text, and whether its own parameters tell it whose rows are asked for. */
type Unit = { readonly text: string; readonly isScoped: boolean };

/** Types of parameters that are a scope, or hold one. */
const SCOPES = /\b(RowScope|Asker|Question|TrafficFilter|Between|LineSight|NameSight|Actor)\b/;
const OPENING = /^(?:export )?(?:async )?(?:function|const) (\w+)/;

/** The units of a file: the formatter begins each in the first column, and ends it before the next. */
function unitsIn(text: string): Map<string, Unit> {
  const parts = text.split(/^(?=(?:export )?(?:async )?(?:function|const|type|let|class) |\/\*\*|\/\/)/m);
  const found = new Map<string, Unit>();
  for (const part of parts) {
    const name = OPENING.exec(part)?.[1];
    if (name === undefined) continue;
    const signature = part.slice(
      0,
      Math.max(part.search(/\)(?:: .*)? (?:=>|\{)\s/), 0) || part.indexOf('\n'),
    );
    found.set(name, { text: part, isScoped: SCOPES.test(signature) });
  }
  return found;
}

/** Name → the file of the store that it is imported from. */
function importsIn(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, names = '', from = ''] of text.matchAll(
    /^import \{([^}]*)\} from '(?:\.|#store)\/([\w-]+)(?:\.ts)?';/gm,
  ))
    for (const name of names.split(',').map((one) => one.trim()))
      if (name !== '' && !name.startsWith('type ')) found.set(name.replace(/ as .*/, ''), from);
  return found;
}

/** The tables that a text reads or writes, in SQL or by Kysely. */
function tablesIn(text: string, tables: readonly string[]): string[] {
  return tables.filter((table) => {
    const snake = table.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return new RegExp(
      `\\b(?:FROM|JOIN|INTO|UPDATE|from|, )\\s*${snake}\\b(?! *:)|\\b(?:selectFrom|insertInto|updateTable|deleteFrom|innerJoin|leftJoin)\\(\\s*'${table}\\b`,
    ).test(text);
  });
}

/**
 * What a folder's files import of the store and is told no scope, with the business tables that it comes to. What it calls
 * is followed, but not through what is told a scope: that answers for itself.
 */
export function unscopedFrom(
  folder: ReadonlyMap<string, string>,
  store: ReadonlyMap<string, string>,
  tables: readonly string[],
): Map<string, string[]> {
  const files = new Map(
    [...store].map(([file, text]) => [file, { units: unitsIn(text), imports: importsIn(text) }]),
  );
  const tablesFrom = (file: string, name: string, met: Set<string>): string[] => {
    const unit = files.get(file)?.units.get(name);
    if (!unit || unit.isScoped || met.has(`${file} ${name}`)) return [];
    met.add(`${file} ${name}`);
    const words = new Set(unit.text.match(/\b[a-zA-Z]\w*\b/g));
    const called = [...words].flatMap((word) => {
      if (files.get(file)?.units.has(word)) return tablesFrom(file, word, met);
      const from = files.get(file)?.imports.get(word);
      return from === undefined ? [] : tablesFrom(from, word, met);
    });
    return [...tablesIn(unit.text, tables), ...called];
  };
  const found = new Map<string, string[]>();
  for (const text of folder.values())
    for (const [name, file] of importsIn(text)) {
      const reached = new Set(tablesFrom(file, name, new Set()));
      if (reached.size > 0) found.set(`${file}.${name}`, [...reached].toSorted());
    }
  return found;
}
