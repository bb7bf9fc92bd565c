import type { contacts } from '#contract/contacts';
import type { Handlers } from '#contract/operation';
import type { Value } from '#domain/conditions';
import {
  getCard,
  getOpportunity,
  listCards,
  listLines,
  listOpportunities,
  listSiblings,
  type OpportunityRecord,
} from '#store/contacts';
import { type FollowUpRecord, listFollowUps } from '#store/follow-ups';
import { searchFor } from './columns.ts';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

/** How many of its neighbours an opportunity's page shows at once. */
const NEIGHBOURS = 50;

const rowOf = ({ lineZh, lineEn, groupZh, groupEn, attributes, ...row }: OpportunityRecord) => ({
  ...row,
  line: { zh: lineZh, en: lineEn },
  group: groupZh === null ? null : { zh: groupZh, en: groupEn ?? '' },
  attributes: JSON.parse(attributes) as Record<string, Value>,
});

const followUpOf = ({ lineZh, lineEn, ...row }: FollowUpRecord) => ({
  ...row,
  line: lineZh === null ? null : { zh: lineZh, en: lineEn ?? '' },
});

export const contactsApi: Handlers<typeof contacts, Ctx> = {
  'contacts.listLines': async ({ db, actor }) => {
    if (actor.permissions.size === 0) return [];
    const lines = await listLines(db);
    return lines.map(({ labelZh, labelEn, ...line }) => ({ ...line, label: { zh: labelZh, en: labelEn } }));
  },
  'contacts.listCards': ({ db, actor }, { offset, limit, search, kind }) =>
    listCards(db, actor.scopes.contacts, { search: searchFor(actor, search), kind }, { offset, limit }),
  'contacts.listOpportunities': async ({ db, actor, now }, { offset, limit, condition, ...asked }) => {
    const filter = { ...asked, search: searchFor(actor, asked.search) };
    const holding = condition && { condition, now };
    const slice = { offset, limit };
    const { rows, total } = await listOpportunities(db, actor.scopes.contacts, { ...filter, holding }, slice);
    return { rows: rows.map(rowOf), total };
  },
  'contacts.getOpportunity': async ({ db, actor }, { id }) => {
    const scope = actor.scopes.contacts;
    const found = await getOpportunity(db, scope, id);
    const card = found && (await getCard(db, scope, found.cardId));
    if (!found || !card) throw new Refusal('api.notFound', { what: 'opportunity', id: String(id) });
    const { source, externalId, batchId, ...opportunity } = found;
    const siblings = await listSiblings(db, scope, opportunity, NEIGHBOURS);
    const followUps = await listFollowUps(
      db,
      scope,
      { cardId: card.id, sort: '-happenedAt' },
      { offset: 0, limit: NEIGHBOURS },
    );
    return {
      opportunity: rowOf(opportunity),
      card,
      siblings: siblings.map(rowOf),
      followUps: followUps.rows.map(followUpOf),
      followUpTotal: followUps.total,
      source,
      externalId,
      batchId,
    };
  },
  'contacts.listFollowUps': async ({ db, actor }, { offset, limit, ...asked }) => {
    const filter = { ...asked, search: searchFor(actor, asked.search) };
    const { rows, total } = await listFollowUps(db, actor.scopes.contacts, filter, { offset, limit });
    return { rows: rows.map(followUpOf), total };
  },
};
