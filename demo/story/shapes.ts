/** Shapes over the week index (0 = first week of the history). Each gives a share of documents, 0 to 1. */
export type Shape = (week: number) => number;

export const flat =
  (level: number): Shape =>
  () =>
    level;

/** Logistic change from one level to another; `width` is the logistic's scale in weeks. */
export const step =
  (from: number, to: number, centre: number, width: number): Shape =>
  (week) =>
    from + (to - from) / (1 + Math.exp(-(week - centre) / width));

/** A hump that rises over `up` weeks and falls over `down` weeks (half a normal curve on either side). */
export const hump =
  (height: number, at: number, up: number, down: number): Shape =>
  (week) =>
    height * Math.exp(-(((week - at) / (week < at ? up : down)) ** 2) / 2);

/** A yearly wave between two levels; `peakWeek` is a week index at which it is highest. */
export const season =
  (low: number, high: number, peakWeek: number, sharpness = 1.6): Shape =>
  (week) => {
    const phase = (1 + Math.cos((2 * Math.PI * (week - peakWeek)) / 52.18)) / 2;
    return low + (high - low) * phase ** sharpness;
  };

/** A slow irregular wave around 1, of three periods that have no common multiple in the history. */
export const swell =
  (depth: number, offset: number): Shape =>
  (week) => {
    const at = week + offset;
    const wave =
      Math.sin((2 * Math.PI * at) / 31) +
      0.8 * Math.sin((2 * Math.PI * at) / 47.5 + 1.3) +
      0.5 * Math.sin((2 * Math.PI * at) / 23.7 + 2.1);
    return 1 + (depth * wave) / 1.7;
  };

export const times =
  (a: Shape, b: Shape): Shape =>
  (week) =>
    a(week) * b(week);

export const plus =
  (a: Shape, b: Shape): Shape =>
  (week) =>
    a(week) + b(week);

/** The same shape, `weeks` later. */
export const later =
  (shape: Shape, weeks: number): Shape =>
  (week) =>
    shape(week - weeks);
