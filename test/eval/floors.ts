import { z } from 'zod';

const figureSchema = z
  .strictObject({
    name: z.string().min(1),
    /** Where the scorer's JSON holds the figure. */
    path: z.array(z.union([z.string(), z.number()])).min(1),
    floor: z.number().optional(),
    ceiling: z.number().optional(),
  })
  .refine((figure) => (figure.floor === undefined) !== (figure.ceiling === undefined), {
    message: 'a figure has a floor or a ceiling, and only one of them',
  });

const evalSchema = z.strictObject({
  scorer: z.string(),
  args: z.array(z.string()),
  figures: z.array(figureSchema).min(1),
});

export type Eval = z.infer<typeof evalSchema>;
export type Measured = Eval['figures'][number] & { value: number | null; sunk: boolean };

/** The floors by evaluation. Throws when the file is not what it should be. */
export function readFloors(json: string): Record<string, Eval> {
  return z.record(z.string(), evalSchema).parse(JSON.parse(json));
}

/** Every figure of an evaluation with what was measured; a figure that is missing has sunk. */
export function belowFloor(evaluation: Eval, answer: unknown): Measured[] {
  return evaluation.figures.map((figure) => {
    const value = valueAt(answer, figure.path);
    const within =
      value !== null &&
      (figure.floor === undefined || value >= figure.floor) &&
      (figure.ceiling === undefined || value <= figure.ceiling);
    return { ...figure, value, sunk: !within };
  });
}

function valueAt(answer: unknown, path: readonly (string | number)[]): number | null {
  let at = answer;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return null;
    at = (at as Record<string | number, unknown>)[key];
  }
  return typeof at === 'number' && Number.isFinite(at) ? at : null;
}
