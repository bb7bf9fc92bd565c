import type { FeaturePage } from '#ui/feature-page';

export const routingPages: readonly FeaturePage[] = [];
