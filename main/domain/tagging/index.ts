/** Tagging: the typed catalogue of business attributes (业务属性), and what may change in it. */
export { AttributeShape, type Attribute, codesGone, findRepeatedCode } from './attribute.ts';
