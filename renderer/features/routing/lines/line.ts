import type { OutputOf } from '#contract/contract';

export type Line = OutputOf<'routing.listLines'>[number];
