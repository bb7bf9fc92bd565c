import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Console, openConsole } from '#main';
import { fillFacts } from './attribution-facts.ts';

export const TRIAL_SIZES = { reps: 300, cards: 100_000, followUps: 1_000_000, orders: 100_000 };

let opened: Promise<Console> | undefined;

/** A console over a million follow-ups and a hundred thousand orders, filled once for all benches of a process. */
export function openTrial(): Promise<Console> {
  opened ??= fill();
  return opened;
}

async function fill(): Promise<Console> {
  const home = mkdtempSync(join(tmpdir(), 'switchyard-trial-'));
  process.on('exit', () => rmSync(home, { recursive: true, force: true }));
  const trial = await openConsole({ home, jobs: 'byHand', ballastBytes: 0 });
  process.stderr.write('filling the trial store …\n');
  fillFacts(trial.store, TRIAL_SIZES);
  trial.store.raw.pragma('wal_checkpoint(TRUNCATE)');
  return trial;
}
