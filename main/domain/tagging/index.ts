/** Tagging: the typed catalogue of business attributes (业务属性), and the rules that derive attributes and tags with provenance and expiry. */
export { AttributeShape, type Attribute, codesGone, findRepeatedCode, fits } from './attribute.ts';
export { behaviourOf, BEHAVIOURS, type Touch, TOUCH_WINDOW_DAYS } from './behaviour.ts';
export { findMisfit, TagRule, tagOrder, testedIn } from './tag-rule.ts';
export { type Mark, put, type TagChange, tagsFor, take } from './tags.ts';
