import { type PhoneFault, type PhoneOptions, readPhone } from './phone.ts';
import { z } from 'zod';

export type ContactKind = 'phone' | 'email' | 'account';
/** One contact way in its canonical text: what makes a card one and the same. */
export type Contact = { readonly kind: ContactKind; readonly contact: string };
export type ContactFault = PhoneFault | 'notAContact';
export type ContactReading = { ok: true; value: Contact } | { ok: false; code: ContactFault };

const EMAIL = /^[^\s@,;<>()"]+@[^\s@.,;<>()"]+(?:\.[^\s@.,;<>()"]+)+$/;

/** A phone or an e-mail, whichever the text is: what holds an `@` is an e-mail, kept in lower case. */
export function readContact(text: string, options: PhoneOptions): ContactReading {
  if (!/[@＠]/.test(text)) {
    const phone = readPhone(text, options);
    return phone.ok ? { ok: true, value: { kind: 'phone', contact: phone.contact } } : phone;
  }
  const email = text
    .normalize('NFKC')
    .trim()
    .replace(/^mailto:/i, '')
    .toLowerCase();
  if (EMAIL.test(email) && email.length <= 254) return { ok: true, value: { kind: 'email', contact: email } };
  return { ok: false, code: (email.match(/@/g)?.length ?? 0) > 1 ? 'twoContacts' : 'notAContact' };
}

/** An account code of another system: as written, with spaces at the ends and doubled ones inside gone. Refused: over 120 characters. */
export function readAccount(text: string): ContactReading {
  const code = text.normalize('NFC').trim().replace(/\s+/g, ' ');
  if (code === '' || code.length > 120) return { ok: false, code: 'notAContact' };
  return { ok: true, value: { kind: 'account', contact: code } };
}

/** What two reps must not chase at once on a line (线索主体粒度). */
export const Grain = z.enum(['phone', 'shop', 'group']);
export type Grain = z.infer<typeof Grain>;

/** The key of what two reps must not chase at once: the contact itself, or the shop or group it belongs to. */
export function grainKeyOf(
  grain: Grain,
  from: { readonly contact: string; readonly company: string; readonly grainKey: string },
): string {
  return grain === 'phone' ? from.contact : from.grainKey || from.company || from.contact;
}
