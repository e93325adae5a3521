import type { StageRegistry } from '../engine/stage.ts';

/** Every stage a pipeline file can name. Loaded when named. */
export const STAGES: StageRegistry = {
  protect: async () => (await import('./protect/stage.ts')).protectStage,
  ingest: async () => (await import('./ingest/stage.ts')).ingestStage,
  gather: async () => (await import('./gather/stage.ts')).gatherStage,
  screen: async () => (await import('./screen/stage.ts')).screenStage,
  licence: async () => (await import('./licence/stage.ts')).licenceStage,
  extract: async () => (await import('./extract/stage.ts')).extractStage,
  classify: async () => (await import('./classify/stage.ts')).classifyStage,
  inspect: async () => (await import('./inspect/stage.ts')).inspectStage,
  simulate: async () => (await import('./simulate/stage.ts')).simulateStage,
  judge: async () => (await import('./judge/stage.ts')).judgeStage,
  strengthen: async () => (await import('./strengthen/stage.ts')).strengthenStage,
  curate: async () => (await import('./curate/stage.ts')).curateStage,
  contamination: async () => (await import('./contamination/stage.ts')).contaminationStage,
  dedupe: async () => (await import('./dedupe/stage.ts')).dedupeStage,
  split: async () => (await import('./split/stage.ts')).splitStage,
  report: async () => (await import('./report/stage.ts')).reportStage,
  prove: async () => (await import('./prove/stage.ts')).proveStage,
  'classify-modules': async () => (await import('./classify-modules/stage.ts')).classifyModulesStage,
  'corpus-report': async () => (await import('./corpus-report/stage.ts')).corpusReportStage,
  describe: async () => (await import('./describe/stage.ts')).describeStage,
  learn: async () => (await import('./learn/stage.ts')).learnStage,
  export: async () => (await import('./export/stage.ts')).exportStage,
  parse: async () => (await import('./parse/stage.ts')).parseStage,
  closure: async () => (await import('./closure/stage.ts')).closureStage,
};
