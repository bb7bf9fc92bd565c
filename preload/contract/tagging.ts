import { AttributeShape } from '#domain/tagging';
import { z } from 'zod';
import { read, write } from './operation.ts';
import { Nothing } from './page.ts';

export const tagging = {
  /** The typed attribute catalogue, in its order. */
  'tagging.listAttributes': read('signedIn', Nothing, z.array(AttributeShape)),
  'tagging.saveAttribute': write('tagging.edit', AttributeShape, AttributeShape),
};

export type TaggingErrors = {
  /** A kind cannot change, and a value cannot go, while opportunities hold it. */
  'tagging.attributeInUse': { key: string; opportunities: number };
  'tagging.repeatedCode': { key: string; code: string };
  /** Only an attribute of kind enum or set has a list of values. */
  'tagging.valuesNotUsed': { key: string; kind: string };
};
