import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { placesIn } from '#store/places';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';

/** A home folder of its own, gone when the test ends. */
export function newHome(under: string = tmpdir()): string {
  const home = mkdtempSync(join(under, 'switchyard-home-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** What somebody with the file and a SQLite tool can do: no triggers, no command, no audit line. */
export function tamper(home: string, change: (raw: Database.Database) => void): void {
  const raw = new Database(placesIn(home).db);
  const triggers = raw.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`).all() as {
    name: string;
    sql: string;
  }[];
  raw.pragma('foreign_keys = OFF');
  for (const { name } of triggers) raw.exec(`DROP TRIGGER "${name}"`);
  change(raw);
  for (const { sql } of triggers) raw.exec(sql);
  raw.close();
}
