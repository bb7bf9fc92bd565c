import type { Policy } from '#domain/rights';

/** One thing of which changes write the whole: whoever wrote it before them would be overwritten. */
export type Thing = {
  readonly entity: 'roles' | 'units' | 'duties' | 'users' | 'permission_tests' | 'access_settings';
  readonly id: string;
};

/** The roles, units, duties and people themselves that changes write or take away; what people are given is no such thing. */
export function touchedThings(before: Policy, after: Policy): Thing[] {
  const of = <T extends { readonly id: string }>(
    entity: Thing['entity'],
    [was, is]: readonly [readonly T[], readonly T[]],
    isSame: (one: T, other: T) => boolean = (one, other) => one === other,
  ): Thing[] => {
    const old = new Map(was.map((one) => [one.id, one]));
    const left = new Set(is.map((one) => one.id));
    const written = is.filter((one) => {
      const known = old.get(one.id);
      return known === undefined || !isSame(known, one);
    });
    const gone = was.filter((one) => !left.has(one.id));
    return [...written, ...gone].map(({ id }) => ({ entity, id }));
  };
  return [
    ...of('roles', [before.roles, after.roles]),
    ...of('units', [before.units, after.units]),
    ...of('duties', [before.duties, after.duties]),
    ...of('permission_tests', [before.tests, after.tests]),
    ...(before.needsSecond === after.needsSecond
      ? []
      : [{ entity: 'access_settings', id: 'needsSecond' } as const]),
    ...of(
      'users',
      [before.people, after.people],
      (one, other) => one.unitId === other.unitId && one.name === other.name && one.status === other.status,
    ),
  ];
}
