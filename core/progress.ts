/** Tells a person how far long work is. The CLI gives a bar on a terminal, one line a stage elsewhere. */
export interface Progress {
  /** Starts a stage; `total` null when it is not known yet. */
  start(stage: string, total: number | null): ProgressStage;
}

export interface ProgressStage {
  advance(by?: number): void;
  setTotal(total: number): void;
  /** Ends the stage; `summary` is the line that stays. */
  finish(summary?: string): void;
}

/** For tests and for workers: says nothing. */
export const silentProgress: Progress = {
  start: () => ({ advance: () => {}, setTotal: () => {}, finish: () => {} }),
};
