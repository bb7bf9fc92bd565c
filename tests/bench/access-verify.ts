// access.verify: 100,000 audit lines verified, and the first page of their list under each filter; the floor is the hashes alone.
import { createHash } from 'node:crypto';
import { chainText, GENESIS } from '#domain/audit';
import { openConsole, sessionAs } from '#main';
import { listChain } from '#store/audit';
import { fillAudit } from '#support/crowd';
import { type Bench, type BenchLine, significant } from './bench.ts';
import { inFolder } from './folder.ts';

const LINES = 100_000;
const TRIES = 9;

const PAGES: Readonly<Record<string, object>> = {
  all: {},
  person: { actorId: 'system' },
  operation: { operation: 'crowd.line' },
  room: { room: 'crowd' },
  subject: { subject: 's99999' },
  outcome: { outcome: 'done' },
  period: { from: 10, until: 99_990 },
  text: { search: '没有这几个字' },
};

async function measure(home: string): Promise<BenchLine> {
  const console = await openConsole({ home, jobs: 'byHand', ballastBytes: 0 });
  fillAudit(console.store, LINES);
  const ask = async (name: string, input: object) => {
    const began = performance.now();
    const reply = await console.dispatch(sessionAs(), name, input);
    return { ms: performance.now() - began, reply };
  };
  const { ms, reply } = await ask('audit.verify', {});
  const seconds = ms / 1000;
  const pages: Record<string, number> = {};
  for (const [filter, input] of Object.entries(PAGES)) {
    const times: number[] = [];
    for (let n = 0; n < TRIES; n += 1) times.push((await ask('audit.listLines', input)).ms);
    pages[`${filter}Ms`] = significant(times.toSorted((a, b) => a - b)[TRIES >> 1] ?? NaN);
  }
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
    bench: 'access.verify',
    size: `${LINES.toLocaleString('en')} audit lines`,
    ours: significant(seconds),
    unit: 's',
    floor: significant(floor),
    peers: {},
    ratio: significant(seconds / floor),
    equal: isWhole,
    also: pages,
    goal: '≤ 5 s, and ≤ 50 ms for the first page under each filter',
    met: seconds <= 5 && isWhole && Object.values(pages).every((each) => each <= 50),
  };
}

export const benches: readonly Bench[] = [{ name: 'access.verify', run: () => inFolder(measure) }];
