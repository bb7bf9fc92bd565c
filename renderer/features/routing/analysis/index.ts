/** Analysis: what a draft's rules do to outcomes, found beside the typing, each finding with a fix to press. */
export { AnalysisPanel } from './analysis-panel.tsx';
export { type Analysis, useAnalysis } from './use-analysis.ts';
export { analysisWords } from './words.ts';
