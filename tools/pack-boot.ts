/** Boots a packed main with `electron` replaced, and plays its page: `node tools/pack-boot.ts <out/main/index.js>`. */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Reply } from '#contract/reply';
import { app, asked } from '#support/electron';

const standIn = import.meta.resolve('#support/electron');
registerHooks({
  resolve: (name, context, next) =>
    name === 'electron' ? { url: standIn, shortCircuit: true } : next(name, context),
});

async function until<T>(what: string, find: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = performance.now() + 20_000;
  while (performance.now() < end) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${what}: not within 20 s. ${asked.errorBoxes.join(' ')}`);
}

async function play(): Promise<void> {
  const window = await until('a window', () => asked.windows[0]);
  const page = asked.pages.get('app');
  const answer = await page?.(new Request(String(window.loaded[0])));
  const script = /src="\.?\/?([^"]+\.js)"/.exec((await answer?.text()) ?? '')?.[1] ?? '';
  const asset = await page?.(new Request(new URL(script, window.loaded[0]).href));
  if (asset?.status !== 200) throw new Error(`The page's script ${script} answers ${asset?.status}.`);
  const frame = { sender: window.webContents, senderFrame: { url: window.loaded[0], parent: null } };
  const ask = async (name: string, input: unknown): Promise<unknown> => {
    const reply = (await asked.handlers.get('call')?.(frame, { name, input })) as Reply;
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
    return reply.value;
  };
  // The password's thread and the job's thread are files of their own in the package.
  await ask('access.createOwner', { login: 'owner', name: '店主', password: 'a long password' });
  const csv = Buffer.from('code,name\nnorth,北区\n');
  const { fileId } = (await ask('transfer.startUpload', { name: 'units.csv', size: csv.length })) as {
    fileId: string;
  };
  await ask('transfer.putChunk', { fileId, seq: 0, base64: csv.toString('base64') });
  await ask('transfer.finishUpload', { fileId });
  const mapping = { columns: { externalId: 'code', name: 'name' } };
  const { jobId } = (await ask('transfer.previewImport', {
    fileId,
    kind: 'units',
    source: 'check',
    mapping,
  })) as {
    jobId: string;
  };
  await until('the end of a job', async () => {
    const job = (await ask('jobs.get', { id: jobId })) as { status: string };
    if (job.status === 'failed') throw new Error(`The job failed: ${JSON.stringify(job)}`);
    return job.status === 'done' ? job : undefined;
  });
  const ended = new Promise((resolve) => app.once('quit', resolve));
  window.close();
  await ended;
}

const main = process.argv[2];
if (main === undefined) throw new Error('Which main?');
await import(pathToFileURL(main).href);
await play();
process.stdout.write('booted\n');
process.exit(0);
