/** Replay: what a draft would change for the opportunities of the past, counted while one watches. */
export { ReplayPanel } from './replay-panel.tsx';
export { replayWords } from './words.ts';
