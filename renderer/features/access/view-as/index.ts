/** View as: the console as somebody else sees it, begun with a reason, and the banner that ends it. */
export { ViewAsButton } from './view-as-button.tsx';
export { ViewingBanner } from './viewing-banner.tsx';
