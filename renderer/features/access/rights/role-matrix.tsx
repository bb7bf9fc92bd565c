import { type Permission, PERMISSIONS } from '#domain/access';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { PlainTable } from '#ui/plain-table';
import { Checkbox, Tooltip } from '@mantine/core';
import { inheritedBy, permissionName, type Role, type RoleDraft } from './rights.ts';
import { rightsWords } from './words.ts';

type RoleMatrixProps = {
  readonly draft: RoleDraft;
  readonly roles: readonly Role[];
  readonly isReadOnly: boolean;
  readonly onChange: (permissions: readonly string[]) => void;
};

type Room = keyof (typeof rightsWords)['zh-CN']['rooms'];
type Action = keyof (typeof rightsWords)['zh-CN']['actions'];

const split = (permission: Permission) => permission.split('.') as [Room, Action];
const ROOMS = [...new Set(PERMISSIONS.map((one) => split(one)[0]))];
const ACTIONS = [...new Set(PERMISSIONS.map((one) => split(one)[1]))].toSorted(
  (a, b) => Number(b === 'view') - Number(a === 'view'),
);

/** One role as pages × actions: a box where there is such an action, ticked and fixed where it is inherited. */
export function RoleMatrix({ draft, roles, isReadOnly, onChange }: RoleMatrixProps) {
  const words = useWords(rightsWords);
  const { label } = useFormat();
  const inherited = inheritedBy(roles, draft.parents);
  const nameOf = (id: string) => {
    const role = roles.find((one) => one.id === id);
    return role ? label(role.label) : id;
  };
  const toggle = (permission: Permission) =>
    onChange(
      draft.permissions.includes(permission)
        ? draft.permissions.filter((one) => one !== permission)
        : [...draft.permissions, permission],
    );
  const cell = (room: Room, action: Action) => {
    const permission = PERMISSIONS.find((one) => one === `${room}.${action}`);
    if (!permission) return null;
    const from = inherited.get(permission);
    return (
      <Tooltip
        key={permission}
        label={words.inherited({ roles: (from ?? []).map(nameOf).join(' · ') })}
        disabled={!from}
      >
        <Checkbox
          size="xs"
          aria-label={permissionName(words, permission)}
          checked={from !== undefined || draft.permissions.includes(permission)}
          disabled={isReadOnly || from !== undefined}
          onChange={() => toggle(permission)}
        />
      </Tooltip>
    );
  };
  return (
    <PlainTable
      label={words.roles}
      header={[{ name: words.page }, ...ACTIONS.map((action) => ({ name: words.actions[action] }))]}
      rows={ROOMS.map((room) => ({
        key: room,
        cells: [words.rooms[room], ...ACTIONS.map((action) => cell(room, action))],
      }))}
    />
  );
}
