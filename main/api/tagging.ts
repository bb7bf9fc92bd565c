import type { Handlers } from '#contract/operation';
import type { tagging } from '#contract/tagging';
import { type Attribute, codesGone, findRepeatedCode } from '#domain/tagging';
import { countHolders, findAttribute, listAttributes, saveAttribute } from '#store/tagging';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';
import { dryRun, listRules, run, saveRules, testable } from './tagging-rules.ts';
import { addTag, listTagsOf, removeTag } from './tagging-marks.ts';

/** What opportunities hold must stay what it means: no other kind, and no code gone, while one holds it. */
async function checkUse({ db }: Ctx, known: Attribute, next: Attribute): Promise<void> {
  const gone = codesGone(known, next);
  const opportunities =
    known.kind !== next.kind
      ? await countHolders(db, known.key)
      : gone.length > 0
        ? await countHolders(db, known.key, gone)
        : 0;
  if (opportunities > 0) throw new Refusal('tagging.attributeInUse', { key: known.key, opportunities });
}

export const taggingApi: Handlers<typeof tagging, Ctx> = {
  'tagging.listAttributes': ({ db, actor }) => (actor.permissions.size === 0 ? [] : listAttributes(db)),
  'tagging.saveAttribute': async (ctx, attribute) => {
    const { key, kind, values } = attribute;
    if (values.length > 0 && kind !== 'enum' && kind !== 'set')
      throw new Refusal('tagging.valuesNotUsed', { key, kind });
    const code = findRepeatedCode(attribute);
    if (code !== undefined) throw new Refusal('tagging.repeatedCode', { key, code });
    const known = await findAttribute(ctx.db, key);
    if (known) await checkUse(ctx, known, attribute);
    await saveAttribute(ctx.db, attribute);
    ctx.note(key, { before: known ?? null, after: attribute });
    return attribute;
  },
  'tagging.listFacts': ({ db, actor }) => (actor.permissions.size === 0 ? [] : testable(db)),
  'tagging.listRules': listRules,
  'tagging.saveRules': saveRules,
  'tagging.run': run,
  'tagging.dryRun': dryRun,
  'tagging.listTagsOf': listTagsOf,
  'tagging.addTag': addTag,
  'tagging.removeTag': removeTag,
};
