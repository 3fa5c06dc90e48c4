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
  for (const name of present) {
    // Judged where it has something to say: a few new series must not be outvoted by many old ones.
    const concerned = all.filter((w) => w.own.has(name));
    const before = errorWith(concerned, pooled, kept);
    const tried = new Set([...kept, name]);
    if (errorWith(concerned, pooled, tried) < (1 - MIN_GAIN) * before) kept = tried;
  }
  return kept;
}

/** Back-test error of the combination of the members named, in units of each series' typical change. */
function errorWith(
  all: readonly Worked[],
  pooled: ReadonlyMap<string, number>,
  names: ReadonlySet<string>,
): number {
  let total = 0;
  for (const worked of all) {
    const e = evaluate(worked, pooled, names);
    for (const { mae } of e.held) total += (mae ?? 0) / e.base;
  }
  return total;
}
