// Imports a CSV in a console of its own, as somebody at a page would, and says what that took: time, memory, and the
// longest time that the console's thread did not come back to its loop. Its process has nothing else in memory.
import { openSync, readSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import { openConsole, sessionAs } from '#main';

const [home = '', csv = ''] = process.argv.slice(2);
const console = await openConsole({ home });
let asking = 0;
const tell = async <K extends OperationName>(name: K, input: InputOf<K>): Promise<OutputOf<K>> => {
  asking += 1;
  const reply = await console.dispatch(sessionAs(), name, input).finally(() => {
    asking -= 1;
  });
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value as OutputOf<K>;
};

// A gap in which the thread neither worked nor was in a call is the machine's: other processes had its cores.
let last = performance.now();
let cpu = process.threadCpuUsage();
let longestBlockMs = 0;
let peak = 0;
const timer = setInterval(() => {
  const now = performance.now();
  const used = process.threadCpuUsage();
  const workedMs = (used.user + used.system - cpu.user - cpu.system) / 1000;
  const gapMs = now - last - 5;
  if (asking > 0 || workedMs > gapMs / 2) longestBlockMs = Math.max(longestBlockMs, gapMs);
  peak = Math.max(peak, process.memoryUsage.rss());
  last = now;
  cpu = used;
}, 5);

const started = performance.now();
const { size } = statSync(csv);
const { fileId, chunkBytes } = await tell('transfer.startUpload', { name: 'all.csv', size });
const handle = openSync(csv, 'r');
const piece = Buffer.alloc(chunkBytes);
for (let seq = 0; seq * chunkBytes < size; seq += 1) {
  const read = readSync(handle, piece, 0, chunkBytes, seq * chunkBytes);
  await tell('transfer.putChunk', { fileId, seq, base64: piece.subarray(0, read).toString('base64') });
  await sleep(0);
}
await tell('transfer.finishUpload', { fileId });
const uploadSeconds = (performance.now() - started) / 1000;
const columns = {
  externalId: '编号',
  contact: '手机',
  name: '姓名',
  company: '公司',
  line: '业务线',
  amount: '金额',
  createdAt: '创建时间',
};
const choice = { fileId, kind: 'opportunities', source: 'bench', mapping: { columns } } as const;
const { jobId } = await tell('transfer.commitImport', choice);
let job = await tell('jobs.get', { id: jobId });
for (; job.finishedAt === null; job = await tell('jobs.get', { id: jobId })) await sleep(50);
const seconds = (performance.now() - started) / 1000;
clearInterval(timer);
await console.close();
const peakMegabytes = peak / 1_048_576;
process.stdout.write(
  JSON.stringify({
    seconds,
    uploadSeconds,
    peakMegabytes,
    longestBlockMs,
    status: job.status,
    result: job.result,
  }),
);
