import { desk } from '#support/desk';
import { expect, test } from 'vitest';

const CHUNK = 524_288;

test('a file crosses the door in pieces, in any order and repeated, and reads back to the byte', async () => {
  const { tell } = await desk();
  const bytes = Buffer.alloc(CHUNK + 1000, 'abc,');
  const pieces = [bytes.subarray(0, CHUNK), bytes.subarray(CHUNK)].map((piece) => piece.toString('base64'));
  const { fileId, chunkBytes } = await tell('transfer.startUpload', { name: 'a.csv', size: bytes.length });
  expect(chunkBytes).toBe(CHUNK);
  for (const seq of [1, 0, 1]) await tell('transfer.putChunk', { fileId, seq, base64: pieces[seq] ?? '' });
  await tell('transfer.finishUpload', { fileId });
  expect(await tell('transfer.getFile', { fileId })).toMatchObject({
    name: 'a.csv',
    size: bytes.length,
    chunks: 2,
  });
  const read = [0, 1].map(async (seq) => (await tell('transfer.readChunk', { fileId, seq })).base64);
  const joined = Buffer.concat((await Promise.all(read)).map((piece) => Buffer.from(piece, 'base64')));
  expect(joined.equals(bytes)).toBe(true);
});

test('an upload with a missing, short or surplus piece is refused and never becomes a file', async () => {
  const { ask, tell } = await desk();
  const { fileId } = await tell('transfer.startUpload', { name: 'a.csv', size: CHUNK + 10 });
  const code = async (reply: Promise<{ ok: boolean; error?: { code: string } }>) => (await reply).error?.code;
  const piece = (seq: number, size: number) =>
    ask('transfer.putChunk', { fileId, seq, base64: Buffer.alloc(size, 'x').toString('base64') });
  expect(await code(piece(0, 99) as never)).toBe('transfer.uploadIncomplete');
  expect(await code(piece(1, 11) as never)).toBe('transfer.chunkTooLarge');
  expect(await code(piece(2, 1) as never)).toBe('transfer.chunkTooLarge');
  await piece(1, 10);
  expect(await ask('transfer.finishUpload', { fileId })).toEqual({
    ok: false,
    error: { code: 'transfer.uploadIncomplete', params: { missing: 1 } },
  });
  expect(await code(ask('transfer.getFile', { fileId }) as never)).toBe('transfer.uploadIncomplete');
  await piece(0, CHUNK);
  await tell('transfer.finishUpload', { fileId });
  expect(await code(piece(0, CHUNK) as never)).toBe('transfer.fileClosed');
  expect(await code(ask('transfer.startUpload', { name: 'b.csv', size: 0 }) as never)).toBe(
    'transfer.emptyFile',
  );
});

test("somebody else's file is not there", async () => {
  const { console, ask, tell } = await desk();
  const { store } = console;
  store.raw.exec(`INSERT INTO command_context VALUES (1, 'test', 'system', 0);
    INSERT INTO users VALUES ('mei', 'mei', 'Mei', NULL, 'active', 'test', 'mei', 0), ('li', 'li', 'Li', NULL, 'active', 'test', 'li', 0);
    INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('clerk', '文员', '', '["transfer.import"]');
    INSERT INTO user_roles (user_id, role_id) SELECT id, 'clerk' FROM users;
    INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('importer', '导入', '', '["transfer.import"]');
    INSERT INTO user_roles (user_id, role_id) VALUES ('mei', 'importer'), ('li', 'importer');
    DELETE FROM command_context`);
  const { fileId } = await tell('transfer.startUpload', { name: 'a.csv', size: 1 }, 'mei');
  const reply = await ask('transfer.putChunk', { fileId, seq: 0, base64: 'YQ==' }, 'li');
  expect(reply).toEqual({
    ok: false,
    error: { code: 'api.notFound', params: { what: 'file', id: fileId } },
  });
  await tell('transfer.putChunk', { fileId, seq: 0, base64: 'YQ==' }, 'mei');
  await tell('transfer.finishUpload', { fileId }, 'mei');
  expect((await ask('transfer.readChunk', { fileId, seq: 0 }, 'li')).ok).toBe(false);
  expect((await ask('transfer.readChunk', { fileId, seq: 0 })).ok).toBe(true);
});

test('only who may import uploads a file: nobody else fills the store', async () => {
  const { console, ask } = await desk();
  console.store.raw.exec(`INSERT INTO command_context VALUES (1, 'test', 'system', 0);
    INSERT INTO users VALUES ('rep', 'rep', 'Rep', NULL, 'active', 't', 'rep', 0);
    INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('r', '销售', '', '["contacts.view","transfer.view"]');
    INSERT INTO user_roles (user_id, role_id) VALUES ('rep', 'r'); DELETE FROM command_context`);
  expect(await ask('transfer.startUpload', { name: 'a.csv', size: 1 }, 'rep')).toEqual({
    ok: false,
    error: { code: 'api.notPermitted', params: { needs: 'transfer.import' } },
  });
});
