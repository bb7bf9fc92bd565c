import { STARTING_POLICY } from '#domain/attribution';
import { desk } from '#support/desk';
import { expect, test } from 'vitest';
import { fillSmall, filledDesk } from './attribution-desk.ts';

const { layer1 } = STARTING_POLICY;
const rule = {
  id: 'r1',
  name: '梨只计水果',
  lineIds: ['pears'],
  categoryIds: ['fruit'],
  from: null,
  to: null,
};

test('a policy is drafted, saved and published, and then never changes', async () => {
  const { tell, ask } = await filledDesk(fillSmall);
  const draft = await tell('attribution.openDraft', {});
  expect(draft).toMatchObject({ number: 1, status: 'draft', revision: 1, ...STARTING_POLICY });
  const saved = await tell('attribution.saveDraft', {
    versionId: draft.id,
    revision: 1,
    layer1: { ...layer1, windowDays: 30 },
    layer2: { rules: [rule] },
  });
  expect(saved).toMatchObject({ revision: 2, layer1: { windowDays: 30 }, layer2: { rules: [rule] } });
  const published = await tell('attribution.publishDraft', {
    versionId: draft.id,
    revision: 2,
    note: '上线',
  });
  expect(published).toMatchObject({ status: 'published', note: '上线', publishedByName: 'system' });
  const again = { versionId: draft.id, revision: 2, layer1, layer2: { rules: [] } };
  expect(await ask('attribution.saveDraft', again)).toMatchObject({
    error: { code: 'attribution.notADraft' },
  });
  expect(await ask('attribution.discardDraft', { versionId: draft.id })).toMatchObject({
    error: { code: 'attribution.notADraft' },
  });
  const next = await tell('attribution.openDraft', {});
  expect(next).toMatchObject({ number: 2, status: 'draft', layer1: { windowDays: 30 } });
  expect((await tell('attribution.listPolicies', {})).map(({ number }) => number)).toEqual([2, 1]);
});

test('opening the draft twice gives the same draft; discarded, it is gone', async () => {
  const { tell, ask } = await desk();
  const draft = await tell('attribution.openDraft', {});
  expect((await tell('attribution.openDraft', {})).id).toBe(draft.id);
  await tell('attribution.discardDraft', { versionId: draft.id });
  expect(await tell('attribution.listPolicies', {})).toEqual([]);
  expect(await ask('attribution.discardDraft', { versionId: draft.id })).toMatchObject({
    error: { code: 'api.notFound' },
  });
});

test('who saves or publishes what somebody else has changed meanwhile is told, and nothing is written', async () => {
  const { tell, ask } = await desk();
  const { id } = await tell('attribution.openDraft', {});
  const mine = { versionId: id, revision: 1, layer1, layer2: { rules: [] } };
  await tell('attribution.saveDraft', { ...mine, layer1: { ...layer1, windowDays: 7 } });
  const refused = { ok: false, error: { code: 'attribution.draftChanged', params: { revision: 2 } } };
  expect(await ask('attribution.saveDraft', { ...mine, layer1: { ...layer1, windowDays: 8 } })).toEqual(
    refused,
  );
  expect(await ask('attribution.publishDraft', { versionId: id, revision: 1, note: '' })).toEqual(refused);
  expect((await tell('attribution.listPolicies', {}))[0]).toMatchObject({
    layer1: { windowDays: 7 },
    status: 'draft',
  });
});

test('a rule that names a line or a category that is not there is refused', async () => {
  const { tell, ask } = await filledDesk(fillSmall);
  const { id } = await tell('attribution.openDraft', {});
  const save = (other: object) =>
    ask('attribution.saveDraft', {
      versionId: id,
      revision: 1,
      layer1,
      layer2: { rules: [{ ...rule, ...other }] },
    });
  expect(await save({ lineIds: ['pears', 'plums'] })).toMatchObject({
    error: { code: 'attribution.unknownLine', params: { lineId: 'plums' } },
  });
  expect(await save({ categoryIds: ['gold'] })).toMatchObject({
    error: { code: 'attribution.unknownCategory', params: { categoryId: 'gold' } },
  });
  expect(await save({ from: 5, to: 5 })).toMatchObject({
    error: { code: 'api.badInput', params: { issues: [{ path: 'layer2.rules.0.to', code: 'emptySpan' }] } },
  });
});

test('without a published policy nothing is judged, and while one run is under way there is no second', async () => {
  const { tell, ask } = await desk();
  expect(await ask('attribution.runAttribution', {})).toMatchObject({
    error: { code: 'attribution.nothingPublished' },
  });
  const { id } = await tell('attribution.openDraft', {});
  await tell('attribution.publishDraft', { versionId: id, revision: 1, note: '' });
  const { jobId } = await tell('attribution.runAttribution', {});
  expect(await ask('attribution.runAttribution', {})).toEqual({
    ok: false,
    error: { code: 'attribution.alreadyRunning', params: { jobId } },
  });
});
