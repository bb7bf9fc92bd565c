import type { FeaturePage } from '#ui/feature-page';

export const transferPages: readonly FeaturePage[] = [];
