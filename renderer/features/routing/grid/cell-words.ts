/** Words that cells of a spreadsheet use, in both languages; the first of each is the one that is written. */
export const WORDS = {
  isSet: ['已填', 'is set', '已设置', '有值', '已填写', 'set', 'not empty', '非空'],
  isNotSet: ['未填', 'is not set', '未设置', '无值', '未填写', 'not set', 'empty', '为空', '空'],
  any: ['不限', 'any', '*', '全部', '任意', '-', '—', '–'],
  yes: ['是', 'yes', 'y', 'true', '1', '真', '√', '启用', 'on'],
  no: ['否', 'no', 'n', 'false', '0', '假', '×', '停用', 'off'],
  not: ['!=', '≠', '<>', '不属于', '不是', '不等于', '非', 'not one of', 'not in', 'is not', 'not'],
  all: ['全含', 'all of', '同时含有', 'has all of'],
  startsWith: ['开头是', 'begins with', 'starts with'],
  contains: ['包含', 'contains'],
  /** Whether a text would be read as one of the words, or as beginning with one. */
  taken: (text: string): boolean => {
    const bare = text.trim().toLowerCase();
    const whole: readonly string[] = [...WORDS.isSet, ...WORDS.isNotSet, ...WORDS.any];
    const heads: readonly string[] = [...WORDS.not, ...WORDS.all, ...WORDS.startsWith, ...WORDS.contains];
    return whole.includes(bare) || heads.some((head) => bare.startsWith(head));
  },
} as const;

/** The rest of a text after one of some words, or undefined where it begins with none of them. */
export function after(text: string, words: readonly string[]): string | undefined {
  const bare = text.toLowerCase();
  for (const word of words) {
    if (!bare.startsWith(word)) continue;
    const rest = text.slice(word.length);
    // `notable` does not begin with `not`.
    if (/[a-z]$/.test(word) && /^[a-z0-9]/i.test(rest)) continue;
    return rest.replace(/^[\s:：]+/, '');
  }
  return undefined;
}
