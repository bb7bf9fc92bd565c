import { type Grain, type Contact, grainKeyOf } from '#domain/contacts';
import type { Value } from '#domain/conditions';
import { MERGED } from '#domain/pool';
import type { OpportunityRow } from '#store/import-lookups';
import { makeAttributeReader } from './attribute-reader.ts';
import { type Cards, makeCards } from './import-cards.ts';
import { fault, type Importer, type ImportSetting, type Judgement, naturalKey, patchOf } from './importer.ts';
import { lineNames, userNames } from './catalogue-names.ts';
import { makeOpportunityShelf, mergeAttributes, type OpportunityShelf } from './opportunity-shelf.ts';
import { readStatus } from './words.ts';

type Fields = {
  externalId: string;
  contact: Contact | null;
  name: string;
  company: string;
  lineId: string | null;
  grainKey: string;
  title: string;
  status: OpportunityRow['status'] | null;
  stage: string;
  ownerId: string | null;
  amountMinor: number | null;
  currency: string;
  createdAt: number | null;
  closedAt: number | null;
  attributes: Record<string, Value>;
};

type Desk = ImportSetting & {
  readonly cards: Cards;
  readonly shelf: OpportunityShelf;
  readonly grains: ReadonlyMap<string, Grain>;
};

/** Opportunities with their cards. An empty cell leaves what an existing opportunity has; the one open place of a lead entity on a line is never taken twice. */
export function opportunityImporter(setting: ImportSetting): Importer<Fields> {
  const { catalogue } = setting;
  const lines = lineNames(catalogue);
  const users = userNames(catalogue);
  const readAttributes = makeAttributeReader(catalogue.attributes);
  const desk: Desk = {
    ...setting,
    cards: makeCards(setting),
    shelf: makeOpportunityShelf(setting),
    grains: new Map(catalogue.lines.map(({ id, grain }) => [id, grain])),
  };
  return {
    read: (row) => {
      const contact = row.card();
      if (!contact && row.faults().length === 0) row.refuse('contact', 'missing', '');
      const currency = row.text('currency', 3).toUpperCase() || 'CNY';
      return {
        externalId: row.text('externalId', 200),
        contact,
        name: row.text('name', 200),
        company: row.text('company', 200),
        lineId: row.look('line', lines.find, 'unknownLine'),
        grainKey: row.text('grainKey', 200),
        title: row.text('title'),
        status: row.look('status', readStatus, 'unknownValue'),
        stage: row.text('stage', 100),
        ownerId: row.look('owner', users.find, 'unknownPerson'),
        amountMinor: row.amount('amount', currency),
        currency,
        createdAt: row.moment('createdAt'),
        closedAt: row.moment('closedAt'),
        attributes: readAttributes(row),
      };
    },
    key: (fields) =>
      fields.externalId || naturalKey(fields.contact?.contact ?? '', fields.lineId, fields.createdAt),
    judge: (fields, key) => {
      const known = desk.shelf.find(key);
      return known ? judgeKnown(desk, fields, known) : judgeNew(desk, fields, key);
    },
  };
}

function judgeNew(desk: Desk, fields: Fields, key: string): Judgement {
  const { contact, lineId } = fields;
  if (!contact || lineId === null) return fault('contact', 'missing', '');
  const card = desk.cards.find(contact);
  const grainKey = grainKeyOf(desk.grains.get(lineId) ?? 'phone', {
    contact: contact.contact,
    company: fields.company || (card?.company ?? ''),
    grainKey: fields.grainKey,
  });
  const status = fields.status ?? 'open';
  if (status === 'open' && desk.shelf.holder(lineId, grainKey) !== undefined)
    return fault(null, 'alreadyOpen', grainKey);
  const { ownerId, amountMinor } = fields;
  desk.shelf.add({
    source: desk.source,
    externalId: key,
    cardId: desk.cards.take(contact, card, fields.name, fields.company).card.id,
    lineId,
    grainKey,
    entity: fields.grainKey,
    title: fields.title,
    status,
    stage: fields.stage,
    attributes: mergeAttributes('{}', fields.attributes),
    ownerId,
    groupId: null,
    amountMinor,
    currency: amountMinor === null ? null : fields.currency,
    routingState: status === 'open' && ownerId === null ? 'waiting' : 'none',
    batchId: desk.batchId,
    createdAt: fields.createdAt ?? desk.at,
    assignedAt: ownerId === null ? null : desk.at,
    closedAt: status === 'open' ? null : fields.closedAt,
  });
  return 'fresh';
}

function judgeKnown(desk: Desk, fields: Fields, known: OpportunityRow): Judgement {
  const { contact } = fields;
  if (!contact) return fault('contact', 'missing', '');
  // A file that still lists it as open must not part again what somebody put together.
  const says = { status: fields.status ?? known.status, stage: fields.stage || known.stage };
  if (known.stage === MERGED && (says.status !== known.status || says.stage !== MERGED))
    return fault(null, 'merged', known.externalId);
  const card = desk.cards.find(contact);
  const wanted = wantedOf(desk, fields, known, card);
  const after = { ...known, ...wanted };
  if (after.status === 'open') {
    const holder = desk.shelf.holder(after.lineId, after.grainKey);
    if (holder !== undefined && holder !== known.id) return fault(null, 'alreadyOpen', after.grainKey);
  }
  const taken = desk.cards.take(contact, card, fields.name, fields.company);
  const patch = patchOf<OpportunityRow>(known, {
    ...wanted,
    cardId: taken.card.id,
    routingState: routingAfter(known, after),
  });
  if (patch) desk.shelf.change(known, patch);
  return patch || taken.isChanged ? 'updated' : 'unchanged';
}

/** What the row says, field by field; what it leaves empty stays. The lead entity is found anew only where the row says something about it. */
function wantedOf(
  desk: Desk,
  fields: Fields,
  known: OpportunityRow,
  card: { id: number; company: string } | undefined,
): Partial<OpportunityRow> {
  const lineId = fields.lineId ?? known.lineId;
  const status = fields.status ?? known.status;
  const contact = fields.contact?.contact ?? '';
  const grain = desk.grains.get(lineId) ?? 'phone';
  const moved = lineId !== known.lineId || card?.id !== known.cardId;
  const entity = fields.grainKey || known.entity;
  const says = fields.grainKey !== '' || fields.company !== '';
  const company = fields.company || (card?.company ?? '');
  const isNewOwner = fields.ownerId !== null && fields.ownerId !== known.ownerId;
  return {
    lineId,
    status,
    ...(moved || (says && grain !== 'phone')
      ? { grainKey: grainKeyOf(grain, { contact, company, grainKey: entity }) }
      : {}),
    entity,
    ...(fields.title === '' ? {} : { title: fields.title }),
    ...(fields.stage === '' ? {} : { stage: fields.stage }),
    ...(isNewOwner ? { ownerId: fields.ownerId, groupId: null, assignedAt: desk.at } : {}),
    ...(fields.amountMinor === null ? {} : { amountMinor: fields.amountMinor, currency: fields.currency }),
    ...(fields.createdAt === null ? {} : { createdAt: fields.createdAt }),
    closedAt: status === 'open' ? null : (fields.closedAt ?? known.closedAt),
    attributes: mergeAttributes(known.attributes, fields.attributes),
  };
}

/** Only open opportunities without an owner wait for routing; one that was routed stays so unless the file gives it to somebody else. */
function routingAfter(known: OpportunityRow, after: OpportunityRow): OpportunityRow['routingState'] {
  if (after.ownerId !== known.ownerId) return 'none';
  if (after.status !== 'open') return known.routingState === 'routed' ? 'routed' : 'none';
  return known.status !== 'open' && after.ownerId === null ? 'waiting' : known.routingState;
}
