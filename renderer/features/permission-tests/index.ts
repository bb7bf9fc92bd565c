/** Permission tests: what rights must give and must not, kept with them and run at each change. */
export { permissionTestPages } from './pages.ts';
