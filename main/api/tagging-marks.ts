import type { InputOf, OutputOf } from '#contract/contract';
import type { Value } from '#domain/conditions';
import { type Attribute, fits, put, take } from '#domain/tagging';
import { getOpportunity } from '#store/contacts';
import { addMark, listMarks, saveAttributesOf } from '#store/tag-marks';
import { findAttribute } from '#store/tagging';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

const DAY_MS = 86_400_000;

/** An opportunity of the asker's scope, and its attributes as they are stored. */
async function need({ db, actor }: Ctx, id: number): Promise<Record<string, unknown>> {
  const found = await getOpportunity(db, actor.scopes.contacts, id);
  if (!found) throw new Refusal('api.notFound', { what: 'opportunity', id: String(id) });
  const parsed: unknown = JSON.parse(found.attributes);
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    ? (parsed as Record<string, unknown>)
    : {};
}

async function needAttribute({ db }: Ctx, key: string): Promise<Attribute> {
  const found = await findAttribute(db, key);
  if (!found) throw new Refusal('api.notFound', { what: 'attribute', id: key });
  return found;
}

export async function listTagsOf(
  ctx: Ctx,
  { opportunityId }: InputOf<'tagging.listTagsOf'>,
): Promise<OutputOf<'tagging.listTagsOf'>> {
  await need(ctx, opportunityId);
  return listMarks(ctx.db, ctx.actor.scopes.contacts, opportunityId);
}

type Adding = { opportunityId: number; attribute: string; value: Value; expiresAfterDays: number | null };

export async function addTag(ctx: Ctx, input: Adding): Promise<{ done: true }> {
  const { opportunityId, attribute: key, value, expiresAfterDays: days } = input;
  const attributes = await need(ctx, opportunityId);
  const attribute = await needAttribute(ctx, key);
  if (!fits(attribute, value))
    throw new Refusal('tagging.badValue', { key, value: String(value).slice(0, 80) });
  const code = attribute.kind === 'set' ? String(value) : null;
  const before = attributes[key] ?? null;
  if (code === null) take(attributes, { attribute: key, code });
  put(attributes, { attribute: key, code, value });
  await write(ctx, attributes, {
    opportunityId,
    attribute: key,
    code,
    value,
    state: 'set',
    expiresAt: days === null ? null : ctx.now + days * DAY_MS,
  });
  ctx.note(String(opportunityId), { attribute: key, before, after: attributes[key] ?? null });
  return { done: true };
}

export async function removeTag(
  ctx: Ctx,
  { opportunityId, attribute: key, code }: InputOf<'tagging.removeTag'>,
): Promise<{ done: true }> {
  const attributes = await need(ctx, opportunityId);
  const attribute = await needAttribute(ctx, key);
  if ((attribute.kind === 'set') !== (code !== null))
    throw new Refusal('tagging.badValue', { key, value: code ?? '' });
  const before = attributes[key] ?? null;
  take(attributes, { attribute: key, code });
  const value = code ?? (before as Value | null) ?? '';
  const said = { opportunityId, attribute: key, code, value, expiresAt: null };
  await write(ctx, attributes, { ...said, state: 'removed' });
  ctx.note(String(opportunityId), { attribute: key, before, after: attributes[key] ?? null });
  return { done: true };
}

type Said = {
  readonly opportunityId: number;
  readonly attribute: string;
  readonly code: string | null;
  readonly value: Value;
  readonly state: 'set' | 'removed';
  readonly expiresAt: number | null;
};

async function write(ctx: Ctx, attributes: Record<string, unknown>, said: Said): Promise<void> {
  await saveAttributesOf(ctx.db, said.opportunityId, attributes);
  const { userId: byId } = ctx.actor;
  await addMark(ctx.db, { ...said, by: 'person', byId, revision: null, evidence: {}, at: ctx.now });
}
