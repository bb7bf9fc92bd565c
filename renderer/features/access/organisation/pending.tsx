import type { Change, Policy } from '#features/access/rights';
import { rightsWords } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { Button, Text } from '@mantine/core';
import styles from './organisation.module.css';
import { organisationWords } from './words.ts';

type PendingProps = {
  readonly changes: readonly Change[];
  readonly saved: Policy;
  readonly draft: Policy;
  readonly onDrop: (at: number) => void;
};

/** The unsaved changes, one line each; each can be dropped. */
export function Pending({ changes, saved, draft, onDrop }: PendingProps) {
  const words = useWords(organisationWords);
  const { number } = useFormat();
  const nameOf = useChangeName(saved, draft);
  return (
    <Section title={words.pendingList} hint={words.pending({ count: number(changes.length) })}>
      <ul className={styles.pending}>
        {changes.map((change, at) => (
          // Two equal changes are two lines; they only go from the list.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={at}>
            <Text size="sm" span>
              {nameOf(change)}
            </Text>
            <Button
              size="compact-xs"
              variant="subtle"
              ml={6}
              aria-label={words.dropNamed({ name: nameOf(change) })}
              onClick={() => onDrop(at)}
            >
              {words.drop}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What a change does, in words. */
function useChangeName(saved: Policy, draft: Policy): (change: Change) => string {
  const words = useWords(organisationWords);
  const { groups, limitedTo } = useWords(rightsWords);
  const scopeOf = ({ pageGroup, effect }: { pageGroup: keyof typeof groups; effect?: string | undefined }) =>
    effect === 'limit' ? limitedTo({ scope: groups[pageGroup] }) : groups[pageGroup];
  const { label } = useFormat();
  const find = <T extends { id: string }>(all: (policy: Policy) => readonly T[], id: string) =>
    all(draft).find((one) => one.id === id) ?? all(saved).find((one) => one.id === id);
  const unit = (id: string | null) => {
    const found = id === null ? undefined : find((policy) => policy.units, id);
    return found ? label(found.label) : words.noUnit;
  };
  const person = (id: string) => find((policy) => policy.people, id)?.name ?? id;
  const role = (id: string) => {
    const found = find((policy) => policy.roles, id);
    return found ? label(found.label) : id;
  };
  return (change) => {
    switch (change.kind) {
      case 'saveUnit':
        return saved.units.some((one) => one.id === change.id)
          ? words.unitChanged({ name: unit(change.id) })
          : words.unitMade({ name: unit(change.id) });
      case 'removeUnit':
        return words.unitGone({ name: unit(change.id) });
      case 'addPerson':
        return words.personAdded({ name: change.name });
      case 'changePerson':
        return change.unitId === undefined
          ? words.personChanged({ name: person(change.personId) })
          : words.personMoved({ name: person(change.personId), unit: unit(change.unitId) });
      case 'grantRole':
        return words.roleGiven({ name: person(change.personId), role: role(change.roleId) });
      case 'revokeRole':
        return words.roleTaken({ name: person(change.personId), role: role(change.roleId) });
      case 'grantScope':
        return words.scopeGiven({ name: person(change.personId), group: scopeOf(change) });
      case 'revokeScope':
        return words.scopeTaken({ name: person(change.personId), group: scopeOf(change) });
      case 'saveRole':
      case 'removeRole':
      case 'saveDuty':
      case 'removeDuty':
      case 'saveTest':
      case 'removeTest':
      case 'needSecond':
        return words.otherChange;
    }
  };
}
