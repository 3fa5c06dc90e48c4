import type { ProgressStage } from '../core/progress.ts';

/** One bar over parts that go on at once: totals and steps add up; the parts' own ends say nothing. */
export function sharedProgress(whole: ProgressStage): { part(): ProgressStage } {
  let total = 0;
  return {
    part: () => {
      let own = 0;
      return {
        advance: (by) => whole.advance(by),
        setTotal: (next) => {
          total += next - own;
          own = next;
          whole.setTotal(total);
        },
        finish: () => {},
      };
    },
  };
}
