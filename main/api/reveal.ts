import type { columns } from '#contract/columns';
import type { InputOf, OutputOf } from '#contract/contract';
import type { Handlers } from '#contract/operation';
import type { ColumnClass, Permission } from '#domain/access';
import { getCard, getOpportunity } from '#store/contacts';
import { getFollowUp } from '#store/follow-ups';
import { getOrder } from '#store/orders';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

type Asked = InputOf<'access.reveal'>;
type Shown = OutputOf<'access.reveal'>;
/** The values of one record that are of a class of columns; undefined where the asker does not see the record. */
type Values = Partial<Record<ColumnClass, Shown | null>>;

export const revealApi: Handlers<typeof columns, Ctx> = {
  'access.reveal': async (ctx, asked) => {
    const { column, of, id, reason } = asked;
    const access = ctx.actor.columns[column];
    if (access === 'hidden') throw new Refusal('access.columnClosed', { column, does: 'reveal' });
    const needs: Permission = of === 'order' ? 'orders.view' : 'contacts.view';
    if (!ctx.actor.permissions.has(needs)) throw new Refusal('api.notPermitted', { needs });
    const values = await valuesOf(ctx, asked);
    if (!values) throw new Refusal('api.notFound', { what: of, id: String(id) });
    const value = values[column];
    if (access === 'plain' || !value) throw new Refusal('access.nothingMasked', {});
    // `why` and not `reason`: what somebody said to see a customer is for every reader of the audit.
    ctx.note(`${of}:${id}`, { column, of, id, why: reason });
    return value;
  },
};

async function valuesOf({ db, actor }: Ctx, { of, id }: Asked): Promise<Values | undefined> {
  const { contacts, orders } = actor.scopes;
  switch (of) {
    case 'card': {
      // A card belongs to nobody: it is seen by who sees one of its opportunities.
      const card = await getCard(db, contacts, id);
      const isSeen = card && (contacts.kind === 'all' || card.opportunities > 0);
      return isSeen ? { phone: text(card.contact) } : undefined;
    }
    case 'opportunity': {
      const found = await getOpportunity(db, contacts, id);
      return found && { phone: text(found.contact), money: amount(found.amountMinor, found.currency) };
    }
    case 'order': {
      const found = await getOrder(db, orders, id);
      if (!found) return undefined;
      const { contact, contactRaw, amountMinor, currency } = found;
      return { phone: text(contact ?? contactRaw), money: amount(amountMinor, currency) };
    }
    case 'followUp': {
      const found = await getFollowUp(db, contacts, id);
      return found && { phone: text(found.contact), notes: text(found.note) };
    }
  }
}

const text = (value: string | undefined): Shown | null => (value ? { kind: 'text', text: value } : null);
const amount = (amountMinor: number | null, currency: string | null): Shown | null =>
  amountMinor === null || currency === null ? null : { kind: 'amount', amountMinor, currency };
