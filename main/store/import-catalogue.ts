import type { Grain } from '#domain/contacts';
import type { Attribute } from '#domain/tagging';
import type { Raw } from './database.ts';

export type UnitRow = {
  id: string;
  parentId: string | null;
  labelZh: string;
  labelEn: string;
  leaderId: string | null;
  externalId: string | null;
};
export type UserRow = {
  id: string;
  login: string;
  name: string;
  unitId: string | null;
  status: 'active' | 'left';
  source: string;
  externalId: string;
  createdAt: number;
};
export type LineRow = {
  id: string;
  labelZh: string;
  labelEn: string;
  grain: Grain;
  position: number;
};
export type CategoryRow = { id: string; labelZh: string; labelEn: string };
export type ProductRow = CategoryRow & { code: string; categoryId: string; lineId: string | null };

/** Everything that rows of an import are matched against, read once. */
export type ImportCatalogue = {
  units: UnitRow[];
  users: UserRow[];
  lines: LineRow[];
  categories: CategoryRow[];
  products: ProductRow[];
  attributes: Attribute[];
};

export function readImportCatalogue(raw: Raw): ImportCatalogue {
  const all = <Row>(text: string) => raw.prepare(text).all() as Row[];
  const attributes = all<{
    key: string;
    kind: Attribute['kind'];
    zh: string;
    en: string;
    values: string;
    position: number;
  }>(
    'SELECT key, kind, label_zh AS zh, label_en AS en, "values", position FROM attributes ORDER BY position, key',
  );
  return {
    units: all(
      'SELECT id, parent_id AS parentId, label_zh AS labelZh, label_en AS labelEn, leader_id AS leaderId, external_id AS externalId FROM units',
    ),
    users: all(
      'SELECT id, login, name, unit_id AS unitId, status, source, external_id AS externalId, created_at AS createdAt FROM users',
    ),
    lines: all(
      'SELECT id, label_zh AS labelZh, label_en AS labelEn, grain, position FROM business_lines ORDER BY position, id',
    ),
    categories: all('SELECT id, label_zh AS labelZh, label_en AS labelEn FROM product_categories'),
    products: all(
      'SELECT id, code, label_zh AS labelZh, label_en AS labelEn, category_id AS categoryId, line_id AS lineId FROM products',
    ),
    attributes: attributes.map(({ zh, en, values, ...rest }) => ({
      ...rest,
      label: { zh, en },
      values: JSON.parse(values) as Attribute['values'],
    })),
  };
}
