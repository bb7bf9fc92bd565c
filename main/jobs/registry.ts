import { runAttribution } from './attribution.ts';
import { backUp } from './backup.ts';
import type { Registry } from './job.ts';
import { runRouting } from './routing.ts';

/** Every kind of long work, by the name its operation queues it under. */
export const jobs: Registry = {
  'attribution.run': runAttribution,
  'jobs.backUp': backUp,
  'routing.run': runRouting,
};
