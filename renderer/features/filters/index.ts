/** Filters: what many lists are narrowed by: a business line, a distribution group, a person. */
export { GroupFilter, LineFilter, PersonFilter } from './named-filters.tsx';
