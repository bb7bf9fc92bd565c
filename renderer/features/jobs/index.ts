/** Jobs: long work that is under way or has ended, with progress and cancel. */
export { ExportMenu, ExportProgress } from './export-file.tsx';
export { JobCard, RunningJob } from './job-card.tsx';
export { jobWords } from './job-words.ts';
export { jobsPages } from './pages.ts';
