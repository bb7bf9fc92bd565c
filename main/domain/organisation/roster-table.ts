import { unguardCell } from '#domain/transfer';

export type RosterTable = {
  readonly header: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
};

/** What is wrong with one row of a roster, and with which of its cells. */
export type RosterFault = {
  readonly file: 'units' | 'people';
  readonly line: number;
  readonly column: string;
  readonly code:
    | 'noColumn'
    | 'missing'
    | 'tooLong'
    | 'duplicate'
    | 'unknownUnit'
    | 'unknownLeader'
    | 'unknownStatus'
    | 'notADate'
    | 'circle'
    | 'leaderLeft';
  readonly value: string;
};

/** Field → what its column may be called, in lower case; the first name is ours. */
export const UNIT_COLUMNS = {
  code: ['部门编码', 'unit code', '编码', '部门编号', '组织编码', 'code', 'unit id', 'department code'],
  name: ['部门名称', 'unit name', '名称', '部门', '组织名称', 'name', 'unit', 'department'],
  nameEn: ['英文名称', 'english name', 'name (english)'],
  parent: ['上级编码', 'parent code', '上级部门编码', '上级部门', '上级', 'parent', 'parent id'],
  leader: ['负责人登录名', 'leader login', '负责人', '主管', 'leader', 'manager'],
} as const;
export const PEOPLE_COLUMNS = {
  login: ['登录名', 'login', '账号', '工号', 'account', 'user name', 'employee id'],
  name: ['姓名', 'name', '名字', 'full name'],
  unit: ['部门编码', 'unit code', '部门', '部门编号', 'unit', 'department', 'department code'],
  status: ['状态', 'status', '在职状态', 'employment'],
  from: ['生效日期', 'effective date', 'effective', 'from'],
} as const;

type Aliases = Readonly<Record<string, readonly string[]>>;
export type RosterRow<Field extends string> = {
  readonly line: number;
  /** The text of a field; undefined where the file has no such column. */
  readonly text: (field: Field) => string | undefined;
};

const tidy = (text: string) => text.normalize('NFKC').trim().toLowerCase();

/** Where each field stands in a header; -1: nowhere. */
function columnsOf<A extends Aliases>(header: readonly string[], aliases: A): Record<keyof A, number> {
  const names = header.map(tidy);
  const find = (all: readonly string[]) => {
    const name = all.find((one) => names.includes(one));
    return name === undefined ? -1 : names.indexOf(name);
  };
  return Object.fromEntries(Object.entries(aliases).map(([field, all]) => [field, find(all)])) as Record<
    keyof A,
    number
  >;
}

/** The rows of a table by our fields, and the columns that it needs and has not. */
export function readTable<A extends Aliases>(
  table: RosterTable,
  aliases: A,
  needed: readonly (keyof A & string)[],
): { rows: RosterRow<keyof A & string>[]; lacking: string[] } {
  const columns = columnsOf(table.header, aliases);
  const lacking = needed.filter((field) => columns[field] < 0).map((field) => aliases[field]?.[0] ?? field);
  const rows = table.rows.map(({ line, cells }) => ({
    line,
    text: (field: keyof A & string) =>
      columns[field] < 0 ? undefined : unguardCell((cells[columns[field]] ?? '').trim()),
  }));
  return { rows, lacking };
}
