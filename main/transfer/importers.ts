import type { ImportKind } from '#domain/transfer';
import { attributeImporter } from './import-attributes.ts';
import { followUpImporter } from './import-follow-ups.ts';
import { opportunityImporter } from './import-opportunities.ts';
import { orderImporter } from './import-orders.ts';
import { repImporter, unitImporter } from './import-organisation.ts';
import { lineImporter, productImporter } from './import-products.ts';
import type { Importer, ImportSetting } from './importer.ts';

/** The importer of a kind. Its fields are its own business: what `read` answers only `key` and `judge` of the same importer take. */
export function makeImporter(kind: ImportKind, setting: ImportSetting): Importer {
  return makers[kind](setting) as Importer;
}

const makers: Readonly<Record<ImportKind, (setting: ImportSetting) => unknown>> = {
  units: unitImporter,
  reps: repImporter,
  lines: lineImporter,
  products: productImporter,
  opportunities: opportunityImporter,
  attributes: attributeImporter,
  followUps: followUpImporter,
  orders: orderImporter,
};
