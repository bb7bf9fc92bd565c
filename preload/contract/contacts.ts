import { Label } from '#domain/base';
import { Condition, Value } from '#domain/conditions';
import { Grain } from '#domain/contacts';
import { z } from 'zod';
import { ContactColumn, MoneyColumn, NotesColumn } from './columns.ts';
import { read } from './operation.ts';
import { Nothing, PageInput, pageOf } from './page.ts';

const RowId = z.strictObject({ id: z.int().min(1) });
const Search = z.string().trim().max(100).optional();

const CardRow = z.object({
  id: z.int(),
  kind: z.enum(['phone', 'email', 'account']),
  /** E.164 with `;ext=` for phones, lower case for e-mail, as written for account codes. */
  contact: ContactColumn,
  name: z.string(),
  company: z.string(),
  createdAt: z.int(),
  opportunities: z.int(),
});

const OpportunityRow = z.object({
  id: z.int(),
  title: z.string(),
  cardId: z.int(),
  contact: ContactColumn,
  cardName: z.string(),
  lineId: z.string(),
  line: Label,
  status: z.enum(['open', 'won', 'lost']),
  stage: z.string(),
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  groupId: z.string().nullable(),
  group: Label.nullable(),
  routingState: z.enum(['waiting', 'routed', 'unassigned', 'none']),
  amountMinor: MoneyColumn,
  currency: z.string().nullable(),
  attributes: z.record(z.string(), Value),
  createdAt: z.int(),
  assignedAt: z.int().nullable(),
});

const FollowUpRow = z.object({
  id: z.int(),
  cardId: z.int(),
  contact: ContactColumn,
  cardName: z.string(),
  userId: z.string(),
  userName: z.string(),
  lineId: z.string().nullable(),
  line: Label.nullable(),
  channel: z.enum(['call', 'message', 'visit', 'email', 'other']),
  outcome: z.string(),
  note: NotesColumn,
  durationSeconds: z.int().nullable(),
  happenedAt: z.int(),
  recordedAt: z.int(),
});

const FollowUpFilter = PageInput.extend({
  search: Search,
  cardId: z.int().optional(),
  userId: z.string().max(80).optional(),
  channel: z.enum(['call', 'message', 'visit', 'email', 'other']).optional(),
  from: z.int().optional(),
  to: z.int().optional(),
  sort: z.enum(['-happenedAt', 'happenedAt']).default('-happenedAt'),
});

export const contacts = {
  'contacts.listLines': read(
    'signedIn',
    Nothing,
    z.array(z.object({ id: z.string(), label: Label, grain: Grain })),
  ),
  'contacts.listCards': read(
    'contacts.view',
    PageInput.extend({ search: Search, kind: z.enum(['phone', 'email', 'account']).optional() }),
    pageOf(CardRow),
  ),
  'contacts.listOpportunities': read(
    'contacts.view',
    PageInput.extend({
      /** Matches the contact, the card's name or company, and the title. */
      search: Search,
      cardId: z.int().optional(),
      lineId: z.string().max(80).optional(),
      status: z.enum(['open', 'won', 'lost']).optional(),
      routingState: z.enum(['waiting', 'routed', 'unassigned', 'none']).optional(),
      ownerId: z.string().max(80).optional(),
      groupId: z.string().max(80).optional(),
      /** Those that hold it now, as a rule with this condition alone would see them. */
      condition: Condition.optional(),
      sort: z.enum(['-createdAt', 'createdAt', '-amount', 'amount']).default('-createdAt'),
    }),
    pageOf(OpportunityRow),
  ),
  /** One opportunity with its card, the card's other opportunities and its follow-ups, the newest 50 of each. */
  'contacts.getOpportunity': read(
    'contacts.view',
    RowId,
    z.object({
      opportunity: OpportunityRow,
      card: CardRow,
      siblings: z.array(OpportunityRow),
      followUps: z.array(FollowUpRow),
      followUpTotal: z.int(),
      source: z.string(),
      externalId: z.string(),
      batchId: z.string().nullable(),
    }),
  ),
  'contacts.listFollowUps': read('contacts.view', FollowUpFilter, pageOf(FollowUpRow)),
};

export type ContactsErrors = Record<never, never>;
