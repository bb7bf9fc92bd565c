import type { Permission } from '#domain/access';
import type { Label } from '#domain/base';
import type { Icon } from '@tabler/icons-react';
import type { ComponentType } from 'react';

/** Where the navigation shows a page. */
export type NavGroup = 'work' | 'rules' | 'results' | 'data' | 'company';

/**
 * A page that a feature gives to the app: each feature's index.ts exports its list, renderer/app mounts them all.
 * `path` is a router path (`/opportunities/:id`); pages without `nav` are reached by links.
 */
export type FeaturePage = {
  readonly path: string;
  readonly needs: Permission | 'signedIn';
  readonly page: ComponentType;
  readonly nav?: {
    readonly group: NavGroup;
    readonly label: Label;
    readonly icon: Icon;
    /** What else people may type in the palette to find it: pinyin, initials, synonyms. */
    readonly keywords?: readonly string[];
  };
};
