import type { Label } from '#domain/base';
import type { Grain } from '#domain/contacts';
import { LineGate } from '#domain/distribution';
import type { Db, Raw } from './database.ts';

export type LineSettings = {
  readonly id: string;
  readonly label: Label;
  readonly grain: Grain;
  readonly gate: LineGate;
  /** Raised with each change of the gate or the grain. */
  readonly revision: number;
};

/** The business lines with what each asks of its opportunities, in their order. */
export async function listLineSettings(db: Db): Promise<LineSettings[]> {
  const rows = await db.selectFrom('businessLines').selectAll().orderBy('position').orderBy('id').execute();
  return rows.map(({ id, labelZh, labelEn, grain, gate, revision }) => ({
    id,
    label: { zh: labelZh, en: labelEn },
    grain,
    gate: LineGate.parse(JSON.parse(gate)),
    revision,
  }));
}

/** The gates of those lines that ask anything, for a run on the bare connection. */
export function readGates(raw: Raw): ReadonlyMap<string, LineGate> {
  const rows = raw.prepare('SELECT id, gate FROM business_lines').raw().all() as [string, string][];
  const gates = rows.map(([id, gate]) => [id, LineGate.parse(JSON.parse(gate))] as const);
  return new Map(gates.filter(([, { oldAfterDays, needed }]) => oldAfterDays !== null || needed.length > 0));
}

/** Writes what a line asks, inside a command; answers false where it is no longer at the revision that was read. */
export async function saveLine(
  db: Db,
  { id, revision }: { readonly id: string; readonly revision: number },
  settings: { readonly gate: LineGate } | { readonly grain: Grain },
): Promise<boolean> {
  const row = 'gate' in settings ? { gate: JSON.stringify(settings.gate) } : settings;
  const { numUpdatedRows } = await db
    .updateTable('businessLines')
    .set({ ...row, revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
