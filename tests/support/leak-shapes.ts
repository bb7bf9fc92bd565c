// How each operation is asked for rows, its own and others': lists, searches, pages past the end, ids of every row there is.
import type { InputOf, OperationName } from '#contract/contract';
import { markOf } from '#support/canary-rows';
import type { World } from '#support/canaries';

/** Named ways to ask one operation; each is a shape of its own. */
export type Shapes<K extends OperationName> = Readonly<
  Record<string, (world: World) => readonly InputOf<K>[]>
>;
export type AllShapes = { readonly [K in OperationName]?: Shapes<K> };

const once =
  <T>(input: T) =>
  () => [input];
const each =
  <I extends string>(key: I, kind: keyof World['ids']) =>
  (world: World) =>
    world.ids[kind].map((id) => ({ [key]: id }) as Record<I, number>);
const PEOPLE = ['ann', 'amy', 'ned', 'lee', 'nat', 'sue'];
const people =
  <I extends string, M extends object>(key: I, more: M) =>
  () =>
    PEOPLE.map((id) => ({ [key]: id, ...more }) as Record<I, string> & M);
/** What somebody types who knows the mark of each row, and what finds many. */
const searched = (world: World) => [
  { search: 'KNRY', limit: 200 },
  ...world.ids.cards.map((id) => ({ search: markOf('c', id), limit: 200 })),
  ...(['o', 'f', 's'] as const).map((kind) => ({ search: markOf(kind, 1), limit: 200 })),
];
const paged = () => [{ limit: 200 }, { offset: 3, limit: 2 }, { offset: 5000, limit: 5 }];
const sorted =
  <S extends string>(...sorts: readonly S[]) =>
  () =>
    sorts.map((sort) => ({ sort, limit: 200 }));
const third = <T>(all: readonly T[]) => all.filter((_, at) => at % 3 === 0);
/** Every third record of each kind. */
const RECORDS = (world: World) => [
  ...third(world.ids.opportunities).map((id) => ({ kind: 'opportunity', id }) as const),
  ...third(world.ids.cards).map((id) => ({ kind: 'card', id }) as const),
  ...third(world.ids.orders).map((id) => ({ kind: 'order', id }) as const),
];
const CHANGES = PEOPLE.map((personId) => ({
  kind: 'grantScope' as const,
  personId,
  pageGroup: 'contacts' as const,
  scope: 'all' as const,
  unitIds: [],
  from: 0,
  to: null,
}));

export const READS: AllShapes = {
  'contacts.listCards': { pages: paged, searches: searched, kinds: once({ kind: 'account', limit: 200 }) },
  'contacts.listOpportunities': {
    pages: paged,
    searches: searched,
    orders: sorted('-createdAt', 'createdAt', '-amount', 'amount'),
    'cards of others': each('cardId', 'cards'),
    'owners named': people('ownerId', { limit: 200 }),
    lines: () => [
      { lineId: 'produce', limit: 200 },
      { lineId: 'meat', limit: 200 },
    ],
    states: () =>
      (['waiting', 'routed', 'unassigned', 'none'] as const).map((routingState) => ({
        routingState,
        limit: 200,
      })),
    groups: ({ groupIds }) => groupIds.map((groupId) => ({ groupId, limit: 200 })),
    conditions: () =>
      PEOPLE.map((value) => ({ condition: { all: [{ op: 'equals', attribute: 'who', value }] } })),
  },
  'contacts.getOpportunity': { 'every id': each('id', 'opportunities') },
  'contacts.listFollowUps': {
    pages: paged,
    searches: searched,
    orders: sorted('-happenedAt', 'happenedAt'),
    'cards of others': each('cardId', 'cards'),
    'people named': people('userId', { limit: 200 }),
  },
  'contacts.listMerges': { 'every id': each('opportunityId', 'opportunities') },
  'contacts.previewMerge': {
    'every pair of neighbours': ({ ids }) =>
      ids.opportunities.flatMap((id) => [
        { keeperId: id, loserId: id + 1 },
        { keeperId: id + 1, loserId: id },
      ]),
  },
  'contacts.checkCollision': {
    'contacts of others': ({ ids }) =>
      ids.cards.map((id) => ({ lineId: 'produce', contact: `acc-${markOf('c', id)}`, grainKey: `g${id}` })),
  },
  'orders.listOrders': {
    pages: paged,
    searches: searched,
    orders: sorted('-closedAt', 'closedAt', '-amount', 'amount'),
    'cards of others': each('cardId', 'cards'),
    products: () => [
      { productId: 'prod', limit: 200 },
      { categoryId: 'cat', limit: 200 },
    ],
  },
  'orders.getOrder': { 'every id': each('id', 'orders') },
  'pool.listPool': {
    pages: paged,
    searches: searched,
    'last owners named': people('lastOwnerId', {}),
    orders: sorted('since', '-since', 'amount', '-amount'),
  },
  'pool.getClock': { 'every id': each('opportunityId', 'opportunities') },
  'pool.listReminders': {
    everybody: once({ whose: 'all' }),
    'owners named': people('ownerId', { whose: 'all' as const }),
  },
  'pool.previewTransfer': {
    'every id': ({ ids, groupIds }) =>
      groupIds.map((groupId) => ({ opportunityIds: [...ids.opportunities], groupId, userId: null })),
  },
  'routing.getWaiting': { all: once({}) },
  'routing.listDecisions': {
    pages: paged,
    'opportunities of others': each('opportunityId', 'opportunities'),
    'people named': people('repId', { limit: 200 }),
    outcomes: () => [
      { outcome: 'routed', limit: 200 },
      { outcome: 'unassigned', limit: 200 },
    ],
  },
  'routing.listUnassigned': { pages: paged },
  'routing.explainDecision': { 'every id': each('id', 'decisions') },
  'routing.explainWhyNot': {
    'every id': ({ ids, groupIds }) => ids.decisions.map((id) => ({ id, groupId: groupIds[0] ?? '' })),
  },
  'routing.tryGroup': {
    'every opportunity': ({ ids, groupIds }) =>
      ids.opportunities.map((opportunityId) => ({ groupId: groupIds[0] ?? '', facts: {}, opportunityId })),
  },
  'routing.getTraffic': { all: ({ versionId }) => [{ versionId, days: 90 }] },
  'routing.getStats': {
    all: once({}),
    'groups named': ({ groupIds }) => groupIds.map((groupId) => ({ groupId })),
  },
  'routing.listRuleStats': { all: ({ ruleSetId }) => [{ ruleSetId }] },
  'routing.listGroupStats': { all: ({ ruleSetId }) => [{ ruleSetId }, {}] },
  'routing.getReplay': { all: ({ versionId }) => [{ versionId }] },
  'routing.listMoved': { pages: ({ versionId }) => [{ versionId }, { versionId, offset: 900 }] },
  'routing.previewGrain': {
    grains: () => [
      { lineId: 'produce', grain: 'group' },
      { lineId: 'meat', grain: 'shop' },
    ],
  },
  'attribution.getWaterfall': {
    all: once({}),
    'people named': people('repId', {}),
    units: () => [{ unitId: 'hq' }, { unitId: 'south' }],
  },
  'attribution.getBreakdown': { axes: () => (['rep', 'unit', 'product'] as const).map((by) => ({ by })) },
  'attribution.listJudgements': {
    pages: paged,
    'people named': people('repId', { limit: 200 }),
    buckets: () => [
      { bucket: 'attributed', limit: 200 },
      { bucket: 'notAttributed', limit: 200 },
    ],
  },
  'attribution.explainOrder': { 'every id': each('orderId', 'orders') },
  'audit.listLines': {
    pages: paged,
    searches: () => [{ search: 'KNRY', limit: 200 }, ...PEOPLE.map((search) => ({ search, limit: 200 }))],
    subjects: ({ ids }) => ids.opportunities.map((id) => ({ subject: `opportunity:${id}` })),
  },
  'audit.getLine': { 'every line': () => Array.from({ length: 80 }, (_, at) => ({ seq: at + 1 })) },
  'audit.getLife': {
    'every record': ({ ids }) => [
      ...ids.opportunities.map((id) => ({ subject: `opportunity:${id}` })),
      ...ids.orders.map((id) => ({ subject: `order:${id}` })),
      ...ids.cards.map((id) => ({ subject: `card:${id}` })),
    ],
  },
  'jobs.list': { pages: paged },
  'jobs.get': { 'every job': ({ jobIds }) => jobIds.map((id) => ({ id })) },
  'tagging.listTagsOf': { 'every id': each('opportunityId', 'opportunities') },
  'transfer.listBatches': { pages: paged },
  'transfer.getBatch': { all: ({ batchId }) => [{ batchId }] },
  'transfer.listRejects': { pages: ({ batchId }) => [{ batchId }] },
  'access.whoSees': { 'every record': (world) => RECORDS(world).map((record) => ({ record })) },
  'access.explainRecord': {
    'every record': (world) => RECORDS(world).map((record) => ({ personId: 'sue', record })),
  },
  'access.previewChanges': {
    'everything for somebody': () => CHANGES.map((change) => ({ changes: [change] })),
  },
  'access.listChangedRows': {
    'everything for somebody': () =>
      CHANGES.flatMap((change) =>
        (['opportunities', 'cards', 'followUps', 'routed', 'orders', 'judgements'] as const).map((kind) => ({
          changes: [change],
          personId: change.personId,
          kind,
          what: 'gained' as const,
        })),
      ),
  },
  'access.listUsers': { all: once({}) },
};

/** Exports: jobs whose file is read as the one who asked for it. */
export const EXPORTS: AllShapes = {
  'attribution.exportReport': { csv: () => [{ format: 'csv', language: 'en' }] },
  'audit.exportLines': { csv: () => [{ format: 'csv', language: 'en' }] },
  'transfer.exportRejects': { csv: ({ batchId }) => [{ batchId, language: 'en' }] },
};

/** Writes at every row there is: those outside a scope are refused without a word of what they are, and stay as they were. */
export const WRITES: AllShapes = {
  'tagging.addTag': {
    'every id': ({ ids }) =>
      ids.opportunities.map((opportunityId) => ({ opportunityId, attribute: 'memo', value: 'x' })),
  },
  'tagging.removeTag': {
    'every id': ({ ids }) =>
      ids.opportunities.map((opportunityId) => ({ opportunityId, attribute: 'memo', code: null })),
  },
  'pool.claim': { 'every id': each('opportunityId', 'opportunities') },
  'pool.return': {
    'every id': ({ ids }) => ids.opportunities.map((opportunityId) => ({ opportunityId, reason: 'x' })),
  },
  'pool.extend': {
    'every id': ({ ids }) =>
      ids.opportunities.map((opportunityId) => ({ opportunityId, hours: 1, reason: 'x' })),
  },
  'pool.transfer': {
    'every id': ({ ids }) =>
      ids.opportunities.map((id) => ({ opportunityIds: [id], userId: 'ann', reason: 'x' })),
    'many at once': ({ ids }) => [{ opportunityIds: [...ids.opportunities], userId: 'nat', reason: 'x' }],
  },
  'pool.transferMany': {
    'many at once': ({ ids, groupIds }) => [
      {
        opportunityIds: [...ids.opportunities],
        groupId: groupIds[0] ?? '',
        userId: null,
        insist: true,
        reason: 'x',
      },
    ],
  },
  'contacts.mergeOpportunities': {
    neighbours: ({ ids }) => ids.opportunities.map((id) => ({ keeperId: id, loserId: id + 1, reason: 'x' })),
  },
  'contacts.undoMerge': { all: ({ mergeId }) => [{ mergeId }] },
  'access.reveal': {
    'every record': (world) => [
      ...RECORDS(world).map(
        ({ kind, id }) =>
          ({ column: kind === 'order' ? 'money' : 'phone', of: kind, id, reason: 'because' }) as const,
      ),
      ...world.ids.followUps.map(
        (id) => ({ column: 'notes', of: 'followUp', id, reason: 'because' }) as const,
      ),
    ],
  },
  'routing.runRouting': {
    'chosen rows': ({ ids, ruleSetId }) =>
      ids.opportunities.slice(0, 5).map((id) => ({ ruleSetId, only: { opportunityIds: [id] } })),
  },
  'transfer.undoImport': { all: ({ batchId }) => [{ batchId }] },
};

/** Operations that have no business row to give or to change, by the reason why not. */
export const NO_ROWS: Readonly<Record<string, readonly OperationName[]>> = {
  'windows, passwords, accounts and encryption: people and keys, no rows of theirs': [
    'access.getWelcome',
    'access.createOwner',
    'access.signIn',
    'access.signOut',
    'access.lock',
    'access.unlock',
    'access.noteUse',
    'access.getSession',
    'access.changePassword',
    'access.getPasswordPolicy',
    'access.savePasswordPolicy',
    'access.listSessions',
    'access.endSession',
    'access.listAccounts',
    'access.createPerson',
    'access.resetPassword',
    'access.endAccount',
    'access.reopenAccount',
    'access.getRecovery',
    'access.makeRecoveryCode',
    'access.recover',
    'access.getEncryption',
    'access.encryptStore',
    'access.changePassphrase',
    'access.changeKey',
    'access.decryptStore',
    'access.viewAs',
    'access.endViewAs',
  ],
  'rights: who may what, told by people, roles and units': [
    'access.compare',
    'access.listConflicts',
    'access.changesSince',
    'access.getPolicy',
    'access.applyChanges',
    'access.explain',
    'access.whoMay',
    'access.listHistory',
    'access.listUnits',
    'access.readRoster',
    'access.startGoLive',
    'access.cancelGoLive',
    'access.getGoLive',
    'access.finishGoLive',
    'access.confirmGoLive',
    'access.listUnitHistory',
    'access.whoLed',
    'access.exportRoster',
    'access.runTests',
    'access.propose',
    'access.request',
    'access.getMyRights',
    'access.decideProposal',
    'access.withdrawProposal',
    'access.listProposals',
    'access.getProposal',
    'access.startReview',
    'access.listReviews',
    'access.getReview',
    'access.decideReviewItems',
    'access.endReview',
    'access.exportReview',
    'access.getUseOfRights',
  ],
  'configuration that everybody with the page works by': [
    'attribution.listPolicies',
    'attribution.openDraft',
    'attribution.saveDraft',
    'attribution.discardDraft',
    'attribution.publishDraft',
    'contacts.listLines',
    'orders.listProducts',
    'pool.listPolicies',
    'pool.savePolicy',
    'routing.exportRules',
    'routing.readRuleFile',
    'routing.listGroups',
    'routing.saveGroup',
    'routing.listCalendars',
    'routing.saveCalendar',
    'routing.listAbsences',
    'routing.saveAbsence',
    'routing.removeAbsence',
    'routing.listLines',
    'routing.saveLineGate',
    'routing.submitDraft',
    'routing.withdrawDraft',
    'routing.sendBack',
    'routing.approveDraft',
    'routing.publishDraft',
    'routing.rollBack',
    'routing.listCases',
    'routing.saveCase',
    'routing.removeCase',
    'routing.listFacts',
    'routing.createRuleSet',
    'routing.saveRuleSet',
    'routing.listRuleSets',
    'routing.listRules',
    'routing.openDraft',
    'routing.saveDraft',
    'routing.saveRows',
    'routing.listRowEditors',
    'routing.discardDraft',
    'routing.checkDraft',
    'routing.restoreVersion',
    'tagging.listAttributes',
    'tagging.saveAttribute',
    'tagging.listFacts',
    'tagging.listRules',
    'tagging.saveRules',
  ],
  "work on all rows as the console's own: answers with a job, whose result is counts": [
    'attribution.runAttribution',
    'attribution.listRuns',
    'pool.runSweep',
    'routing.changeGrain',
    'routing.startReplay',
    'tagging.run',
    'tagging.dryRun',
    'audit.startVerify',
    'jobs.cancel',
  ],
  'the chain as a whole': ['audit.getChain', 'audit.verify', 'audit.checkFile'],
  "one's own files: nobody else's are found": [
    'transfer.startUpload',
    'transfer.putChunk',
    'transfer.finishUpload',
    'transfer.getFile',
    'transfer.readChunk',
    'transfer.inspectFile',
    'transfer.previewImport',
    'transfer.commitImport',
  ],
};
