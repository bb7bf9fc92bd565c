import type { Contact } from '#domain/contacts';
import type { CardRow } from '#store/import-lookups';
import { makeShelf } from '#store/import-shelf';
import { type ImportSetting, patchOf } from './importer.ts';

export type Cards = {
  readonly find: (contact: Contact) => CardRow | undefined;
  /** The card of a contact, made when it is new. A name or company fills only what is empty, so that the same file twice changes nothing. */
  readonly take: (
    contact: Contact,
    known: CardRow | undefined,
    name: string,
    company: string,
  ) => { card: CardRow; isChanged: boolean };
};

export function makeCards({ writer, lookups, batchId, at }: ImportSetting): Cards {
  const shelf = makeShelf<CardRow>(
    'cards',
    writer,
    (card) => `${card.kind}:${card.contact}`,
    (key) => {
      const colon = key.indexOf(':');
      return lookups.card(key.slice(0, colon), key.slice(colon + 1));
    },
  );
  return {
    find: ({ kind, contact }) => shelf.find(`${kind}:${contact}`),
    take: ({ kind, contact }, known, name, company) => {
      if (!known)
        return {
          card: shelf.add({ kind, contact, name, company, batchId, createdAt: at }),
          isChanged: true,
        };
      const patch = patchOf(known, { name: known.name || name, company: known.company || company });
      return patch
        ? { card: shelf.change(known, patch), isChanged: true }
        : { card: known, isChanged: false };
    },
  };
}
