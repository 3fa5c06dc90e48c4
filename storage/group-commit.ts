import { codeOf } from './connect-errors.ts';

interface Waiting<T> {
  work: T;
  done: () => void;
  failed: (error: unknown) => void;
}

/** SQLSTATE classes of trouble that lies in the rows themselves: data exception, integrity constraint. */
const ROWS_OWN = /^2[23]/;

/**
 * Group commit: what gathers while one transaction runs goes into the next one together. Nothing waits where nothing
 * runs. One whose rows are refused does not take the others with it: then each of the group is saved alone.
 */
export class GroupCommit<T> {
  readonly #save: (group: T[]) => Promise<void>;
  readonly #most: number;
  #waiting: Waiting<T>[] = [];
  #running = false;

  constructor(save: (group: T[]) => Promise<void>, most: number) {
    this.#save = save;
    this.#most = most;
  }

  /** Resolves when `work` is committed. */
  add(work: T): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ work, done, failed });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) await this.#commit(this.#waiting.splice(0, this.#most));
    this.#running = false;
  }

  async #commit(group: Waiting<T>[]): Promise<void> {
    try {
      await this.#save(group.map(({ work }) => work));
      for (const { done } of group) done();
    } catch (error) {
      if (group.length > 1 && liesInRows(error)) for (const one of group) await this.#commit([one]);
      else for (const { failed } of group) failed(error);
    }
  }
}

/** A server that is away fails them all at once; anything else may be the fault of one of them. */
function liesInRows(error: unknown): boolean {
  const code = codeOf(error);
  return code === '' || ROWS_OWN.test(code);
}
