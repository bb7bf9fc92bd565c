import { IANAZone } from 'luxon';
import { z } from 'zod';

/** What can be imported. An order row with a `refundOf` is a refund of that order. */
export const ImportKind = z.enum([
  'units',
  'reps',
  'products',
  'lines',
  'opportunities',
  'attributes',
  'followUps',
  'orders',
]);
export type ImportKind = z.infer<typeof ImportKind>;

/** Why one row of a file was not taken. */
export const RowReason = z.enum([
  'missing',
  'notAPhone',
  'notAContact',
  'twoContacts',
  'lossyNumber',
  'notADate',
  'notAnAmount',
  'notANumber',
  'notABoolean',
  'unknownValue',
  'unknownPerson',
  'unknownUnit',
  'unknownLine',
  'unknownProduct',
  'unknownOrder',
  'unknownOpportunity',
  'alreadyOpen',
  'merged',
  'duplicateInFile',
  'factChanged',
  'tooLong',
  'raggedRow',
  'notSelected',
  'refundTooLarge',
  'circle',
  'loginTaken',
  'missingAreaCode',
]);
export type RowReason = z.infer<typeof RowReason>;

/** How a source's columns become fields; remembered for each (kind, source). */
export const ColumnMapping = z.strictObject({
  /** field → column header; several fields may share a column. Attributes are fields `attribute:<key>`. */
  columns: z.record(z.string().max(80), z.string().max(200)),
  /** field → fixed value for every row (a currency, a business line). */
  constants: z.record(z.string().max(80), z.string().max(500)).default({}),
  /** field → (text in the file → text to read instead): `GTXPro` → `GTX Pro`. */
  values: z.record(z.string().max(80), z.record(z.string().max(500), z.string().max(500))).default({}),
  /** Only rows whose column holds one of these; the others are counted as rejected, `notSelected`. */
  only: z
    .strictObject({ column: z.string().max(200), values: z.array(z.string().max(500)).min(1).max(100) })
    .nullable()
    .default(null),
  /** IANA zone of moments written without one. */
  zone: z
    .string()
    .max(60)
    .refine((zone) => IANAZone.isValidZone(zone), { params: { code: 'transfer.unknownZone' } })
    .default('Asia/Shanghai'),
  /** How dates with ambiguous parts read. */
  dateOrder: z.enum(['ymd', 'dmy', 'mdy']).default('ymd'),
  /** Region of phones written without a country code. */
  region: z.string().length(2).default('CN'),
  /** Area code of landlines written without one; empty: such a row is refused. */
  areaCode: z.string().max(6).default(''),
});
export type ColumnMapping = z.infer<typeof ColumnMapping>;
