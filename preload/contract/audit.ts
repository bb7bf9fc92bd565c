import { z } from 'zod';
import { PageInput, pageOf } from './page.ts';
import { read } from './operation.ts';

const AuditLine = z.object({
  seq: z.int(),
  at: z.int(),
  actorId: z.string(),
  actorName: z.string(),
  operation: z.string(),
  subject: z.string(),
  detail: z.unknown(),
  hash: z.string(),
});

const Fault = z.object({
  kind: z.enum(['edited', 'missing', 'reordered', 'cutTail']),
  seq: z.int(),
});

export const audit = {
  'audit.listLines': read(
    'audit.view',
    PageInput.extend({
      operation: z.string().max(80).optional(),
      actorId: z.string().max(80).optional(),
      subject: z.string().max(120).optional(),
    }),
    pageOf(AuditLine),
  ),
  /** Walks the whole chain and compares its end with the anchor kept outside the store. */
  'audit.verify': read(
    'audit.view',
    z.strictObject({}),
    z.object({ ok: z.boolean(), lines: z.int(), anchoredSeq: z.int().nullable(), faults: z.array(Fault) }),
  ),
};

export type AuditErrors = Record<never, never>;
