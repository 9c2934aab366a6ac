// @ts-nocheck: AssemblyScript, built by `npm run build:wasm`.
//
// The inner loops of the engine, as one module. Each has its plain twin in TypeScript, which says what it computes and
// why; the results are the same to the bit. The host (hands/kernel.ts) lays memory out and hands pointers in.

export { configureDensities, scoreDensities } from './densities';
export { configureSenones } from './senones';
export { configureLoop, startLoop, stepLoop } from './phoneloop';
export { bestScores, expectBounds, weighPaths } from './posterior';
export { configureSpectrum, melSpectrum } from './spectrum';
export { configureStatistics, gatherStatistics } from './statistics';
export { startSearch } from './course';
export { runSearch } from './search';
