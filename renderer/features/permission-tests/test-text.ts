import { permissionName, type Policy, rightsWords } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { testWords } from './words.ts';

type Test = Policy['tests'][number];

/** A test as a sentence: who may, or may not, what. */
export function useRequirement(policy: Policy): (test: Test) => string {
  const words = useWords(testWords);
  const rights = useWords(rightsWords);
  const { label } = useFormat();
  const person = (id: string) => policy.people.find((one) => one.id === id)?.name ?? id;
  const named = (all: Policy['roles'] | Policy['units'], id: string) => {
    const found = all.find((one) => one.id === id);
    return found ? label(found.label) : id;
  };
  const whoOf = ({ who }: Test): string => {
    switch (who.kind) {
      case 'person':
        return person(who.personId);
      case 'role':
        return words.holderOf({ role: named(policy.roles, who.roleId) });
      case 'leader':
        return words.leaderOf({ unit: named(policy.units, who.unitId) });
    }
  };
  const whatOf = ({ question }: Test): string => {
    switch (question.kind) {
      case 'permission':
        return words.doing({ name: permissionName(rights, question.permission) });
      case 'column':
        return words.seeingColumn({ name: rights.columnNames[question.column] });
      case 'row': {
        const owner = question.ownerId === null ? '–' : person(question.ownerId);
        return words.seeingRows({ page: rights.groups[question.pageGroup], owner });
      }
      case 'unit': {
        const owner = named(policy.units, question.unitId);
        return words.seeingRows({ page: rights.groups[question.pageGroup], owner });
      }
    }
  };
  return (test) => (test.expected ? words.can : words.cannot)({ who: whoOf(test), what: whatOf(test) });
}
