/** Import: one file brought in on one page: what, the file, its columns, the check, the import. */
export { ImportPage } from './import-page.tsx';
