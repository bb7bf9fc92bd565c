import type { FeaturePage } from '#ui/feature-page';

export const attributionPages: readonly FeaturePage[] = [];
