import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { PALETTE_FILES, PALETTE_TYPES, writePalette } from '../../core/color/write-palette.ts';
import { readAsOfWeek } from '../../storage/queries/data-version.ts';
import { readPalette, type PaletteQuestion } from '../../storage/queries/palettes.ts';
import type { ApiApp } from '../app.ts';
import type { ApiContext } from '../context.ts';
import { API_BASE } from '../openapi.ts';
import { marketOrAll, sectorOrAll } from '../parameters.ts';
import { badParameters, problemSchema } from '../problem.ts';
import { defineRead } from '../read.ts';

const whole = (usual: number, most: number) => z.coerce.number().int().min(1).max(most).default(usual);

const query = z.strictObject({
  sector: sectorOrAll,
  market: marketOrAll,
  weeks: whole(52, 260).describe('how far back from the last complete week'),
  step: whole(13, 260).describe('weeks in a step of time'),
  size: whole(8, 64).describe('colours at most'),
});

const palette = z.object({
  from: z.string(),
  to: z.string(),
  colors: z.array(
    z.object({
      concept: z.string(),
      labelZh: z.string(),
      labelEn: z.string(),
      hex: z.string(),
      /** Part of the palette; all sum to 1. */
      weight: z.number(),
      merged: z.array(z.string()),
    }),
  ),
  steps: z.array(z.object({ from: z.string(), to: z.string(), weights: z.array(z.number()) })),
});

export const palettes = defineRead({
  name: 'palettes',
  path: '/palettes',
  tag: 'Themes',
  summary:
    'Colours by their share of documents, and how their parts changed; as css, ase or png under /palettes/{format}',
  query,
  data: palette.nullable(),
  async answer(context, input) {
    const found = await find(context, input.query);
    return { data: found, insufficient: found === null ? 'nothing was counted yet' : null };
  },
});

const find = (context: ApiContext, question: PaletteQuestion) =>
  context.read(async (sql) => readPalette(sql, await readAsOfWeek(sql), question));

const fileParams = z.object({ format: z.enum(PALETTE_FILES) });

/** The same palette as a file to work with: CSS properties, Adobe swatches, a picture. */
export function mountPaletteFiles(app: ApiApp, context: ApiContext): void {
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: `${API_BASE}/palettes/{format}`,
    operationId: 'paletteFile',
    tags: ['Themes'],
    summary: 'A palette as CSS custom properties, Adobe Swatch Exchange or PNG',
    security: [{ key: [] }, {}],
    request: { params: fileParams, query },
    responses: {
      200: {
        description: 'The file',
        content: Object.fromEntries(
          Object.values(PALETTE_TYPES).map((type) => [
            type,
            { schema: { type: 'string', format: 'binary' } },
          ]),
        ),
      },
      default: {
        description: 'problem+json',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  });
  app.get(`${API_BASE}/palettes/:format`, async (c) => {
    const params = fileParams.safeParse(c.req.param());
    if (!params.success) throw badParameters(params.error);
    const given = Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== ''));
    const parsed = query.safeParse(given);
    if (!parsed.success) throw badParameters(parsed.error);
    const found = await find(context, parsed.data);
    if (found === null) throw new AppError('NOT_FOUND', 'Nothing was counted yet.');
    const { format } = params.data;
    const bytes = writePalette(found, format, `Hemline ${found.from} to ${found.to}`);
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': PALETTE_TYPES[format],
      'content-disposition': `inline; filename="hemline-palette.${format}"`,
      'cache-control': 'private, no-cache',
    });
  });
}
