/** Policy: both layers of the attribution in plain words, as a draft and as versions. */
export { PolicyPage } from './policy-page.tsx';
