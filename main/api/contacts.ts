import type { contacts } from '#contract/contacts';
import type { Handlers } from '#contract/operation';
import type { Ctx } from './context.ts';

export const contactsApi = {} as Handlers<typeof contacts, Ctx>;
