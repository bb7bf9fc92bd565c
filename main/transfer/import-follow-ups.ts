import type { Contact } from '#domain/contacts';
import type { FollowUpRow } from '#store/import-lookups';
import { makeShelf } from '#store/import-shelf';
import { lineNames, userNames } from './catalogue-names.ts';
import { makeCards } from './import-cards.ts';
import { fault, type Importer, type ImportSetting, naturalKey, patchOf } from './importer.ts';
import { readChannel } from './words.ts';

type Fields = Pick<FollowUpRow, 'lineId' | 'channel' | 'outcome' | 'note' | 'durationSeconds'> & {
  externalId: string;
  contact: Contact | null;
  userId: string | null;
  happenedAt: number | null;
  recordedAt: number | null;
};

/** Follow-ups: facts. One that is here with other content is refused, never changed; a contact without a card gets one. */
export function followUpImporter(setting: ImportSetting): Importer<Fields> {
  const { catalogue, writer, lookups, source, batchId } = setting;
  const lines = lineNames(catalogue);
  const users = userNames(catalogue);
  const cards = makeCards(setting);
  const shelf = makeShelf<FollowUpRow>('follow_ups', writer, (row) => row.externalId, lookups.followUp);
  return {
    read: (row) => {
      const contact = row.card();
      if (!contact && row.faults().length === 0) row.refuse('contact', 'missing', '');
      const durationSeconds = row.number('durationSeconds');
      if (durationSeconds !== null && (durationSeconds < 0 || !Number.isSafeInteger(durationSeconds)))
        row.refuse('durationSeconds', 'notANumber');
      return {
        externalId: row.text('externalId', 200),
        contact,
        userId: row.look('user', users.find, 'unknownPerson'),
        happenedAt: row.moment('happenedAt'),
        recordedAt: row.moment('recordedAt'),
        channel: row.look('channel', readChannel, 'unknownValue') ?? 'other',
        outcome: row.text('outcome', 100),
        note: row.text('note', 2000),
        durationSeconds,
        lineId: row.look('line', lines.find, 'unknownLine'),
      };
    },
    key: ({ externalId, contact, userId, happenedAt, channel }) =>
      externalId || naturalKey(contact?.contact ?? '', userId, happenedAt, channel),
    judge: (fields, key) => {
      const { contact, userId, happenedAt, externalId: _, recordedAt, ...content } = fields;
      if (!contact || userId === null || happenedAt === null) return fault(null, 'missing', '');
      const known = shelf.find(key);
      const card = cards.find(contact);
      const fact = { ...content, userId, happenedAt, recordedAt: recordedAt ?? happenedAt };
      if (known)
        return card?.id === known.cardId && !patchOf<FollowUpRow>(known, fact)
          ? 'unchanged'
          : fault(null, 'factChanged', key);
      const { card: taken } = cards.take(contact, card, '', '');
      shelf.add({ source, externalId: key, cardId: taken.id, ...fact, batchId });
      return 'fresh';
    },
  };
}
