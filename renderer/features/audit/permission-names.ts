import type { Permission } from '#domain/access';
import { useWords } from '#i18n/words';
import { rightsWords as namesOfRights } from '#features/access/rights';
import { rightsWords } from './rights-words.ts';

type Names = { readonly [K in 'rooms' | 'actions']: Readonly<Record<string, string>> };

/** What permissions are called: the room and what one may do in it; in a list, the actions of a room together. */
export function usePermissionNames() {
  const { named, between } = useWords(rightsWords);
  const { rooms, actions }: Names = useWords(namesOfRights);
  const split = (permission: Permission) => {
    const [room = '', action = ''] = permission.split('.');
    return { room: rooms[room] ?? room, action: actions[action] ?? action };
  };
  const list = (permissions: readonly Permission[]) =>
    [...Map.groupBy(permissions.map(split), ({ room }) => room)]
      .map(([room, all]) => named({ room, action: all.map(({ action }) => action).join('/') }))
      .join(between);
  return { nameOf: (permission: Permission) => named(split(permission)), list };
}
