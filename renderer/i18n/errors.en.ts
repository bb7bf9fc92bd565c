import { DEFAULT_ZONE } from '#domain/base';
import type { PasswordFault } from '#domain/passwords';
import type { ImportUse } from '#domain/transfer';
import type { ColumnUse } from '#contract/columns';
import type { ErrorWords } from './errors.zh-cn.ts';
import { formatIn } from './format.ts';

const { dateTime } = formatIn('en', DEFAULT_ZONE);

/** What hangs on an import, in words. */
const uses: Readonly<Record<ImportUse, string>> = {
  decisions: 'routing decisions',
  attributions: 'attribution results',
  opportunities: 'opportunities',
  followUps: 'follow-ups',
  orders: 'orders',
  refunds: 'refunds',
  organisation: 'units or people',
  products: 'products',
  groups: 'group members',
  accounts: 'account settings',
  otherImports: 'changes by other imports',
  laterChanges: 'later changes',
  otherRows: 'other rows',
};

/** Classes of columns, and what is not done with a closed one. */
const proposalStates: Readonly<Record<string, string>> = {
  waiting: 'waiting for a decision',
  approved: 'approved',
  rejected: 'rejected',
  withdrawn: 'withdrawn',
  applied: 'in effect',
  failed: 'failed',
};
const columnNames: Readonly<Record<string, string>> = {
  phone: 'contact ways',
  money: 'money',
  notes: 'notes',
};
const columnUses: Readonly<Record<ColumnUse, string>> = {
  search: 'searched',
  filter: 'filtered by',
  sort: 'sorted by',
  group: 'grouped by',
  sum: 'summed',
  condition: 'used in a condition',
  export: 'exported',
  reveal: 'revealed',
};

/** Why a password is not taken, and what to do instead. */
function weakness(fault: PasswordFault, minLength: number): string {
  switch (fault) {
    case 'short':
      return `The password needs at least ${minLength} characters. A sentence is easy to remember.`;
    case 'same':
      return 'The new password is the current one. Choose another.';
    case 'repeats':
      return 'These characters only repeat or count on: easy to guess. Use a few unrelated words.';
    case 'common':
      return 'This password (or what is left without the digits and signs around it) is on the list of common or breached passwords. Use a few unrelated words.';
    case 'ownName':
      return 'This is the login or the name with digits: easy to guess. Use a few unrelated words.';
  }
}

export const en: ErrorWords = {
  'bridge.offline': () => 'The console does not answer. Check that it is still running, then try again.',
  'bridge.sessionLost': () =>
    'This page has lost its link to the console. Open it again from the address shown at the start.',
  'api.unknownOperation': (p) => `The console has no operation “${p.name}”. Reload the page and try again.`,
  'api.notSignedIn': () => 'Nobody is signed in. Sign in first.',
  'api.locked': () => 'The console is locked. Enter your password to unlock it.',
  'api.notPermitted': (p) => `This account lacks the permission “${p.needs}”. Ask an administrator for it.`,
  'api.badInput': (p) =>
    p.issues.length === 0
      ? 'The input is not as expected. Check it and try again.'
      : `${p.issues.length} ${p.issues.length === 1 ? 'entry is' : 'entries are'} not as expected: ${p.issues
          .slice(0, 3)
          .map((issue) => issue.path || 'the whole')
          .join(', ')}. Change and try again.`,
  'api.tooLarge': (p) => `Too large: the limit is ${Math.floor(p.limitBytes / 1024)} KB. Make it smaller.`,
  'api.notFound': (p) =>
    `This record was not found (${p.what} ${p.id}). It may be gone or out of your scope. Go back to the list.`,
  'api.storeBusy': () => 'The data is in use by another task. Try again in a moment.',
  'api.storeFull': () => 'The disk is full and this change was not saved. Free some space and try again.',
  'api.storeDamaged': () =>
    'The data file is damaged at this place. Close Switchyard and start it again: it then restores the last backup and says what is missing.',
  'api.unexpected': (p) =>
    `This did not finish and nothing was changed. Try again; if it recurs, quote number ${p.traceId}.`,
  'access.ownerExists': () => 'The owner already exists. Sign in instead.',
  'api.passwordToChange': () => 'Change your password first; then everything opens.',
  'access.weakPassword': (p) => weakness(p.fault, p.minLength),
  'access.lastOwner': () =>
    'This is the last owner, who cannot be removed, leave or lose the role. Make somebody else an owner first.',
  'access.aboveYou': (p) =>
    `${p.name} may do or see more than this account. Ask an administrator whose rights cover theirs.`,
  'access.notYourself': () => 'Nobody does this to their own account. Ask another administrator.',
  'access.notOwner': () => 'Only owners can do this. Ask one of them.',
  'access.alreadyEncrypted': () =>
    'The store is encrypted already, or will be at the next start. Change its passphrase or key instead.',
  'access.notEncrypted': () => 'The store is not encrypted. Encrypt it first.',
  'access.wrongPassphrase': () =>
    'That is not the passphrase of the store. Try again, or enter the code that was shown when it was encrypted.',
  'access.encryptionWaits': () =>
    'A change of the encryption waits for the next start. Start Switchyard again first.',
  'access.stale': () => 'Somebody changed rights in the meantime. Look at the change again.',
  'access.circle': (p) =>
    `This would go round in a circle: ${p.path.join(' → ')}. Choose another ${p.of === 'role' ? 'role' : 'unit'}.`,
  'access.roleInUse': (p) =>
    `“${p.name}” is still given to somebody or inherited by a role. Take it away there first.`,
  'access.goLiveOpen': () => 'A go-live round is open. Finish or cancel it first.',
  'access.goLiveOver': () => 'This round is over; nothing can be confirmed. Ask your administrator.',
  'access.notYourUnit': () => 'Only the leader of this unit confirms it.',
  'access.nothingConfirmed': () =>
    'No unit is confirmed, so there is nothing to grant. Wait for the leaders or cancel the round.',
  'access.rosterTooLong': (p) =>
    `A roster has at most ${p.most} rows. Split the file and import the parts one after the other.`,
  'access.unitInUse': (p) =>
    `“${p.name}” still has people, units below it, or is chosen in somebody's scope. Move those first.`,
  'access.unitNeedsName': () => 'A new unit needs a name. Enter one and try again.',
  'access.personKnown': (p) => `${p.name} is there already.`,
  'access.personLeft': (p) => `${p.name} has left; nothing is given to them.`,
  'access.endsBeforeStart': () => 'The end must come after the beginning.',
  'access.columnClosed': (p) =>
    `Your roles do not show ${columnNames[p.column]} in plain, so they cannot be ${columnUses[p.does]}. Leave them out, or ask an administrator for them.`,
  'access.nothingMasked': () => 'There is nothing to reveal here: you see it already, or it is empty.',
  'access.beyondYou': (p) =>
    p.kind === 'permission'
      ? `You may give and take only what you have yourself; “${p.name}” is not among it.`
      : p.kind === 'rows'
        ? `${p.name} would see rows that you do not see yourself.`
        : p.kind === 'column'
          ? `You may open and close only columns that you see in plain yourself; ${columnNames[p.name] ?? p.name} is not among them.`
          : p.kind === 'person'
            ? `${p.name} is not among the people whose rows you see.`
            : p.kind === 'unit'
              ? `The unit “${p.name}” is not among those that you see.`
              : 'Only who may do everything changes duties, permission tests and the need for a second person.',
  'access.beyondMaker': (p) =>
    p.kind === 'permission' || p.kind === 'column'
      ? `${p.maker}, who proposed or approved it, does not have “${p.name}” and cannot give or take it. Have somebody who does propose it again.`
      : p.kind === 'duty'
        ? `${p.maker} may not do everything and cannot change the separation of duties. Have somebody who may propose it again.`
        : `“${p.name}” is outside the data scope of ${p.maker}. Have somebody who sees that data propose it again.`,
  'access.testBroken': (p) =>
    `The permission test “${p.name}” would not hold any more. Change less, or change the test in the same step.`,
  'access.reviewIsEmpty': () => 'Nobody among these has any right to review. Choose others.',
  'access.reviewEnded': () => 'This review has ended; its decisions stay.',
  'access.revokeNeedsNote': () => 'Say why it is revoked.',
  'access.needsSecond': () =>
    'Changes of rights need a second person. Propose it, and another administrator of rights approves it.',
  'access.noApprover': () =>
    'Nobody could approve this: it takes another leader or administrator of rights who is there and has these rights. Ask the owner of the company.',
  'access.notYourPeople': (p) =>
    `You can ask only for yourself and for people of your units (${p.name} is not one).`,
  'access.endlessNeedsWords': (p) =>
    `Say why it has to last for ever (at least ${p.min} letters), or choose an end.`,
  'access.ownProposal': () => 'Nobody decides what they propose or get themselves. Wait for somebody else.',
  'access.notYoursToDecide': () => 'This is not yours to decide. Its page says who decides it.',
  'access.alreadyDecided': (p) =>
    `This proposal is ${proposalStates[p.state] ?? p.state} already. Reload the page.`,
  'access.basisChanged': (p) =>
    `“${p.name}” was changed after this was proposed; applying it would overwrite that. Propose it again.`,
  'access.momentPassed': () => 'That moment is over. Choose a later one, or let it take effect on approval.',
  'access.dutyBroken': (p) => `${p.name} would hold what “${p.duty}” keeps apart.`,
  'access.lastKeeper': () => 'Nobody could change rights any more. Give that right to somebody else first.',
  'access.loginTaken': (p) => `The login “${p.login}” is taken. Choose another one.`,
  'access.unlike': () => 'Two people or two roles are compared, not one with the other. Choose again.',
  'access.viewingOnly': (p) =>
    `This window shows what ${p.name} sees: nothing is changed, exported or told of sign-ins. End the view first.`,
  'access.viewEnded': () => 'The view as somebody else has ended. This is your own console again.',
  'access.notViewing': () => 'This window shows your own console already.',
  'attribution.draftChanged': () =>
    'Somebody else changed the draft, so yours was not saved. Reload it, then change it again.',
  'attribution.notADraft': () => 'This version is published and cannot change. Open a new draft.',
  'attribution.nothingPublished': () =>
    'The attribution policy has no published version. Publish the draft first.',
  'attribution.alreadyRunning': () =>
    'An attribution run is under way. Wait for it, or cancel it under Jobs.',
  'attribution.notJudged': (p) => `Order ${p.orderId} has not been judged yet. Run the attribution first.`,
  'attribution.unknownLine': (p) => `There is no business line “${p.lineId}”. Choose another one.`,
  'attribution.unknownCategory': (p) => `There is no product category “${p.categoryId}”. Choose another one.`,
  'attribution.factsChanged': () =>
    'An import was undone while the run was judging, so the run was given up. Run the attribution again.',
  'contacts.cannotMerge': (p) =>
    ({
      same: 'An opportunity cannot be merged with itself. Choose another one.',
      otherLine: 'The two belong to different business lines. Choose one of the same line.',
      alreadyMerged: 'One of the two was merged before. Undo that merge first.',
      won: 'An opportunity that was won cannot become part of another. Keep it and merge the other one into it.',
      keeperClosed: 'An open opportunity cannot become part of a closed one. Keep the open one.',
    })[p.fault],
  'contacts.changedSinceMerge': (p) =>
    `Opportunity ${p.id} was changed after the merge (${p.columns.join(', ')}), so undoing would lose that. Change it back first.`,
  'contacts.mergedFurther': (p) =>
    `Opportunity ${p.id} was itself merged into another one since. Undo that merge first.`,
  'contacts.placeTaken': (p) =>
    `Another open opportunity has taken the place of ${p.id} since. Close or merge that one first.`,
  'contacts.alreadyUndone': () => 'This merge was undone before. Reload the page.',
  'contacts.notAContact': () => 'This is no phone or e-mail. Check it and try again.',
  'jobs.alreadyEnded': () => 'This job has ended; there is nothing to cancel.',
  'pool.taken': (p) =>
    `Opportunity ${p.id} is no longer in the pool: somebody was faster. Choose another one.`,
  'pool.coolingDown': (p) =>
    `You had this one before and may claim it again from ${dateTime(p.until)}. Choose another one.`,
  'pool.tooManyOpen': (p) =>
    `You hold ${p.limit} claimed opportunities, which is the limit. Close or return one first.`,
  'pool.tooManyToday': (p) => `You claimed ${p.limit} today, which is the limit. Go on tomorrow.`,
  'pool.notOpen': (p) => `Opportunity ${p.id} is closed, so it has no owner to change. Reload the page.`,
  'pool.noOwner': (p) => `Nobody owns opportunity ${p.id}. Find it in the pool or route it first.`,
  'pool.noPolicy': (p) => `No clock runs for opportunity ${p.id}. Set a pool policy for its group first.`,
  'pool.atMaximum': (p) =>
    `The protection ends on ${dateTime(p.protectedUntil)}, the maximum of its policy. It cannot be extended further.`,
  'pool.unknownReceiver': (p) =>
    `“${p.userId}” is not somebody you can give opportunities to. Choose a person of your scope who works here.`,
  'pool.notAMember': () => 'This person is not a member of the group. Choose a member, or another group.',
  'pool.groupBeyondScope': () =>
    'Some members of the group are outside your data scope, so it cannot choose for you. Choose a person.',
  'pool.policyChanged': () =>
    'Somebody else changed this policy, so yours was not saved. Reload it, then change it again.',
  'pool.twoPlaces': () => 'A policy is for a group or for a business line. Choose one of the two.',
  'pool.maximumTooShort': () => 'The maximum protection is shorter than the protection. Make it longer.',
  'pool.badCondition': (p) =>
    `The condition of extension ${p.extension} does not fit the attribute “${p.attribute}”. Change it.`,
  'pool.alreadySweeping': () => 'The clocks are being looked at already. Wait for it to end.',
  'routing.draftChanged': () =>
    'Somebody else changed the draft, so yours was not saved. Reload it, then change it again.',
  'routing.draftHasProblems': (p) =>
    `The draft still has ${p.problems} ${p.problems === 1 ? 'problem' : 'problems'}. Solve them, then publish.`,
  'routing.draftExists': () =>
    'There is a draft already. Publish or discard it, then restore the older version.',
  'routing.draftSubmitted': () =>
    'The draft waits for approval and cannot be edited. Withdraw it first, or wait for the answer.',
  'routing.draftTooLong': (p) =>
    `The draft would have ${p.rules} rules; a rule set has ${p.limit} at most. Remove some first.`,
  'routing.lineChanged': () =>
    'Somebody else changed this business line. Reload the page and make your change again.',
  'routing.neededUnknown': (p) => `There is no attribute “${p.attribute}”. Choose another.`,
  'routing.grainSame': () => 'The line is told apart by this already. Choose another grain.',
  'routing.grainCollides': (p) =>
    `${p.count} open opportunities would collide. Merge them by hand first, or choose to merge them with the change.`,
  'routing.collisionsChanged': (p) =>
    `Now ${p.count} open opportunities would collide: something changed since the preview. Look at it again.`,
  'routing.collisionsHidden': (p) =>
    `${p.count} of the colliding opportunities are outside your data scope. Ask somebody who sees them all to make the change.`,
  'routing.tooManyCollisions': (p) =>
    `${p.count} merges would be needed; one change makes at most ${p.limit}. Merge or close some first.`,
  'routing.importUnderWay': () =>
    'An import is being written or undone. Wait for it to end, then change the grain.',
  'routing.lineHasSet': () => 'This business line has a rule set of its own. Choose another line.',
  'routing.casesFail': (p) =>
    `${p.count} test case(s) fail: ${p.names.join(', ')}${p.count > p.names.length ? ' and more' : ''}. Change the rules or the cases.`,
  'routing.notSubmitted': () => 'This version does not wait for approval. Look at its present state.',
  'routing.ownDraft': () =>
    'Who submitted a draft or edited it last cannot approve it. Somebody else with the right to approve can.',
  'routing.needsReplay': () =>
    'Before it is published, this draft has to be replayed on past opportunities. Run the replay first.',
  'routing.needsApproval': (p) =>
    p.received === 0
      ? 'Drafts of this rule set always need somebody else’s approval. Submit it for approval.'
      : `${p.moved} of ${p.received} past opportunities would go elsewhere: more than the ${Math.round(p.share * 1000) / 10}% that may be published directly. Submit it for approval.`,
  'routing.effectiveInThePast': () =>
    'That moment is past. Choose a later one, or let it take effect at once.',
  'routing.notADraft': () => 'This version is published and cannot change. Open a new draft.',
  'routing.nothingPublished': () => 'The routing rules have no published version. Publish the draft first.',
  'routing.unknownGroup': (p) => `There is no distribution group “${p.groupId}”. Choose another one.`,
  'routing.unknownUser': (p) => `There is no person “${p.userId}”. Choose another one.`,
  'routing.duplicateRuleId': (p) => `The rule id “${p.ruleId}” occurs twice. Remove one of the two.`,
  'routing.duplicateMember': (p) => `“${p.userId}” is in the group twice. Remove one of the two.`,
  'routing.fallbackCircle': (p) =>
    `The fallback groups run in a circle: ${p.path.join(' → ')}. Choose another fallback.`,
  'routing.groupInUse': (p) =>
    `${p.rules} ${p.rules === 1 ? 'rule sends' : 'rules send'} to this group. Change the rules first.`,
  'routing.notARuleFile': () => 'This is no rule file. Choose a DMN decision table, an XLSX or a CSV file.',
  'routing.ruleFileTooLarge': (p) =>
    `A rule file may have ${Math.round(p.limitBytes / 1_048_576)} MB at most. Split it and import the parts.`,
  'routing.severalTables': (p) =>
    `The file has several decision tables: ${p.names.join(', ')}. Choose one of them.`,
  'routing.unknownHitPolicy': (p) =>
    `Hit policy “${p.policy}” gives one opportunity several results; routing takes UNIQUE, ANY, FIRST and PRIORITY.`,
  'routing.tooManyRules': (p) =>
    `The file has ${p.rules} rules; a rule set takes ${p.limit} at most. Split it and import the parts.`,
  'routing.unknownCalendar': () => 'There is no such working calendar. Choose another one.',
  'routing.unknownZone': (p) => `There is no time zone “${p.zone}”. Enter one such as Asia/Shanghai.`,
  'routing.emptyAbsence': () => 'An absence ends after it begins. Change its end and save again.',
  'routing.absenceOverlaps': (p) =>
    `This person is away already from ${dateTime(p.fromAt)} to ${dateTime(p.toAt)}. Remove that absence, or enter other times.`,
  'routing.groupChanged': () =>
    'Somebody else changed the group, so yours was not saved. Reset it, then change it again.',
  'tagging.attributeInUse': (p) =>
    `“${p.key}” is held by ${p.opportunities} opportunities: its kind and used values stay. Make a new attribute.`,
  'tagging.repeatedCode': (p) =>
    `The code “${p.code}” is in the list of “${p.key}” twice. Remove one of the two.`,
  'tagging.rulesChanged': () => 'Somebody else saved the tag rules. Reload them, then edit.',
  'tagging.ruleCircle': (p) =>
    `These tag rules need each other: ${p.path}. Change a condition so that they do not come round.`,
  'tagging.repeatedRule': (p) => `The tag rule “${p.id}” is there twice. Remove one of them.`,
  'tagging.badRule': (p) =>
    `The tag rule “${p.rule}” tests or sets the attribute “${p.attribute}” in a way the catalogue does not know. Change it, then save.`,
  'tagging.badValue': (p) =>
    `“${p.value}” is no value of the attribute “${p.key}”. Choose one from its list.`,
  'tagging.alreadyRunning': () =>
    'Tagging is already under way. Wait until it ends, or cancel it on the jobs page.',
  'tagging.valuesNotUsed': (p) =>
    `“${p.key}” has a list of values, which only single and multiple choice have. Remove the list, or change the kind.`,
  'transfer.uploadIncomplete': (p) => `${p.missing} pieces of the file are missing. Upload it again.`,
  'transfer.chunkTooLarge': (p) =>
    `A piece is over ${Math.floor(p.limitBytes / 1024)} KB. Upload the file again.`,
  'transfer.emptyFile': () => 'The file is empty. Choose one with rows.',
  'transfer.unreadableEncoding': (p) =>
    `Line ${p.line} is in no known encoding. Save the file as UTF-8 and try again.`,
  'transfer.brokenQuote': (p) => `A quote on line ${p.line} is not closed. Correct it and try again.`,
  'transfer.nulCharacter': (p) =>
    `Line ${p.line} holds a NUL character: this is no text file. Save it as CSV and try again.`,
  'transfer.lineTooLong': (p) => `Line ${p.line} is too long. Check its delimiters and quotes.`,
  'transfer.noHeader': () => 'The file has no header. Write the column names in its first line.',
  'transfer.duplicateHeader': (p) => `Two columns are called “${p.column}”. Give them different names.`,
  'transfer.fileClosed': () => 'The upload is finished and cannot change. Upload the file again.',
  'transfer.unmappedField': (p) => `The required field “${p.field}” has no column. Choose one first.`,
  'transfer.unknownColumn': (p) => `The file has no column “${p.column}”. Choose another one.`,
  'transfer.notYourImport': () =>
    'Somebody else made this import. Ask them, or somebody who sees all customers and orders.',
  'transfer.notUndoable': () => 'This import cannot be undone in its present state.',
  'transfer.importInUse': (p) =>
    `This import cannot be undone: ${p.count} ${uses[p.what]} rest on it. Deal with them first.`,
  'transfer.alreadyRunning': () => 'An import is under way. Wait for it, or cancel it under Jobs.',
};
