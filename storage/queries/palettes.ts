import { addWeeks } from '../../core/dates.ts';
import { makePalette, type ColorShare, type Palette } from '../../core/color/palette.ts';
import type { Sql } from '../sql.ts';

export interface PaletteQuestion {
  sector: string;
  market: string;
  /** How many weeks back from the last counted one, it included. */
  weeks: number;
  /** Weeks in a step of time. */
  step: number;
  /** Colours at most. */
  size: number;
}

/** Shares of the colours that have a hex, week by week; weeks in which no source was active are left out. */
async function listColorShares(
  sql: Sql,
  question: { sector: string; market: string; from: string; to: string },
): Promise<ColorShare[]> {
  const { sector, market, from, to } = question;
  return sql<ColorShare[]>`
    select c.id as concept, c.label_zh as "labelZh", c.label_en as "labelEn", lower(c.hex) as hex,
      to_char(p.week, 'YYYY-MM-DD') as week, p.share
    from series_points p join concepts c on c.id = p.concept_id
    where c.facet = 'color' and c.active and c.hex ~* '^#[0-9a-f]{6}$' and p.share is not null
      and p.sector = ${sector} and p.market = ${market} and p.week between ${from}::date and ${to}::date
    order by c.id, p.week`;
}

/** The palette of the last complete weeks, from stored series; null before anything was counted. */
export async function readPalette(
  sql: Sql,
  asOf: string | null,
  { sector, market, weeks, step, size }: PaletteQuestion,
): Promise<(Palette & { from: string; to: string }) | null> {
  if (asOf === null) return null;
  const from = addWeeks(asOf, 1 - weeks);
  const shares = await listColorShares(sql, { sector, market, from, to: asOf });
  return { from, to: asOf, ...makePalette(shares, { size, stepWeeks: step }) };
}
