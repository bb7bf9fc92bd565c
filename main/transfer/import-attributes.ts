import type { Contact } from '#domain/contacts';
import type { Value } from '#domain/conditions';
import { makeAttributeReader } from './attribute-reader.ts';
import { lineNames } from './catalogue-names.ts';
import { makeCards } from './import-cards.ts';
import { fault, type Importer, type ImportSetting, naturalKey } from './importer.ts';
import { makeOpportunityShelf, mergeAttributes } from './opportunity-shelf.ts';

type Fields = {
  externalId: string;
  contact: Contact | null;
  lineId: string | null;
  attributes: Record<string, Value>;
};

/** Business attributes onto opportunities that are here: by their external id, or by the card's one open opportunity on a line. An empty cell leaves what is there. */
export function attributeImporter(setting: ImportSetting): Importer<Fields> {
  const lines = lineNames(setting.catalogue);
  const cards = makeCards(setting);
  const shelf = makeOpportunityShelf(setting);
  const readAttributes = makeAttributeReader(setting.catalogue.attributes);
  const onCard = ({ contact, lineId }: Fields) => {
    const card = contact && cards.find(contact);
    return card && lineId !== null ? shelf.openOnCard(card.id, lineId) : undefined;
  };
  return {
    read: (row) => {
      const externalId = row.text('externalId', 200);
      const contact = row.card();
      const lineId = row.look('line', lines.find, 'unknownLine');
      if (externalId === '' && row.faults().length === 0) {
        if (!contact) row.refuse('contact', 'missing', '');
        if (lineId === null) row.refuse('line', 'missing', '');
      }
      return { externalId, contact, lineId, attributes: readAttributes(row) };
    },
    key: (fields) => fields.externalId || naturalKey(fields.contact?.contact ?? '', fields.lineId),
    judge: (fields, key) => {
      const known = fields.externalId === '' ? onCard(fields) : shelf.find(fields.externalId);
      if (!known) return fault(null, 'unknownOpportunity', key);
      const attributes = mergeAttributes(known.attributes, fields.attributes);
      if (attributes === known.attributes) return 'unchanged';
      shelf.change(known, { attributes });
      return 'updated';
    },
  };
}
