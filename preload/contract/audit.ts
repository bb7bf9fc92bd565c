import { TOUCHED_KINDS } from '#domain/audit';
import { Label } from '#domain/base';
import { z } from 'zod';
import { PageInput, pageOf, Started } from './page.ts';
import { read, write } from './operation.ts';

/** A thing that a line touched: its key finds its life; no label where it has none or the reader may not know it. */
const Touched = z.object({ key: z.string(), kind: z.enum(TOUCHED_KINDS), label: Label.nullable() });

const AuditLine = z.object({
  seq: z.int(),
  at: z.int(),
  actorId: z.string(),
  /** Null: somebody outside the reader's scope, or nobody. */
  actorName: z.string().nullable(),
  operation: z.string(),
  /** How it ended: `done`, a job's status, or what came of a sign-in. */
  outcome: z.string(),
  subject: z.string(),
  detail: z.unknown(),
  /** Why `detail` is null although the line has one: it is long (`audit.getLine` answers it), or of a room closed to the reader. */
  withheld: z.enum(['long', 'closed']).nullable(),
  /** The line's own subject first. */
  touched: z.array(Touched),
  hash: z.string(),
});

const Filter = {
  operation: z.string().max(80).optional(),
  /** Every operation of a room. */
  room: z
    .string()
    .regex(/^[a-z]{1,40}$/)
    .optional(),
  actorId: z.string().max(80).optional(),
  /** Whatever touched this: an id, or a kind and a number (`opportunity:7`). */
  subject: z.string().max(120).optional(),
  outcome: z.enum(['done', 'failed', 'cancelled', 'wrong', 'lockedOut']).optional(),
  from: z.int().optional(),
  /** Before this moment. */
  until: z.int().optional(),
  search: z.string().trim().min(1).max(120).optional(),
};

const Fault = z.object({
  kind: z.enum(['edited', 'missing', 'reordered', 'cutTail']),
  seq: z.int(),
});

/** The end of the chain at a moment. */
const Head = z.object({ seq: z.int(), hash: z.string() });

/** What a walk along the chain found; also the result of an `audit.verify` job. */
export const Verdict = z.object({
  ok: z.boolean(),
  lines: z.int(),
  anchoredSeq: z.int().nullable(),
  faults: z.array(Fault),
});

export const audit = {
  'audit.listLines': read(
    'audit.view',
    PageInput.extend({ ...Filter, order: z.enum(['newest', 'oldest']).default('newest') }),
    pageOf(AuditLine),
  ),
  /** One line whole, however long its detail is. */
  'audit.getLine': read(
    'audit.view',
    z.strictObject({ seq: z.int().min(1) }),
    AuditLine.extend({ previousHash: z.string() }),
  ),
  /** Everything that ever touched one thing, oldest first: lines, and what jobs did to an opportunity without a line each. */
  'audit.getLife': read(
    'audit.view',
    z.strictObject({ subject: z.string().min(1).max(120) }),
    z.object({
      subject: Touched,
      /** All there are; more than 500 are not told. */
      total: z.int(),
      steps: z.array(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('line'), at: z.int(), line: AuditLine }),
          z.object({
            kind: z.literal('held'),
            at: z.int(),
            /** The job that did it. */
            how: z.string(),
            /** Null: it was taken from whoever had it. */
            owner: Touched.nullable(),
          }),
        ]),
      ),
    }),
  ),
  /** Where the chain ends now, and what the last verification found. */
  'audit.getChain': read(
    'audit.view',
    z.strictObject({}),
    z.object({
      head: Head.nullable(),
      anchoredSeq: z.int().nullable(),
      verified: z
        .object({ at: z.int(), actorName: z.string().nullable(), ok: z.boolean(), lines: z.int() })
        .nullable(),
    }),
  ),
  /** Walks the whole chain and compares its end with the anchor kept outside the store. */
  'audit.verify': read('audit.view', z.strictObject({}), Verdict),
  /** The same as a job that tells how far it is, and whose audit line keeps what was found; its result is a Verdict. */
  'audit.startVerify': write('audit.view', z.strictObject({}), Started),
  /** Writes the lines that a filter leaves to a file with the chain's end at that moment, as a job whose result is `{fileId}`. */
  'audit.exportLines': write(
    'audit.view',
    z.strictObject({
      ...Filter,
      format: z.enum(['csv', 'xlsx']),
      language: z.enum(['zh-CN', 'en']),
      /** The names of operations in that language, for the reader of the file. */
      words: z.record(z.string().max(80), z.string().max(120)).default({}),
    }),
    Started,
  ),
  /**
   * Whether a file is an export of this store as it was written, and whether everything up to the chain's end that it
   * names still stands: by the SHA-256 of its bytes, and that end where the file tells it.
   */
  'audit.checkFile': read(
    'audit.view',
    z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), head: Head.nullable() }),
    z.object({
      export: z
        .object({
          seq: z.int(),
          at: z.int(),
          actorName: z.string().nullable(),
          rows: z.int(),
          head: Head.nullable(),
        })
        .nullable(),
      /** Whether the chain still has the end that the file (or its export's line) names, with everything before it; null: no end is known. */
      head: z.enum(['same', 'changed', 'missing']).nullable(),
      /** What is wrong before that end. */
      faults: z.array(Fault),
    }),
  ),
};

export type AuditErrors = Record<never, never>;
