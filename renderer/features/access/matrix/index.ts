/** Matrix: every role beside every other, by pages and actions, what is inherited marked. */
export { MatrixPage } from './matrix-page.tsx';
export { matrixWords } from './words.ts';
