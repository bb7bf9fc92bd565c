import type { OutputOf } from '#contract/contract';
import { COLUMN_CLASSES } from '#domain/access';
import { permissionName, rightsWords, scopeName } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { requestWords } from './words.ts';

export type ProposalRow = OutputOf<'access.listProposals'>['rows'][number];
export type Proposal = OutputOf<'access.getProposal'>;
type Change = ProposalRow['changes'][number];
type Names = ProposalRow['names'];

/** Changes in words, each in one line. */
export function useChangeText(): (change: Change, names: Names) => string {
  const words = useWords(requestWords);
  const rights = useWords(rightsWords);
  const { label, date } = useFormat();
  return (change, names) => {
    const name = (id: string) => (names[id] ? label(names[id]) : id);
    const ending = (text: string, to: number | null) =>
      to === null ? text : words.untilDay({ text, date: date(to - 1) });
    const scope = (one: Extract<Change, { kind: 'grantScope' | 'revokeScope' }>) => {
      const units =
        'unitIds' in one && one.scope === 'chosen' ? ` (${one.unitIds.map(name).join(' · ')})` : '';
      const { pageGroup, effect, scope: kind } = one;
      return `${scopeName(rights, { pageGroup, effect: one.kind === 'grantScope' ? 'show' : effect, kind })}${units}`;
    };
    switch (change.kind) {
      case 'grantRole':
        return ending(words.grantsRole({ who: name(change.personId), role: name(change.roleId) }), change.to);
      case 'revokeRole':
        return words.revokesRole({ who: name(change.personId), role: name(change.roleId) });
      case 'grantScope': {
        const said = change.effect === 'limit' ? words.limitsScope : words.grantsScope;
        return ending(said({ who: name(change.personId), scope: scope(change) }), change.to);
      }
      case 'revokeScope':
        return words.revokesScope({ who: name(change.personId), scope: scope(change) });
      case 'saveRole':
        return words.savesRole({ name: label(change.label) });
      case 'removeRole':
        return words.removesRole({ name: name(change.id) });
      case 'saveUnit':
        return words.savesUnit({ name: change.label ? label(change.label) : name(change.id) });
      case 'removeUnit':
        return words.removesUnit({ name: name(change.id) });
      case 'addPerson':
        return words.addsPerson({ name: change.name });
      case 'changePerson':
        return words.changesPerson({ name: change.name ?? name(change.personId) });
      case 'saveDuty':
        return words.savesDuty({ name: label(change.label) });
      case 'removeDuty':
        return words.removesDuty({ name: name(change.id) });
      case 'saveTest':
        return words.savesTest({ name: change.name });
      case 'removeTest':
        return words.removesTest({ name: name(change.id) });
      case 'needSecond':
        return change.isOn ? words.secondOn : words.secondOff;
    }
  };
}

/** What a change writes, where its line only names the thing: whoever approves it must not approve a name. */
export function useChangeContent(): (change: Change, names: Names) => string[] {
  const words = useWords(requestWords);
  const rights = useWords(rightsWords);
  const { label, number } = useFormat();
  return (change, names) => {
    const name = (id: string) => (names[id] ? label(names[id]) : id);
    const listed = (title: string, all: readonly string[]) =>
      all.length === 0 ? [] : [words.named({ title, names: all.join(' / ') })];
    switch (change.kind) {
      case 'saveRole':
        return [
          ...listed(rights.inherits, change.parents.map(name)),
          ...listed(
            rights.rights,
            change.permissions.map((one) => permissionName(rights, one)),
          ),
          ...COLUMN_CLASSES.map((column) =>
            words.named({
              title: rights.columnNames[column],
              names: rights.columnAccess[change.columns[column]],
            }),
          ),
        ];
      case 'saveUnit':
        return [
          ...listed(words.parent, change.parentId ? [name(change.parentId)] : []),
          ...listed(words.leader, change.leaderId ? [name(change.leaderId)] : []),
        ];
      case 'saveDuty':
        return [
          words.atMost({ count: number(change.atMost) }),
          ...listed(
            rights.rights,
            change.members.map((one) => (change.of === 'roles' ? name(one) : permissionName(rights, one))),
          ),
        ];
      case 'changePerson':
        return listed(words.unit, change.unitId ? [name(change.unitId)] : []);
      case 'grantRole':
      case 'revokeRole':
      case 'grantScope':
      case 'revokeScope':
      case 'removeRole':
      case 'removeUnit':
      case 'addPerson':
      case 'removeDuty':
      case 'saveTest':
      case 'removeTest':
      case 'needSecond':
        return [];
    }
  };
}

const SHOWN = 2;

/** All changes of a proposal in one short text. */
export function useSummary(): (row: Pick<ProposalRow, 'changes' | 'names'>) => string {
  const words = useWords(requestWords);
  const { number } = useFormat();
  const text = useChangeText();
  return ({ changes, names }) => {
    const said = changes
      .slice(0, SHOWN)
      .map((change) => text(change, names))
      .join(words.and);
    return changes.length > SHOWN ? `${said} ${words.more({ count: number(changes.length) })}` : said;
  };
}
