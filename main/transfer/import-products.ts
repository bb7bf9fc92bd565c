import type { CategoryRow, LineRow, ProductRow } from '#store/import-catalogue';
import { makeShelf } from '#store/import-shelf';
import { categoryNames, lineNames, productNames } from './catalogue-names.ts';
import { fault, type Importer, type ImportSetting, patchOf } from './importer.ts';
import { readGrain } from './words.ts';

type LineFields = { externalId: string; name: string; nameEn: string; grain: LineRow['grain'] | null };

/** Business lines. The grain of a line that is here stays: its opportunities are kept apart by it. */
export function lineImporter(setting: ImportSetting): Importer<LineFields> {
  const { catalogue, writer, newId } = setting;
  const names = lineNames(catalogue);
  const byId = new Map(catalogue.lines.map((line) => [line.id, line]));
  const shelf = makeShelf<LineRow>(
    'business_lines',
    writer,
    (line) => line.id,
    (id) => byId.get(id),
  );
  const keep = (line: LineRow) => {
    byId.set(line.id, line);
    names.add(line.id, [line.id], [line.labelZh, line.labelEn]);
  };
  return {
    read: (row) => ({
      externalId: row.text('externalId', 80),
      name: row.text('name', 200),
      nameEn: row.text('nameEn', 200),
      grain: row.look('grain', readGrain, 'unknownValue'),
    }),
    key: ({ externalId, name }) => externalId || name,
    judge: ({ externalId, name, nameEn, grain }, key) => {
      const knownId = names.find(key);
      const known = knownId === undefined ? undefined : byId.get(knownId);
      if (!known) {
        const labels = { labelZh: name, labelEn: nameEn };
        const position = Math.max(-1, ...[...byId.values()].map((line) => line.position)) + 1;
        keep(shelf.add({ id: externalId || newId(), ...labels, grain: grain ?? 'phone', position }));
        return 'fresh';
      }
      if (grain !== null && grain !== known.grain) return fault('grain', 'factChanged', grain);
      const patch = patchOf<LineRow>(known, {
        labelZh: name,
        ...(nameEn === '' ? {} : { labelEn: nameEn }),
      });
      if (!patch) return 'unchanged';
      keep(shelf.change(known, patch));
      return 'updated';
    },
  };
}

type ProductFields = {
  externalId: string;
  name: string;
  nameEn: string;
  category: string;
  lineId: string | null;
};

/** Products by their code (or name, where the file has no code); a category nobody knows yet is made. */
export function productImporter(setting: ImportSetting): Importer<ProductFields> {
  const { catalogue, writer, newId } = setting;
  const lines = lineNames(catalogue);
  const categories = categoryNames(catalogue);
  const names = productNames(catalogue);
  const byId = new Map(catalogue.products.map((product) => [product.id, product]));
  const nothing = () => undefined;
  const categoryShelf = makeShelf<CategoryRow>('product_categories', writer, (row) => row.id, nothing);
  const shelf = makeShelf<ProductRow>('products', writer, (row) => row.id, nothing);
  const categoryOf = (category: string) => {
    const known = categories.find(category);
    if (known !== undefined) return known;
    const { id } = categoryShelf.add({ id: newId(), labelZh: category, labelEn: '' });
    categories.add(id, [], [category]);
    return id;
  };
  const keep = (product: ProductRow) => {
    byId.set(product.id, product);
    names.add(product.id, [product.code], [product.labelZh, product.labelEn]);
  };
  return {
    read: (row) => ({
      externalId: row.text('externalId', 200),
      name: row.text('name', 200),
      nameEn: row.text('nameEn', 200),
      category: row.text('category', 200),
      lineId: row.look('line', lines.find, 'unknownLine'),
    }),
    key: ({ externalId, name }) => externalId || name,
    judge: ({ name, nameEn, category, lineId }, key) => {
      const knownId = names.find(key);
      const known = knownId === undefined ? undefined : byId.get(knownId);
      const categoryId = categoryOf(category);
      if (!known) {
        keep(shelf.add({ id: newId(), code: key, labelZh: name, labelEn: nameEn, categoryId, lineId }));
        return 'fresh';
      }
      const patch = patchOf<ProductRow>(known, {
        labelZh: name,
        categoryId,
        ...(nameEn === '' ? {} : { labelEn: nameEn }),
        ...(lineId === null ? {} : { lineId }),
      });
      if (!patch) return 'unchanged';
      keep(shelf.change(known, patch));
      return 'updated';
    },
  };
}
