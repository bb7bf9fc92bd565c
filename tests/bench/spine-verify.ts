// spine.verify: the whole audit chain walked, line by line; the floor is the same hashes alone, over lines in memory.
import { createHash } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { chainText, GENESIS } from '#domain/audit';
import { openConsole, sessionAs } from '#main';
import { listChain } from '#store/audit';
import { fillAudit } from '#support/crowd';
import { type Bench, type BenchLine, significant } from './bench.ts';
import { inFolder } from './folder.ts';

const LINES = 100_000;

async function measure(home: string): Promise<BenchLine> {
  const console = await openConsole({ home, jobs: 'byHand', ballastBytes: 0 });
  fillAudit(console.store, LINES);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  const reply = await console.dispatch(sessionAs(), 'audit.verify', {});
  const seconds = (performance.now() - began) / 1000;
  delay.disable();
  const lines = await listChain(console.store.db, 0, LINES);
  const hashing = performance.now();
  let previous = GENESIS;
  for (const line of lines)
    previous = createHash('sha256')
      .update(chainText(line.seq, previous, line))
      .digest('hex');
  const floor = (performance.now() - hashing) / 1000;
  await console.close();
  const found = reply.ok ? (reply.value as { ok: boolean; lines: number }) : undefined;
  const isWhole = found?.ok === true && found.lines === LINES && previous === lines.at(-1)?.hash;
  return {
    bench: 'spine.verify',
    size: `${LINES.toLocaleString('en')} audit lines`,
    ours: significant(seconds),
    unit: 's',
    floor: significant(floor),
    peers: {},
    ratio: significant(seconds / floor),
    equal: isWhole,
    also: { longestBlockMs: significant(delay.max / 1e6) },
    goal: '≤ 5 s',
    met: seconds <= 5 && isWhole,
  };
}

export const benches: readonly Bench[] = [{ name: 'spine.verify', run: () => inFolder(measure) }];
