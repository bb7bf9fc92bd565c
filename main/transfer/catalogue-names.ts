import type { ImportCatalogue } from '#store/import-catalogue';
import { makeNames, type Names } from './names.ts';

/** The catalogue as people write it in files. */
export function lineNames({ lines }: ImportCatalogue): Names {
  const names = makeNames();
  for (const { id, labelZh, labelEn } of lines) names.add(id, [id], [labelZh, labelEn]);
  return names;
}

export function userNames({ users }: ImportCatalogue): Names {
  const names = makeNames();
  for (const { id, login, externalId, name } of users) names.add(id, [id, login, externalId], [name]);
  return names;
}

export function unitNames({ units }: ImportCatalogue): Names {
  const names = makeNames();
  for (const { id, externalId, labelZh, labelEn } of units)
    names.add(id, [id, externalId], [labelZh, labelEn]);
  return names;
}

export function categoryNames({ categories }: ImportCatalogue): Names {
  const names = makeNames();
  for (const { id, labelZh, labelEn } of categories) names.add(id, [id], [labelZh, labelEn]);
  return names;
}

export function productNames({ products }: ImportCatalogue): Names {
  const names = makeNames();
  for (const { id, code, labelZh, labelEn } of products) names.add(id, [id, code], [labelZh, labelEn]);
  return names;
}
