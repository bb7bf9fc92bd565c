import type { Permission } from '#domain/access';
import { useWords } from '#i18n/words';
import { operationWords } from './operation-words.ts';
import { rightsWords } from './rights-words.ts';

/** What permissions are called: the room and what one may do in it; in a list, the actions of a room together. */
export function usePermissionNames() {
  const { actions, named, between } = useWords(rightsWords);
  const { rooms } = useWords(operationWords);
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
