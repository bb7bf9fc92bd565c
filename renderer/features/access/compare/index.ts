/** Compare: how the rights of two people or two roles differ, or of one on two days, and how they become alike. */
export { ComparePage } from './compare-page.tsx';
