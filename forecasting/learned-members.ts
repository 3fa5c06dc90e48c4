import { relativeErrors, pooledErrors } from './combine.ts';
import { evaluate, type Worked } from './evaluate.ts';

/** A model that learned from other series: its forecasts for each series' folds and future; null where it has none. */
export interface LearnedMember {
  name: string;
  folds: (number[] | null)[][];
  future: (number[] | null)[];
}

/** Least fall of the combination's back-test error that keeps a candidate, 0.005 is 0.5 %. */
const MIN_GAIN = 0.005;

/** The series with the learned forecasts beside those of the models that know one series only. */
export function withLearned(all: readonly Worked[], learned: readonly LearnedMember[]): Worked[] {
  return all.map((worked, series) => {
    const folds = worked.folds.map((fold, k) => ({
      ...fold,
      forecasts: joined(
        fold.forecasts,
        learned.map((m) => [m.name, m.folds[series]?.[k] ?? null]),
      ),
    }));
    const future = joined(
      worked.future,
      learned.map((m) => [m.name, m.future[series] ?? null]),
    );
    return { ...worked, folds, future, own: relativeErrors(folds) };
  });
}

function joined(
  forecasts: ReadonlyMap<string, number[]>,
  more: readonly [string, number[] | null][],
): Map<string, number[]> {
  return new Map([
    ...forecasts,
    ...more.flatMap(([name, forecast]) =>
      forecast?.every((x) => Number.isFinite(x)) ? [[name, forecast] as const] : [],
    ),
  ]);
}

/** Candidates, one after the other, that lower the combination's error in the back-tests of the call. */
export function keepHelpful(
  all: readonly Worked[],
  allowed: ReadonlySet<string>,
  candidates: readonly string[],
): Set<string> {
  let kept = new Set(allowed);
  const present = candidates.filter((name) => all.some((w) => w.future.has(name)));
  if (present.length === 0) return kept;
  const pooled = pooledErrors(all.map((w) => w.own));
  const errorWith = (names: ReadonlySet<string>): number => {
    let total = 0;
    for (const worked of all) {
      const e = evaluate(worked, pooled, names);
      for (const { mae } of e.held) total += (mae ?? 0) / e.base;
    }
    return total;
  };
  let error = errorWith(kept);
  for (const name of present) {
    const tried = new Set([...kept, name]);
    const next = errorWith(tried);
    if (next < (1 - MIN_GAIN) * error) [kept, error] = [tried, next];
  }
  return kept;
}
