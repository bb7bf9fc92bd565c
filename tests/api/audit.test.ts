import { rmSync } from 'node:fs';
import { openConsole, sessionAs } from '#main';
import { newHome, tamper } from '#support/home';
import { fillAudit } from '#support/crowd';
import { desk } from '#support/desk';
import { chainText, GENESIS } from '#domain/audit';
import { placesIn } from '#store/places';
import type Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A home in which ten commands were done, through the one door. */
async function homeWithTenLines(): Promise<string> {
  const home = newHome();
  const console = await openConsole({ home, jobs: 'byHand', ballastBytes: 0 });
  for (let n = 1; n <= 10; n += 1)
    await console.dispatch(sessionAs(), 'transfer.startUpload', { name: `file-${n}.csv`, size: n });
  await console.close();
  return home;
}

async function verify(home: string) {
  const console = await openConsole({ home, jobs: 'byHand', ballastBytes: 0 });
  const reply = await console.dispatch(sessionAs(), 'audit.verify', {});
  await console.close();
  return reply.ok ? reply.value : reply.error;
}

/** Writes the hashes of the lines from `from` on anew, as somebody who knows the formula would. */
function rehash(raw: Database.Database, from: number, to = Number.MAX_SAFE_INTEGER): void {
  const lines = raw
    .prepare(
      'SELECT seq, at, actor_id AS actorId, operation, subject, detail FROM audit_lines WHERE seq BETWEEN ? AND ? ORDER BY seq',
    )
    .all(from, to) as {
    seq: number;
    at: number;
    actorId: string;
    operation: string;
    subject: string;
    detail: string;
  }[];
  for (const line of lines) {
    const previous = (raw
      .prepare('SELECT hash FROM audit_lines WHERE seq < ? ORDER BY seq DESC LIMIT 1')
      .pluck()
      .get(line.seq) ?? GENESIS) as string;
    raw
      .prepare('UPDATE audit_lines SET previous_hash = ?, hash = ? WHERE seq = ?')
      .run(previous, sha256(chainText(line.seq, previous, line)), line.seq);
  }
}

describe('verifying the audit chain', () => {
  test('an untouched chain is whole, and its end is the anchored one', async () => {
    expect(await verify(await homeWithTenLines())).toEqual({
      ok: true,
      lines: 10,
      anchoredSeq: 10,
      faults: [],
    });
  });

  test.each([
    [
      'an edited word',
      "UPDATE audit_lines SET actor_id = 'somebody' WHERE seq = 4",
      [{ kind: 'edited', seq: 4 }],
    ],
    ['an edited moment', 'UPDATE audit_lines SET at = at + 1 WHERE seq = 1', [{ kind: 'edited', seq: 1 }]],
    [
      'an edited detail',
      "UPDATE audit_lines SET detail = 'null' WHERE seq = 10",
      [{ kind: 'edited', seq: 10 }],
    ],
    ['a deletion', 'DELETE FROM audit_lines WHERE seq = 5', [{ kind: 'missing', seq: 5 }]],
    [
      'the deletion of the first line',
      'DELETE FROM audit_lines WHERE seq = 1',
      [{ kind: 'missing', seq: 1 }],
    ],
    [
      'two lines that changed places',
      'UPDATE audit_lines SET seq = -3 WHERE seq = 3; UPDATE audit_lines SET seq = 3 WHERE seq = 7; UPDATE audit_lines SET seq = 7 WHERE seq = -3',
      [
        { kind: 'reordered', seq: 3 },
        { kind: 'reordered', seq: 7 },
      ],
    ],
    ['a cut tail', 'DELETE FROM audit_lines WHERE seq > 8', [{ kind: 'cutTail', seq: 9 }]],
    ['a chain cut off whole', 'DELETE FROM audit_lines', [{ kind: 'cutTail', seq: 1 }]],
  ])('%s is found', async (_, sql, faults) => {
    const home = await homeWithTenLines();
    tamper(home, (raw) => raw.exec(sql));
    expect(await verify(home)).toMatchObject({ ok: false, faults });
  });

  test('an edited line whose hash was made to fit is found through the next one', async () => {
    const home = await homeWithTenLines();
    tamper(home, (raw) => {
      raw.exec("UPDATE audit_lines SET subject = 'other' WHERE seq = 4");
      rehash(raw, 4, 4);
    });
    expect(await verify(home)).toMatchObject({ ok: false, faults: [{ kind: 'edited', seq: 4 }] });
  });

  test('a tail rewritten to its end, every hash made to fit, differs from what was anchored', async () => {
    const home = await homeWithTenLines();
    tamper(home, (raw) => {
      raw.exec("UPDATE audit_lines SET subject = 'other' WHERE seq = 8");
      rehash(raw, 8);
    });
    expect(await verify(home)).toMatchObject({
      ok: false,
      faults: [8, 9, 10].map((seq) => ({ kind: 'edited', seq })),
    });
  });

  test('a cut tail shows for ever, also when new lines have grown past the old end', async () => {
    const home = await homeWithTenLines();
    tamper(home, (raw) => raw.exec('DELETE FROM audit_lines WHERE seq > 8'));
    const console = await openConsole({ home, jobs: 'byHand', ballastBytes: 0 });
    for (let n = 1; n <= 5; n += 1)
      await console.dispatch(sessionAs(), 'transfer.startUpload', { name: 'later.csv', size: n });
    await console.close();
    expect(await verify(home)).toMatchObject({
      ok: false,
      lines: 13,
      faults: [
        { kind: 'edited', seq: 9 },
        { kind: 'edited', seq: 10 },
      ],
    });
  });

  test('without its anchor a chain is still walked, and says that nothing was anchored', async () => {
    const home = await homeWithTenLines();
    rmSync(placesIn(home).anchor);
    expect(await verify(home)).toEqual({ ok: true, lines: 10, anchoredSeq: null, faults: [] });
  });

  test('a long chain is walked in strides, and everything else has its turn in between', async () => {
    const { console, tell } = await desk();
    fillAudit(console.store, 6000);
    let turns = 0;
    let next = setImmediate(function turn() {
      turns += 1;
      next = setImmediate(turn);
    });
    expect(await tell('audit.verify', {})).toMatchObject({ ok: true, lines: 6000 });
    clearImmediate(next);
    expect(turns).toBeGreaterThanOrEqual(3);
  });
});

describe('reading the audit lines', () => {
  test('the newest come first, with who did what to what', async () => {
    const { ask, tell } = await desk();
    await tell('transfer.startUpload', { name: 'a.csv', size: 1 });
    const { fileId } = await tell('transfer.startUpload', { name: 'b.csv', size: 2 });
    const { rows, total } = await tell('audit.listLines', { limit: 1 });
    expect(total).toBe(2);
    expect(rows).toEqual([
      expect.objectContaining({
        seq: 2,
        actorId: 'system',
        actorName: 'system',
        operation: 'transfer.startUpload',
        subject: fileId,
        detail: { name: 'b.csv', size: 2 },
      }),
    ]);
    expect(await ask('audit.listLines', { subject: 'nothing of that name' })).toEqual({
      ok: true,
      value: { rows: [], total: 0 },
    });
    expect((await tell('audit.listLines', { subject: fileId })).total).toBe(1);
    expect((await tell('audit.listLines', { operation: 'transfer.putChunk' })).total).toBe(0);
  });

  test('a refused command leaves no line', async () => {
    const { ask, tell } = await desk();
    expect(await ask('transfer.startUpload', { name: 'empty.csv', size: 0 })).toMatchObject({ ok: false });
    expect((await tell('audit.listLines', {})).total).toBe(0);
  });

  test('a line that somebody spoiled is shown as it stands', async () => {
    const home = await homeWithTenLines();
    tamper(home, (raw) => raw.exec("UPDATE audit_lines SET detail = '{broken' WHERE seq = 10"));
    const console = await openConsole({ home, jobs: 'byHand', ballastBytes: 0 });
    const reply = await console.dispatch(sessionAs(), 'audit.listLines', { limit: 1 });
    await console.close();
    expect(reply).toMatchObject({ ok: true, value: { rows: [{ seq: 10, detail: '{broken' }] } });
  });
});
