import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { findTheme, listThemeHistory, listThemes, type ThemeRow } from '../../storage/queries/themes.ts';
import { bigintId, limit } from '../parameters.ts';
import { defineRead } from '../read.ts';

const themeShape = z.object({
  id: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  firstWeek: z.string(),
  lastWeek: z.string(),
  method: z.string(),
  scores: z.record(z.string(), z.unknown()),
  palette: z.array(z.object({ hex: z.string(), concept: z.string().nullable(), weight: z.number() })),
  share: z.number().nullable(),
  growth: z.number().nullable(),
  members: z.array(
    z.object({
      member: z.string(),
      weight: z.number(),
      facet: z.string().nullable(),
      labelZh: z.string().nullable(),
      labelEn: z.string().nullable(),
      hex: z.string().nullable(),
    }),
  ),
});
export type Theme = z.infer<typeof themeShape>;

export const themes = defineRead({
  name: 'themes',
  path: '/themes',
  tag: 'Themes',
  summary: 'Concepts and candidates that move and occur together, with palettes',
  query: z.strictObject({
    past: z.enum(['yes', 'no']).default('no').describe('yes: also themes that are over'),
    limit: limit(50, 200),
  }),
  data: z.array(themeShape),
  async answer(context, { query }) {
    const rows = await context.read((sql) =>
      listThemes(sql, { past: query.past === 'yes', limit: query.limit }),
    );
    return { data: rows.map(toTheme) };
  },
});

export const theme = defineRead({
  name: 'theme',
  path: '/themes/{id}',
  tag: 'Themes',
  summary: 'One theme, its members now and its size from week to week',
  params: z.strictObject({ id: bigintId }),
  data: themeShape.extend({
    history: z.array(z.object({ week: z.string(), members: z.number(), weight: z.number() })),
  }),
  async answer(context, { params }) {
    return context.read(async (sql) => {
      const [found, history] = await Promise.all([
        findTheme(sql, params.id),
        listThemeHistory(sql, params.id),
      ]);
      if (found === null) throw new AppError('NOT_FOUND', `No theme ${params.id}.`);
      return { data: { ...toTheme(found), history } };
    });
  },
});

const HEX = /^#[0-9a-f]{6}$/i;

function toTheme(row: ThemeRow): Theme {
  return { ...row, palette: toPalette(row.palette) };
}

/** Stored by the clustering stage as {hex, concept, weight}; entries without a colour are left out. */
function toPalette(stored: unknown): Theme['palette'] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((entry: unknown) => {
    const given = typeof entry === 'string' ? { hex: entry } : ((entry ?? {}) as Record<string, unknown>);
    const { hex, concept, weight } = given as { hex?: unknown; concept?: unknown; weight?: unknown };
    if (typeof hex !== 'string' || !HEX.test(hex)) return [];
    return [
      {
        hex,
        concept: typeof concept === 'string' ? concept : null,
        weight: typeof weight === 'number' && weight > 0 ? weight : 1,
      },
    ];
  });
}
