/** Tagging: the typed catalogue of business attributes (业务属性), and whether a value fits its attribute. */
export { AttributeShape, type Attribute, codesGone, findRepeatedCode, fits } from './attribute.ts';
