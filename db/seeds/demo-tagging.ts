import type { Condition } from '#domain/conditions';
import type { Attribute, TagRule } from '#domain/tagging';
import type { Db } from '#store/database';
import { addTagRules } from '#store/tag-rules';
import { saveAttribute } from '#store/tagging';

const label = (zh: string, en: string) => ({ zh, en });

const ATTRIBUTES: readonly Attribute[] = [
  {
    key: 'tags',
    kind: 'set',
    label: label('标签', 'Tags'),
    values: [
      { code: 'highIntent', label: label('高意向', 'High intent') },
      { code: 'nurture', label: label('待培育', 'To nurture') },
      { code: 'comparing', label: label('比价中', 'Comparing competitors') },
    ],
    position: 100,
  },
  {
    key: 'followUpPriority',
    kind: 'enum',
    label: label('跟进优先级', 'Follow-up priority'),
    values: [
      { code: 'high', label: label('高', 'High') },
      { code: 'medium', label: label('中', 'Medium') },
      { code: 'low', label: label('低', 'Low') },
    ],
    position: 101,
  },
];

const tag = (code: string): TagRule['effect'] => ({ kind: 'tag', attribute: 'tags', code });
const priority = (value: string): TagRule['effect'] => ({
  kind: 'set',
  attribute: 'followUpPriority',
  value,
});
const has = (code: string): Condition => ({ op: 'equals', attribute: 'tags', value: code });
const rule = (
  id: string,
  name: string,
  condition: Condition,
  effect: TagRule['effect'],
  expiresAfterDays: number | null = null,
): TagRule => ({ id, name, isOn: true, condition, effect, expiresAfterDays });

const RULES: readonly TagRule[] = [
  rule(
    'tag-high-intent',
    '热度高或客户自述高意向',
    {
      any: [
        { op: 'between', attribute: 'heat', min: 4, max: null },
        {
          all: [
            { op: 'equals', attribute: 'intent', value: 'high' },
            { op: 'oneOf', attribute: 'source', values: ['website', 'expo', 'referral'] },
          ],
        },
      ],
    },
    tag('highIntent'),
    14,
  ),
  rule(
    'tag-nurture',
    '外呼名单且一个月未跟进',
    {
      all: [
        { op: 'equals', attribute: 'source', value: 'callList' },
        { op: 'between', attribute: 'followUps30', min: null, max: 0 },
      ],
    },
    tag('nurture'),
  ),
  rule(
    'tag-comparing',
    '关注价格且近期反复沟通',
    {
      all: [
        { op: 'hasAll', attribute: 'needs', values: ['price'] },
        { op: 'between', attribute: 'followUps30', min: 3, max: null },
      ],
    },
    tag('comparing'),
    30,
  ),
  rule('tag-priority-high', '高意向优先跟进', has('highIntent'), priority('high')),
  rule('tag-priority-low', '待培育稍后跟进', has('nurture'), priority('low')),
];

/** Tags, follow-up priority, and a handful of rules that derive them. */
export async function seedTagging(db: Db, savedBy: string, savedAt: number): Promise<void> {
  for (const attribute of ATTRIBUTES) await saveAttribute(db, attribute);
  await addTagRules(db, { revision: 1, rules: [...RULES], savedAt, savedBy });
}
