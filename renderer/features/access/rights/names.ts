import type { OutputOf } from '#contract/contract';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { type Change, type Policy, scopeName } from './rights.ts';
import { rightsWords } from './words.ts';

export type Path = OutputOf<'access.explain'>['paths'][number];
type Named = { readonly id: string; readonly label: { readonly zh: string; readonly en: string } };

/** Roles and units by their ids, in words; an id where it is gone. */
export function useNames(policy: Pick<Policy, 'roles' | 'units' | 'people' | 'duties'>) {
  const { label } = useFormat();
  const named = (all: readonly Named[], id: string) => {
    const found = all.find((one) => one.id === id);
    return found ? label(found.label) : id;
  };
  return {
    role: (id: string) => named(policy.roles, id),
    unit: (id: string) => named(policy.units, id),
    duty: (id: string) => named(policy.duties, id),
    person: (id: string) => policy.people.find((one) => one.id === id)?.name ?? id,
  };
}

/** One way in which something is given, in words. */
export function usePathName(policy: Policy): (path: Path) => string {
  const words = useWords(rightsWords);
  const names = useNames(policy);
  return (path) =>
    path.kind === 'role'
      ? words.through({ chain: path.chain.map(names.role).join(' → ') })
      : words.throughScope({
          scope: scopeName(words, path.grant),
          units: path.units.map(names.unit).join(' → '),
        });
}

/** Changes that are offered together, in words. */
export function useOfferName(policy: Policy): (changes: readonly Change[]) => string {
  const words = useWords(rightsWords);
  const { label } = useFormat();
  const names = useNames(policy);
  const nameOf = (change: Change): string => {
    if (change.kind === 'grantRole') return words.grantsRole({ role: names.role(change.roleId) });
    if (change.kind === 'saveRole') return words.extendsRole({ role: label(change.label) });
    if (change.kind !== 'grantScope' && change.kind !== 'revokeScope') return '';
    const { pageGroup, effect = 'show', scope: kind } = change;
    const units = change.kind === 'grantScope' && kind === 'chosen' ? change.unitIds.map(names.unit) : [];
    const scope = [scopeName(words, { pageGroup, effect, kind }), ...units].join(' · ');
    if (change.kind === 'revokeScope') return words.revokesScope({ scope });
    return effect === 'limit' ? words.widensLimit({ scope }) : words.grantsScope({ scope });
  };
  return (changes) => changes.map(nameOf).join(' + ');
}
