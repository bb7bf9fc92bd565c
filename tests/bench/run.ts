// npm run --silent bench -- <room> [--json] [--only part-of-a-name]
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Bench, BenchLine } from './bench.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
});
const files = readdirSync(import.meta.dirname).filter((file) => /^[a-z]+-.+\.ts$/.test(file));
const rooms = [...new Set(files.map((file) => file.split('-')[0] ?? ''))];
const room = positionals[0] ?? '';
if (!rooms.includes(room)) {
  process.stderr.write(`Usage: npm run --silent bench -- <${rooms.join(' | ')}> [--json] [--only NAME]\n`);
  process.exit(2);
}

const show = (line: BenchLine) =>
  values.json
    ? JSON.stringify(line)
    : `${line.met ? 'met ' : 'MISSED'} ${line.bench} ${line.ours} ${line.unit} (goal ${line.goal}; ratio ${line.ratio ?? '–'}; equal ${line.equal ?? '–'}) ${line.size} ${JSON.stringify({ floor: line.floor, ...line.peers, ...line.also })}`;

for (const file of files.filter((name) => name.startsWith(`${room}-`))) {
  const { benches } = (await import(`./${file}`)) as { benches: readonly Bench[] };
  for (const bench of benches.filter(({ name }) => name.includes(values.only))) {
    process.stderr.write(`${bench.name} …\n`);
    process.stdout.write(`${show(await bench.run())}\n`);
  }
}
