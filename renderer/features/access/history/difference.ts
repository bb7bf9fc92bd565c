import type { OutputOf } from '#contract/contract';
import { COLUMN_CLASSES } from '#domain/access';
import { permissionName, type Policy, rightsWords, useNames } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { historyWords } from './words.ts';

export type Line = OutputOf<'access.listHistory'>['rows'][number];
type State = NonNullable<Line['after']>;
type Field = keyof (typeof historyWords)['zh-CN']['fields'];

/** What a line changed, from what to what, one text a field; empty where a thing came or went whole. */
export function useDifference(policy: Policy): (line: Line) => string[] {
  const words = useWords(historyWords);
  const facts = useFacts(policy);
  return ({ before, after }) => {
    if (!after && !before) return [];
    const [was, is] = [before ? facts(before) : new Map(), after ? facts(after) : new Map()];
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
      const [old, now] = [was.get(key), is.get(key)];
      if (JSON.stringify(old) === JSON.stringify(now)) return [];
      if (Array.isArray(old) || Array.isArray(now)) return listed(key, old, now, words);
      if (!before || !after) return [];
      return [words.from({ name: key, before: String(old), after: String(now) })];
    });
  };
}

function listed(name: string, old: unknown, now: unknown, words: (typeof historyWords)['zh-CN']): string[] {
  const [was, is] = [old, now].map((all) => (Array.isArray(all) ? (all as string[]) : []));
  const gets = (is ?? []).filter((one) => !was?.includes(one));
  const loses = (was ?? []).filter((one) => !is?.includes(one));
  return [
    ...(gets.length > 0 ? [`${name}：${words.gets({ names: gets.join(', ') })}`] : []),
    ...(loses.length > 0 ? [`${name}：${words.loses({ names: loses.join(', ') })}`] : []),
  ];
}

/** Everything there is to a state, by names and in words. */
function useFacts(policy: Policy): (state: State) => Map<string, string | string[]> {
  const words = useWords(historyWords);
  const rights = useWords(rightsWords);
  const { label, date, number } = useFormat();
  const named = useNames(policy);
  const table = (entries: readonly (readonly [Field, string | string[]])[]) =>
    new Map(entries.map(([field, value]) => [words.fields[field], value]));
  const days = ({ from, to }: { from: number; to: number | null }) =>
    [
      ['begins', from === 0 ? words.always : date(from)],
      ['ends', to === null ? words.always : date(to - 1)],
    ] as const;
  return (state) => {
    switch (state.entity) {
      case 'role': {
        const { role } = state;
        const facts = table([
          ['name', label(role.label)],
          ['parents', role.parents.map(named.role)],
        ]);
        facts.set(
          rights.rights,
          role.permissions.map((one) => permissionName(rights, one)),
        );
        for (const column of COLUMN_CLASSES)
          facts.set(rights.columnNames[column], rights.columnAccess[role.columns[column]]);
        return facts;
      }
      case 'unit':
        return table([
          ['name', label(state.unit.label)],
          ['parent', state.unit.parentId === null ? words.nobody : named.unit(state.unit.parentId)],
          ['leader', state.unit.leaderId === null ? words.nobody : named.person(state.unit.leaderId)],
        ]);
      case 'person':
        return table([
          ['name', state.person.name],
          ['unit', state.person.unitId === null ? words.nobody : named.unit(state.person.unitId)],
          ['status', words.standing[state.person.status]],
        ]);
      case 'roleGrant':
        return table(days(state.grant));
      case 'scopeGrant':
        return table([...days(state.grant), ['units', state.grant.unitIds.map(named.unit)]]);
      case 'duty': {
        const { duty } = state;
        return table([
          ['name', label(duty.label)],
          ['kind', words.duties[duty.kind]],
          [
            'members',
            duty.members.map((one) => (duty.of === 'roles' ? named.role(one) : permissionName(rights, one))),
          ],
          ['atMost', number(duty.atMost)],
        ]);
      }
      case 'test':
        return table([['content', JSON.stringify(state.test)]]);
      case 'needsSecond':
        return new Map();
    }
  };
}
