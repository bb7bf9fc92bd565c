import type { UnitRow, UserRow } from '#store/import-catalogue';
import { makeShelf } from '#store/import-shelf';
import { unitNames } from './catalogue-names.ts';
import { fault, type Importer, type ImportSetting, patchOf } from './importer.ts';
import { readEmployment } from './words.ts';

type UnitFields = { externalId: string; name: string; nameEn: string; parent: string };

/** Units of the organisation: parents before their children, a circle refused. A unit bears its code, or else its name, as its key. */
export function unitImporter(setting: ImportSetting): Importer<UnitFields> {
  const { catalogue, writer, newId } = setting;
  const names = unitNames(catalogue);
  const byId = new Map(catalogue.units.map((unit) => [unit.id, unit]));
  const shelf = makeShelf<UnitRow>(
    'units',
    writer,
    (unit) => unit.id,
    (id) => byId.get(id),
  );
  const isBelow = (id: string, above: string) => {
    const seen = new Set<string>();
    for (let at: string | null = id; at !== null && !seen.has(at); at = byId.get(at)?.parentId ?? null) {
      if (at === above) return true;
      seen.add(at);
    }
    return false;
  };
  const keep = (unit: UnitRow) => {
    byId.set(unit.id, unit);
    names.add(unit.id, [unit.externalId], [unit.labelZh, unit.labelEn]);
  };
  return {
    read: (row) => ({
      externalId: row.text('externalId', 200),
      name: row.text('name', 200),
      nameEn: row.text('nameEn', 200),
      parent: row.text('parent', 200),
    }),
    key: ({ externalId, name }) => externalId || name,
    judge: ({ externalId, name, nameEn, parent }, key) => {
      const parentId = parent === '' ? null : names.find(parent);
      if (parentId === undefined) return fault('parent', 'unknownUnit', parent);
      const knownId = names.find(key);
      const known = knownId === undefined ? undefined : byId.get(knownId);
      if (!known) {
        const unit = { id: newId(), parentId, labelZh: name, labelEn: nameEn, leaderId: null };
        keep(shelf.add({ ...unit, externalId: key }));
        return 'fresh';
      }
      if (parentId !== null && isBelow(parentId, known.id)) return fault('parent', 'circle', parent);
      const patch = patchOf<UnitRow>(known, {
        labelZh: name,
        ...(nameEn === '' ? {} : { labelEn: nameEn }),
        ...(parentId === null ? {} : { parentId }),
        ...(externalId === '' ? {} : { externalId }),
      });
      if (!patch) return 'unchanged';
      keep(shelf.change(known, patch));
      return 'updated';
    },
  };
}

type RepFields = {
  externalId: string;
  name: string;
  login: string;
  unitId: string | null;
  status: UserRow['status'] | null;
};

/** Reps as users without a password: somebody in charge of access gives them one, with roles and scopes. */
export function repImporter(setting: ImportSetting): Importer<RepFields> {
  const { catalogue, writer, newId, source, at } = setting;
  const units = unitNames(catalogue);
  const byKey = new Map(
    catalogue.users.filter((user) => user.source === source).map((user) => [user.externalId, user]),
  );
  const logins = new Map(catalogue.users.map((user) => [user.login.toLowerCase(), user.id]));
  const shelf = makeShelf<UserRow>(
    'users',
    writer,
    (user) => user.externalId,
    (key) => byKey.get(key),
  );
  const keep = (user: UserRow) => {
    byKey.set(user.externalId, user);
    logins.set(user.login.toLowerCase(), user.id);
  };
  return {
    read: (row) => ({
      externalId: row.text('externalId', 200),
      name: row.text('name', 200),
      login: row.text('login', 80),
      unitId: row.look('unit', units.find, 'unknownUnit'),
      status: row.look('status', readEmployment, 'unknownValue'),
    }),
    key: ({ externalId, login, name }) => externalId || login || name,
    judge: (fields, key) => {
      const known = byKey.get(key);
      const login = fields.login || known?.login || loginOf(fields.externalId || fields.name);
      const holder = logins.get(login.toLowerCase());
      if (holder !== undefined && holder !== known?.id) return fault('login', 'loginTaken', login);
      const { name, unitId, status } = fields;
      if (!known) {
        keep(
          shelf.add({
            id: newId(),
            login,
            name,
            unitId,
            status: status ?? 'active',
            source,
            externalId: key,
            createdAt: at,
          }),
        );
        return 'fresh';
      }
      const patch = patchOf<UserRow>(known, {
        name,
        login,
        ...(unitId === null ? {} : { unitId }),
        ...(status === null ? {} : { status }),
      });
      if (!patch) return 'unchanged';
      logins.delete(known.login.toLowerCase());
      keep(shelf.change(known, patch));
      return 'updated';
    },
  };
}

/** `Anna Snelling` → `anna.snelling`. */
const loginOf = (text: string) =>
  text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, '.').slice(0, 80);
