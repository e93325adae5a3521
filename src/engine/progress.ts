/** One observation of a running stage; `total` is absent while it is not known. */
export interface ProgressEvent {
  stage: string;
  done: number;
  total?: number;
  unit: string;
  /** Work that needs no repeating (cache hits, rows seen before). */
  cached?: number;
}

/** Receives what goes on. `stage` events frame the `step` events of one stage. */
export interface ProgressListener {
  started: (stage: string, what: string) => void;
  step: (event: ProgressEvent) => void;
  finished: (stage: string, summary: string) => void;
  warn: (message: string) => void;
}

/** Says nothing: for tests and for library use. */
export const SILENT: ProgressListener = {
  started: () => undefined,
  step: () => undefined,
  finished: () => undefined,
  warn: () => undefined,
};
