import type { OutputOf } from '#contract/contract';

export type Review = OutputOf<'access.getReview'>;
export type Item = Review['list'][number];
