import type { zhCN } from './messages.zh-cn.ts';

export const en: typeof zhCN = {
  title: 'Business lines',
  subtitle:
    'What each line rules for itself: what makes two opportunities one lead entity, and which are routed. The conditions are looked at before any rule; what fails them goes to the unassigned worklist with its reason, and earlier decisions stay as they are.',
  readOnly: 'You can look at these settings; changing them needs the permission to edit routing rules.',
  noLines: 'No business line yet',
  noLinesHint: 'Business lines come with imports.',
  grain: 'Lead entity',
  grains: { phone: 'Phone', shop: 'Shop', group: 'Purchasing group' },
  grainHints: {
    phone: 'One open opportunity for each number',
    shop: 'One open opportunity for each shop',
    group: 'One open opportunity for each purchasing group',
  },
  changeGrain: 'Change…',
  oldAfter: 'Oldest to be routed (days)',
  oldAfterHint: 'An opportunity created more than this many days ago is not routed.',
  noLimit: 'Any age',
  needed: 'Must be known first',
  neededHint: 'An opportunity that lacks any of these is not routed yet.',
  nothingNeeded: 'Nothing',
  save: 'Save',
  reset: 'Discard',
  unsaved: 'Not saved yet',
  saved: 'The line’s settings are saved and hold from the next run on.',
  grainTitle: (p) => `Change the lead entity of ${p.line}`,
  grainIntro:
    'Two reps must not chase one lead entity at once. The change reaches every opportunity at once, all of it or nothing.',
  grainTo: 'Tell apart by',
  entityNote:
    'Shops and purchasing groups are known by the lead entity an import names, else by the company, else by the contact. The two share that name: after a change between them the next import brings the new ones.',
  counts: (p) =>
    `${p.open} open opportunities; ${p.changing}, closed ones included, will be told apart by something else.`,
  noCollision: 'No opportunities would collide.',
  collides: (p) => `${p.count} open opportunities would fall on ${p.entities} lead entities.`,
  collidesHint:
    'Of each entity one stays: one that has an owner first, then the one assigned earliest. The others are merged into it: what it says stands, its gaps are filled, and they are closed as merged. Each merge can be undone on the opportunity’s page, once the lead entity is changed back.',
  hidden: (p) =>
    `${p.count} of them are outside your data scope, so you cannot merge them. Ask somebody who sees them all.`,
  entity: 'Entity',
  opportunity: 'Opportunity',
  contact: 'Contact',
  owner: 'Owner',
  created: 'Created',
  fate: 'Then',
  kept: 'Stays',
  joined: 'Merged',
  notSeen: 'Outside your data scope',
  nobody: 'Nobody',
  reason: 'Reason for the change',
  reasonHint: 'Kept in the audit log and with each merge.',
  cancel: 'Cancel',
  change: 'Change the lead entity',
  mergeAndChange: (p) => `Merge ${p.count} and change`,
  changed: (p) => `The lead entity is changed: ${p.changed} told apart anew, ${p.merged} merged.`,
};
