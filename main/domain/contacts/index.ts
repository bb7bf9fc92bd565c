/** Contacts: what makes a card one and the same (a phone, an e-mail, an account code), and what two reps must not chase at once. */
export {
  type Contact,
  type ContactFault,
  type ContactKind,
  type ContactReading,
  Grain,
  grainKeyOf,
  readAccount,
  readContact,
} from './contact.ts';
export { type PhoneOptions, type PhoneReading, readPhone } from './phone.ts';
